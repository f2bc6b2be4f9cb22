"""Who calls for help, as the cases tell: a caller calls until every call of theirs is answered or closed."""

from __future__ import annotations

from city.cases.case import Case


class Callers:
    def __init__(self) -> None:
        self._calls: dict[str, dict[str, Case]] = {}  # by inspector, then by id: those not answered yet

    def take(self, case: Case) -> None:
        """A case as it is now; taking it twice changes nothing."""
        if not case.sos or not case.inspector:
            return
        calls = self._calls.setdefault(case.inspector, {})
        if case.calling:
            calls[case.id] = case
        else:
            calls.pop(case.id, None)
        if not calls:
            del self._calls[case.inspector]

    def calls(self, inspector: str) -> bool:
        return inspector in self._calls

    def waiting(self, inspector: str) -> list[str]:
        """Ids of their calls that nobody has acknowledged."""
        return [id_ for id_, case in self._calls.get(inspector, {}).items() if case.waiting]
