"""Which entries broke the fold. A batch that broke one is folded entry by entry the next time, and an entry
that breaks it again is left out from then on: it goes to `rejected`. Knows no fold."""

from __future__ import annotations

from streams.messages.entries import Entry, order

Id = tuple[int, int]


class Suspects:
    def __init__(self) -> None:
        self.poisonous: dict[tuple[str, bytes], str] = {}  # stream, entry → why
        self._broke: dict[str, list[tuple[Id, Id]]] = {}  # spans of entries, by stream

    def broke(self, stream: str, entries: list[Entry]) -> None:
        """The fold broke somewhere in these."""
        self._broke.setdefault(stream, []).append((_id(entries[0]), _id(entries[-1])))

    def among(self, stream: str, entries: list[Entry]) -> bool:
        """Whether any of these must be looked at alone."""
        first, last = _id(entries[0]), _id(entries[-1])
        return any(first <= end and last >= begin for begin, end in self._broke.get(stream, ()))


def _id(entry: Entry) -> Id:
    return order(entry[0].decode("ascii"))
