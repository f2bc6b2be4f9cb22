"""What may be done to a case, by whom, and what follows. Pure: every refusal says why.

The table of commands stands in commands.py, the conditions it names in conditions.py; what is checked of what
a command says, in claims.py, sending.py, verdicts.py, orders.py, approvals.py and corrections.py; what its
event does, in effects.py; who must be told that they are not wanted any more, in recall.py."""

from collections.abc import Callable

from city.cases import approvals, claims, corrections, orders, sending, verdicts
from city.cases.book import CaseBook
from city.cases.case import Case
from city.cases.command import Command, Decided, Rule, Rulebook
from city.cases.command_context import CommandContext
from city.cases.commands import CLERK, COMMANDS, FIELD, LEADING, REPLAY
from city.cases.conditions import check
from city.cases.effects import apply
from city.cases.recall import with_recall
from city.cases.refusal import ObjectionError, Refusal, Term, objection, terms

__all__ = ["COMMANDS", "Command", "Decided", "Refusal", "Rule", "Rulebook", "apply", "decide", "decides"]

_DECIDE: dict[str, Callable[[CommandContext], Decided]] = {
    "acknowledge": claims.acknowledge,
    "claim": claims.claim,
    "take_over": claims.take_over,
    "release": claims.release,
    "dispatch": sending.dispatch,
    "advise": verdicts.advise,
    "accept": sending.accept,
    "decline": sending.decline,
    "arrive": sending.arrive,
    "handle": sending.handle,
    "feed_back": sending.feed_back,
    "hand_back": sending.hand_back,
    "unanswered": sending.unanswered,
    "verify": verdicts.verify,
    "close": verdicts.close,
    "target": corrections.target,
    "ask": approvals.ask_for,
    "approve": approvals.approve,
    "deny": approvals.deny,
    "resume": approvals.resume_clock,
    "escalate": claims.escalate,
    "note": corrections.note,
    "locate": corrections.locate,
    "sort": corrections.sort,
    "merge": corrections.merge,
    "unmerge": corrections.unmerge,
    "reopen": verdicts.reopen,
    "ring": claims.ring,
    "inspect": sending.inspect,
    "supervise": orders.supervise,
    "reply": orders.reply,
    "withdraw_order": orders.withdraw,
    "urge": orders.urge,
}


def decide(case: Case, command: Command, book: Rulebook, cases: CaseBook, now: int) -> Decided | Refusal:
    """The one event this command leads to, or the sentence that says what stands in its way."""
    ask = CommandContext(case, command, book, cases, now)
    rule = COMMANDS.get(command.do)
    if rule is None:
        return objection("bad_command", "no_such_command", do=command.do[:64])
    try:
        in_the_way = _in_the_way(ask, rule)
        if in_the_way is not None:
            return in_the_way
        check(ask, rule.when)
        decided = with_recall(ask, _DECIDE[command.do](ask))
        return orders.with_end_of_order(ask, decided)
    except ObjectionError as error:
        return error.refusal


def _in_the_way(ask: CommandContext, rule: Rule) -> Refusal | None:
    """What the table alone forbids: out of sight, the wrong role, the wrong state, somebody else's case."""
    case, role = ask.case, ask.command.role
    if role not in (*FIELD, *CLERK) and not ask.sees(case.area):
        return objection("unknown_case", case=case.id)
    if role not in rule.roles:
        return _not_allowed(ask, rule)
    if case.state not in rule.states:
        return ask.wrong_state(rule.states)
    if rule.owner in ("", "sent") or role in CLERK or case.owner == ask.actor:
        return None
    if role in REPLAY and case.owner is None:
        return None
    if rule.owner == "led":
        return None if case.owner is None or role in LEADING else _not_led(ask)
    if case.owner is not None:
        return ask.owned()
    return objection("unowned") if rule.owner == "own" else None


def _not_led(ask: CommandContext) -> Refusal:
    case = ask.case
    since, leading = ask.when(case.owned_at), terms("role", LEADING)
    return objection("owned", "owned_by_another", owner=case.owner, since=since, leading=leading)


def _not_allowed(ask: CommandContext, rule: Rule) -> Refusal:
    role = ask.command.role
    people = [each for each in rule.roles if each not in REPLAY] or list(rule.roles)
    return objection("not_allowed", wanted=terms("role", people), role=Term("role", role[:64]))


def decides() -> set[str]:
    """The commands there is a decision for."""
    return set(_DECIDE)
