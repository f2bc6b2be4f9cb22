"""What must hold of a case before a command may be given, beyond state, role and owner: each condition by the
name the table of commands gives it, with what is said where it does not hold. The console asks the same of a
row, in assets/console/case/conditions.mjs; a test holds the two together."""

from collections.abc import Callable
from dataclasses import dataclass

from city.cases.case import Case
from city.cases.command_context import CommandContext
from city.cases.commands import LEADING, REPLAY, WISHES
from city.cases.orders import holder
from city.cases.refusal import ObjectionError, Refusal, Term, objection, terms
from city.rules import Rules
from city.time.days import MINUTE


@dataclass(frozen=True, slots=True)
class Condition:
    holds: Callable[[CommandContext], bool]
    otherwise: Callable[[CommandContext], Refusal]


def check(ask: CommandContext, names: tuple[str, ...]) -> None:
    """Raises ObjectionError for the first that does not hold."""
    for name in names:
        if not CONDITIONS[name].holds(ask):
            raise ObjectionError(CONDITIONS[name].otherwise(ask))


def _checked(ask: CommandContext) -> bool:
    """A call for help that somebody has acknowledged, and what is replayed, end from new too."""
    return ask.case.state != "new" or ask.case.sos or ask.command.role in REPLAY


def _grantable(ask: CommandContext) -> bool:
    return all(CONDITIONS[name].holds(ask) for name in _rests_on(ask))


def _not_grantable(ask: CommandContext) -> Refusal:
    broken = next(name for name in _rests_on(ask) if not CONDITIONS[name].holds(ask))
    return CONDITIONS[broken].otherwise(ask)


def _rests_on(ask: CommandContext) -> tuple[str, ...]:
    return WISHES.get(ask.case.asked.what, ()) if ask.case.asked else ()


def _own_wish(ask: CommandContext) -> bool:
    return ask.case.asked is not None and ask.case.asked.by == ask.actor


def _below_top(ask: CommandContext) -> bool:
    return ask.level > 0


def _no_running_clock(ask: CommandContext) -> Refusal:
    """Only a clock that runs can be paused or given more time."""
    return _rests(ask) if ask.case.paused else objection("no_limit")


def _rests(ask: CommandContext) -> Refusal:
    pause = ask.case.paused
    since, until = (pause.since, pause.until) if pause else (None, None)
    return objection("paused", since=ask.when(since), until=ask.when(until))


def _taken_note_of(ask: CommandContext) -> Refusal:
    return objection("acknowledged", by=ask.case.acknowledged_by, at=ask.when(ask.case.acknowledged_at))


def _not_checked(ask: CommandContext) -> Refusal:
    return objection("wrong_state", "not_verified", state=Term("state", ask.case.state))


def _at_the_top(ask: CommandContext) -> Refusal:
    return objection("top_level", level=Term("level", ask.book.areas.levels[0]))


def _held(ask: CommandContext) -> bool:
    """Somebody else than who asks has the next move."""
    return holder(ask.case) not in (None, ("owner", ask.actor))


def _not_held(ask: CommandContext) -> Refusal:
    own = ask.case.owner is not None
    return objection("yours", since=ask.when(ask.case.owned_at)) if own else objection("unheld")


def _urge_due(ask: CommandContext) -> bool:
    return ask.now >= urge_from(ask.case, ask.book.rules)


def _urged_lately(ask: CommandContext) -> Refusal:
    again = ask.when(urge_from(ask.case, ask.book.rules))
    return objection("urged", at=ask.when(ask.case.urged_at), again=again)


def urge_from(case: Case, rules: Rules) -> int:
    """From when on a case may be urged again (epoch ms): who is urged all the time hears nothing."""
    return 0 if case.urged_at is None else case.urged_at + rules.urge_minutes * MINUTE


def _own_order(ask: CommandContext) -> bool:
    return ask.case.order is not None and ask.case.order.by == ask.actor


def _ordered(ask: CommandContext) -> Refusal:
    order = ask.case.order
    by, until = (order.by, order.answer_by) if order else (None, None)
    return objection("ordered", by=by, until=ask.when(until))


CONDITIONS: dict[str, Condition] = {
    "urgent": Condition(lambda ask: ask.case.urgent, lambda ask: objection("not_urgent")),
    "unacknowledged": Condition(lambda ask: ask.case.acknowledged_by is None, _taken_note_of),
    "heard": Condition(
        lambda ask: not ask.case.sos or ask.case.acknowledged_by is not None,
        lambda ask: objection("unacknowledged"),
    ),
    "not_mine": Condition(
        lambda ask: ask.case.owner != ask.actor,
        lambda ask: objection("yours", since=ask.when(ask.case.owned_at)),
    ),
    "owned": Condition(
        lambda ask: ask.case.owner is not None, lambda ask: objection("unowned", "nothing_to_release")
    ),
    "checked": Condition(_checked, _not_checked),
    "assigned": Condition(
        lambda ask: ask.case.assignment is not None,
        lambda ask: objection("no_dispatch", "nobody_to_send_back_to"),
    ),
    "asked": Condition(lambda ask: ask.case.asked is not None, lambda ask: objection("not_asked")),
    "not_asked": Condition(lambda ask: ask.case.asked is None, lambda ask: objection("asked", **ask.wish())),
    "own_wish": Condition(_own_wish, lambda ask: objection("not_asked")),
    "own_or_leading": Condition(
        lambda ask: _own_wish(ask) or ask.command.role in LEADING,
        lambda ask: objection(
            "not_allowed", wanted=terms("role", LEADING), role=Term("role", ask.command.role[:64])
        ),
    ),
    "second_person": Condition(
        lambda ask: not _own_wish(ask), lambda ask: objection("same_person", **ask.wish())
    ),
    "grantable": Condition(_grantable, _not_grantable),
    "clock_runs": Condition(
        lambda ask: not ask.case.paused and ask.case.due is not None and bool(ask.case.limit),
        _no_running_clock,
    ),
    "paused": Condition(lambda ask: ask.case.paused is not None, lambda ask: objection("running")),
    "not_paused": Condition(lambda ask: ask.case.paused is None, _rests),
    "calling": Condition(lambda ask: ask.case.calling, lambda ask: objection("not_calling")),
    "no_call": Condition(lambda ask: not ask.case.sos, lambda ask: objection("sos")),
    "below_top": Condition(_below_top, _at_the_top),
    "ordered": Condition(lambda ask: ask.case.reply_by is not None, lambda ask: objection("no_order")),
    "no_order": Condition(lambda ask: ask.case.reply_by is None, _ordered),
    "own_order": Condition(
        _own_order,
        lambda ask: objection("not_your_order", by=ask.case.order.by if ask.case.order else None),
    ),
    "held": Condition(_held, _not_held),
    "urge_due": Condition(_urge_due, _urged_lately),
}
