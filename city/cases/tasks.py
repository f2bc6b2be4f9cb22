"""Who is at work on what: inspectors whose dispatch stands, is accepted and not fed back."""

from city.cases.case import Case


class Tasks:
    """Keeps `handling` the set of those who have at least one task."""

    def __init__(self, handling: set[str]) -> None:
        self._handling = handling
        self._who: dict[str, str] = {}  # case → inspector
        self._count: dict[str, int] = {}

    def take(self, case: Case) -> None:
        """A case as it is now; taking it twice changes nothing."""
        before, now = self._who.get(case.id), _worker(case)
        if before == now:
            return
        if before is not None:
            del self._who[case.id]
            self._count[before] -= 1
            if not self._count[before]:
                del self._count[before]
                self._handling.discard(before)
        if now is not None:
            self._who[case.id] = now
            self._count[now] = self._count.get(now, 0) + 1
            self._handling.add(now)


def _worker(case: Case) -> str | None:
    sent = case.assignment if case.state in ("dispatched", "handling") else case.inspection
    return sent.inspector if sent is not None and sent.accepted_at is not None else None
