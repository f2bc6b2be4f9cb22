"""A duty desk over a small city: a command is decided and, when accepted, its event folded."""

from typing import Any

from city.cases.case import Case, CaseEvent
from city.cases.decide import Command, Decided, Refusal, decide
from city.live import LiveCity
from layouts.sentences import sentence
from tests.city.small_city import NOW, filed, small_city

DUE = NOW + 3_600_000


def english(refusal: Refusal) -> str:
    return sentence("en", refusal.sentence, refusal.values)


class Desk:
    """`wang` and `li` are officers of the city, `zhao` its shift head; time stands still unless moved."""

    def __init__(self, *events: CaseEvent, now: int = NOW) -> None:
        self.city: LiveCity = small_city()
        self.now = now
        self.record: list[CaseEvent] = []
        self.dispatches: list[dict[str, Any]] = []
        self.recalls: list[dict[str, Any]] = []
        self._fold(list(events) or [filed("a", limit="1 urgent_hours", due=DUE)])

    def __getitem__(self, case: str) -> Case:
        found = self.city.cases.get(case)
        assert found is not None
        return found

    def ask(
        self, who: str, do: str, case: str = "a", *, role: str = "", scope: str = "0", **data: Any
    ) -> Decided | Refusal:
        roles = {"zhao": "head", "clerk": "clerk", "ann": "field", "bob": "field", "d": "department"}
        roles["replay"] = "replay"
        command = Command(do, case, who, role or roles.get(who, "officer"), data, scope)
        return decide(self[case], command, self.city.book, self.city.cases, self.now)

    def do(self, who: str, do: str, case: str = "a", **told: Any) -> Case:
        """The case after a command that must be accepted."""
        decided = self.ask(who, do, case, **told)
        assert isinstance(decided, Decided), decided
        self.write(who, case, decided)
        return self[case]

    def write(self, who: str, case: str, decided: Decided) -> None:
        revision = self[case].revision + 1
        if decided.dispatch:
            self.dispatches.append(decided.dispatch)
        if decided.recall:
            self.recalls.append(decided.recall)
        key = f"{case}:{revision}"
        event = CaseEvent(
            f"{self.now}-{revision}", case, revision, decided.type, self.now, who, key, decided.data
        )
        self._fold([event])
        assert self.city.unfit == []

    def refused(self, who: str, do: str, case: str = "a", **told: Any) -> Refusal:
        """The refusal of a command that must not be accepted; it changes nothing."""
        before = self[case]
        refusal = self.ask(who, do, case, **told)
        assert isinstance(refusal, Refusal), refusal
        assert self[case] is before
        assert sentence("zh", refusal.sentence, refusal.values).endswith("。")
        assert english(refusal).endswith(".")
        return refusal

    def sent(self, who: str = "wang", to: str = "ann", case: str = "a") -> str:
        """Dispatches the case to a person; returns the dispatch's id."""
        stands = self.do(who, "dispatch", case, inspector=to).assignment
        assert stands is not None
        return stands.id

    def fed_back(self, case: str = "a") -> None:
        self.do("ann", "feed_back", case, dispatch=self.sent(case=case), text="done")

    def _fold(self, events: list[CaseEvent]) -> None:
        self.record += events
        self.city.fold_events(events, self.now)
