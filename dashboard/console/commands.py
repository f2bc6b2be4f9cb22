"""What somebody asks to be done to a case: checked, decided, and accepted once its event is in the record.

The actor is the viewer, never a field. The same way for consoles, phones, departments and programs.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gevent
import msgspec

from city.cases.case import Case, CaseEvent
from city.cases.decide import COMMANDS, Command, Decided, decide
from city.cases.refusal import Name, Refusal
from city.live import LiveCity
from dashboard.access.viewer import Viewer
from dashboard.console.event_phrases import told_since
from dashboard.console.names import desk_name, outsider
from dashboard.truth.freshness import Chain
from dashboard.truth.trouble_words import held_words, trouble_words
from dashboard.truth.troubles import Troubles
from layouts.sentences import both
from layouts.words import LANGUAGES
from streams.messages.values import shown
from streams.record.append import (
    Appended,
    Conflict,
    LostTailError,
    Stand,
    UnsealedError,
    answered,
    append_event,
    revision_of,
)
from streams.record.connections import Connections
from streams.record.startup import AWAY
from streams.server.errors import fault_of

IDENTIFIER = re.compile(r"[A-Za-z0-9._:-]{1,64}")
CASE_LONGEST = 200
DATA_LARGEST = 32 * 1024  # bytes of JSON: a text of 4,000 characters, and photos
CATCH_UP_SECONDS = 1.0
LOOK_SECONDS = 0.01
TRIES = 5  # of what may be said at any revision
AT_ANY_REVISION = frozenset({"note", "acknowledge"})
CarryOut = Callable[[Viewer, Any], dict[str, Any]]  # what a viewer asks; as Commands.carry_out answers it


@dataclass(frozen=True, slots=True)
class CommandRequest:
    """A command as it came, well-formed; not yet whether it may be."""

    command: str
    case: str
    revision: int
    do: str
    data: dict[str, Any]

    @property
    def digest(self) -> str:
        """Of what is wanted: the same id for something else is a mistake."""
        wanted = msgspec.json.encode([self.case, self.do, self.data], order="sorted")
        return hashlib.blake2b(wanted, digest_size=8).hexdigest()


class BadCommandError(ValueError):
    """Where, what was wanted, what came; `key` is the sentence's."""

    def __init__(self, key: str, name: str, came: object, **bounds: Any) -> None:
        self.reason = both(key, {"name": name, "got": shown(came), **bounds})
        super().__init__(self.reason["en"])


class Commands:
    """`city()` is the fold that pages see; `stand()` where this process stands in the record, which what is
    decided rests on; `doubt()` says that the record seems not to be what it was."""

    def __init__(
        self,
        connections: Connections,
        city: Callable[[], LiveCity],
        clock: Callable[[], int],
        chain: Chain,
        troubles: Troubles,
        stand: Callable[[], Stand],
        doubt: Callable[[], None],
    ) -> None:
        self._to, self._city, self._clock = connections, city, clock
        self._chain, self._troubles = chain, troubles
        self._stand, self._doubt = stand, doubt

    def carry_out(self, viewer: Viewer, told: Any) -> dict[str, Any]:
        """`{ok: true, revision, unconfirmed?: true}`, or `{ok: false, code, reason: {zh, en}, revision?}`."""
        try:
            asked = read(told)
        except BadCommandError as error:
            return refusal("bad_command", error.reason)
        if not self._chain.record.caught_up:
            return _away(both("still_reading"))
        try:
            return self._carry_out(viewer, asked)
        except LostTailError:
            self._doubt()
            return _away(both("tail_lost"))
        except UnsealedError:
            return _away(both("record_sealed"))
        except AWAY as error:
            return record_away(error, self._to.record_url)

    def caught_up(self, case: str, revision: int) -> Case | None:
        """Waits until the fold has this revision, or a second."""
        give_up = time.monotonic() + CATCH_UP_SECONDS
        while True:
            known = self._city().cases.get(case)
            if known is not None and known.revision >= revision:
                return known
            if time.monotonic() >= give_up:
                return None
            gevent.sleep(LOOK_SECONDS)

    def _carry_out(self, viewer: Viewer, asked: CommandRequest) -> dict[str, Any]:
        reached = asked.revision
        for _ in range(TRIES):
            case = self._city().cases.get(asked.case)
            if case is None or not self._city().areas.within(case.area, viewer.scope):
                return self._unfiled(viewer, asked) or self._before(viewer, asked) or _unknown(asked)
            if case.revision < asked.revision:
                case = self.caught_up(asked.case, asked.revision) or case
            if case.revision < asked.revision:
                return self._ahead(asked)
            verdict = self._decide(viewer, asked, case)
            if isinstance(verdict, Refusal):
                values = self._as_seen(viewer, verdict.values)
                told = refusal(verdict.code, both(verdict.sentence, values), revision=case.revision)
                return self._before(viewer, asked) or told
            if case.revision != asked.revision and asked.do not in AT_ANY_REVISION:
                return self._before(viewer, asked) or self._conflict(viewer, asked, case.revision)
            answer = self._append(viewer, asked, case, verdict)
            if isinstance(answer, Appended):
                return _accepted(answer, asked)
            reached = case.revision if answer.of else answer.revision
            if asked.do not in AT_ANY_REVISION and not answer.of:
                break
            self.caught_up(answer.of or asked.case, answer.revision)
        return self._conflict(viewer, asked, reached)

    def _decide(self, viewer: Viewer, asked: CommandRequest, case: Case) -> Decided | Refusal:
        command = Command(asked.do, asked.case, viewer.id, viewer.role, asked.data, viewer.scope)
        return decide(case, command, self._city().book, self._city().cases, self._clock())

    def _as_seen(self, viewer: Viewer, values: dict[str, Any]) -> dict[str, Any]:
        """What stands in a refusal: colleagues by their names, without who acts elsewhere."""
        live = self._city()
        sight = live.sight(viewer.scope)
        told = {name: str(values.get(name)) for name in ("owner", "by")}
        desks = {name: id for name, id in told.items() if id in live.colleagues}
        names = {
            name: desk_name(live, id) if sight.seat(id) == id else outsider() for name, id in desks.items()
        }
        return values | {name: Name(*pair) for name, pair in names.items()}

    def _append(
        self, viewer: Viewer, asked: CommandRequest, case: Case, decided: Decided
    ) -> Appended | Conflict:
        event = CaseEvent(
            entry="",
            case=case.id,
            revision=case.revision + 1,
            type=decided.type,
            time=self._clock(),
            actor=viewer.id,
            key=_key(viewer, asked),
            data=decided.data,
        )
        return append_event(
            self._to.clerk_redis,
            self._to.keys,
            event,
            case.revision,
            replicas=self._to.replicas,
            dispatch=decided.dispatch,
            recall=decided.recall,
            digest=asked.digest,
            upon=decided.upon,
            stand=self._stand(),
            seal=self._to.seal,
        )

    def _before(self, viewer: Viewer, asked: CommandRequest) -> dict[str, Any] | None:
        """The first answer, should this be a retry: what stands in the way now may be its own work."""
        to = self._to
        told = answered(to.clerk_redis, to.keys, _key(viewer, asked), replicas=to.replicas, seal=to.seal)
        return _accepted(told, asked) if told else None

    def _unfiled(self, viewer: Viewer, asked: CommandRequest) -> dict[str, Any] | None:
        """A call for help that is shown and not filed yet: nothing can be written to it."""
        case = self._city().pending.get(asked.case)
        if case is None or not self._city().areas.within(case.area, viewer.scope):
            return None
        zh, en = (held_words(lang, self._troubles) for lang in LANGUAGES)
        return refusal("unfiled", both("unfiled_because", {"why": Name(zh, en)}) if zh else both("unfiled"))

    def _conflict(self, viewer: Viewer, asked: CommandRequest, revision: int) -> dict[str, Any]:
        """Who did what since the page saw it, as far as our own fold has come to know within a second."""
        self.caught_up(asked.case, revision)
        since = [each for each in self._city().cases.history(asked.case) if each.revision > asked.revision]
        sight = self._city().sight(viewer.scope, viewer.names)
        reason = told_since(self._city(), since, sight) if since else both("somebody_faster")
        return refusal("conflict", reason, revision=max(revision, asked.revision))

    def _ahead(self, asked: CommandRequest) -> dict[str, Any]:
        """A page that names a revision we have not: it is wrong, or this process is behind the record."""
        current = revision_of(self._to.clerk_redis, self._to.keys, asked.case)
        if current >= asked.revision:
            return _away(both("behind_the_record"))
        reason = both("revision_ahead", {"current": current, "got": asked.revision})
        return refusal("conflict", reason, revision=current)


def acknowledging(carry_out: CarryOut) -> CarryOut:
    """For the wall's band: a command that names nothing to do."""

    def acknowledge(viewer: Viewer, told: Any) -> dict[str, Any]:
        asked = told if isinstance(told, dict) else {}
        wanted = {name: asked.get(name) for name in ("command", "case", "revision")}
        return carry_out(viewer, wanted | {"do": "acknowledge"})

    return acknowledge


def read(told: Any) -> CommandRequest:
    """Raises BadCommandError."""
    asked = told if isinstance(told, dict) else {}
    command, case, do = asked.get("command"), asked.get("case"), asked.get("do")
    revision, data = asked.get("revision"), asked.get("data")
    data = {} if data is None else data
    if not isinstance(command, str) or not IDENTIFIER.fullmatch(command):
        raise BadCommandError("bad_command_id", "command", command)
    if not isinstance(case, str) or not 0 < len(case) <= CASE_LONGEST:
        raise BadCommandError("bad_command_case", "case", case)
    if not isinstance(do, str) or do not in COMMANDS:
        raise BadCommandError("bad_command_do", "do", do)
    if type(revision) is not int or not 0 <= revision < 10**9:
        raise BadCommandError("bad_command_revision", "revision", revision)
    if not isinstance(data, dict) or not all(isinstance(name, str) for name in data):
        raise BadCommandError("bad_command_data", "data", data)
    size = _size(data)
    if size > DATA_LARGEST:
        raise BadCommandError("bad_command_size", "data", f"{size}", most=DATA_LARGEST)
    return CommandRequest(command, case, revision, str(do), data)


def refusal(code: str, reason: dict[str, str], **more: Any) -> dict[str, Any]:
    """`reason`: a sentence by language."""
    return {"ok": False, "code": code, "reason": reason, **more}


def record_away(error: Exception, url: str) -> dict[str, Any]:
    """What somebody is told whose command Redis did not answer."""
    kind = fault_of(error, url).kind
    return _away({lang: trouble_words(lang, "record", kind) for lang in LANGUAGES})


def _size(data: dict[str, Any]) -> int:
    try:
        return len(msgspec.json.encode(data))
    except (TypeError, ValueError, RecursionError, msgspec.MsgspecError):
        raise BadCommandError("bad_command_plain", "data", type(data).__name__) from None


def _key(viewer: Viewer, asked: CommandRequest) -> str:
    return f"command:{viewer.id}:{asked.command}"


def _accepted(answer: Appended, asked: CommandRequest) -> dict[str, Any]:
    if answer.digest != asked.digest:
        return refusal("bad_command", both("used_before", {"command": asked.command}))
    doubt = {} if answer.confirmed else {"unconfirmed": True}  # written, but on too few replicas yet
    return {"ok": True, "revision": answer.revision, **doubt}


def _unknown(asked: CommandRequest) -> dict[str, Any]:
    return refusal("unknown_case", both("unknown_case", {"case": shown(asked.case)}))


def _away(why: dict[str, str]) -> dict[str, Any]:
    """`why` it is not known whether the command came through, in both languages."""
    return refusal("away", both("record_away", {"why": Name(why["zh"], why["en"])}))
