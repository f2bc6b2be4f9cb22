"""Which warnings stand at a moment. The order in which messages come does not matter: what came twice counts
once, and what was taken back before it came stays so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from city.warnings.warning import ACTUAL, ALERT, CANCEL, EXERCISE, UPDATE, Info, Message, Reference

DEFAULT_HOURS = 24  # that a warning holds which does not say until when
LONGEST_DAYS = 30  # that any holds: what goes on is sent again before
HOUR = 3_600_000
SHOWN = (ACTUAL, EXERCISE)  # the others are kept and shown nowhere


@dataclass(frozen=True, slots=True)
class Standing:
    """`part`: which warning of this message, from 0. `infos`: the same in each language, at least one.
    In force from `begins` until `expires`, epoch ms."""

    message: Message
    part: int
    infos: tuple[Info, ...]
    begins: int
    expires: int

    @property
    def id(self) -> str:
        return f"{self.message.sender},{self.message.identifier},{self.part}"

    @property
    def info(self) -> Info:
        return self.infos[0]

    @property
    def exercise(self) -> bool:
        return self.message.status == EXERCISE

    def in_language(self, language: str) -> Info:
        """In this one ('zh'), or in English, or in what there is."""
        for wanted in (language, "en"):
            for info in self.infos:
                if info.language.lower().split("-")[0] == wanted:
                    return info
        return self.infos[0]


class Warnings:
    """All messages that came, by who sent them and what they are called: the first of a name counts."""

    def __init__(self, default_hours: int = DEFAULT_HOURS) -> None:
        self._default = default_hours * HOUR
        self._messages: dict[tuple[str, str], Message] = {}
        self._named_by: dict[str, list[tuple[Reference, Message]]] = defaultdict(list)
        self._taken_back: set[tuple[str, str]] = set()

    def __iter__(self) -> Iterator[Message]:
        return iter(self._messages.values())

    def __len__(self) -> int:
        return len(self._messages)

    def take(self, message: Message) -> bool:
        """Whether it is new; the same again changes nothing."""
        if message.key in self._messages:
            return False
        self._messages[message.key] = message
        if message.kind in (UPDATE, CANCEL):
            for reference in message.references:
                self._named_by[reference.identifier].append((reference, message))
        return True

    def take_back(self, sender: str, identifier: str) -> None:
        """Somebody here ended it: nothing of it stands, whatever comes later under this name."""
        self._taken_back.add((sender, identifier))

    def replaced(self, message: Message) -> Message | None:
        """The update or cancel that took its place; a test never takes that of an actual one."""
        for reference, later in self._named_by.get(message.identifier, ()):
            if later.status == message.status and reference.sender in ("", message.sender):
                return later
        if message.series:
            for first in message.references:
                for _, later in self._named_by[first.identifier]:
                    if later.series and later.status == message.status and _after(later, message):
                        return later
        return None

    def standing(self, at: int) -> list[Standing]:
        """In force at this moment and to be shown, the gravest first; exercises behind all others."""
        found = [
            part
            for message in self._messages.values()
            if message.kind in (ALERT, UPDATE) and message.status in SHOWN
            if message.key not in self._taken_back and self.replaced(message) is None
            for part in self.parts(message)
            if part.begins <= at < part.expires and not part.info.all_clear
        ]
        return sorted(found, key=lambda part: (part.exercise, -part.info.grade, -part.message.sent, part.id))

    def parts(self, message: Message) -> list[Standing]:
        """One for each that is said in one language; the same place in another is its translation."""
        by_language: dict[str, list[Info]] = defaultdict(list)
        for info in message.infos:
            by_language[info.language.lower()].append(info)
        first, *others = by_language.values() or [[]]
        return [
            self._part(message, at, (info, *(other[at] for other in others if at < len(other))))
            for at, info in enumerate(first)
        ]

    def _part(self, message: Message, at: int, infos: tuple[Info, ...]) -> Standing:
        info = infos[0]
        begins = info.effective if info.effective is not None else message.sent
        expires = info.expires if info.expires is not None else max(begins, info.onset or 0) + self._default
        return Standing(message, at, infos, begins, min(expires, begins + LONGEST_DAYS * 24 * HOUR))


def _after(later: Message, message: Message) -> bool:
    return (later.sent, later.kind == CANCEL, later.identifier) > (
        message.sent,
        message.kind == CANCEL,
        message.identifier,
    )
