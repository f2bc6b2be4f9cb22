"""Which cases each person has in hand. Follows every change of a case; knows nobody's place."""

from collections import Counter

from city.cases.case import Case

IN_HAND = frozenset({"dispatched", "handling"})


class Workload:
    """`count`: inspector → open cases sent to them, to handle or to look at, that they have not told of,
    answered yet or not."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self._of: dict[str, str] = {}  # case → whose hands it is in
        self._in_hand: dict[str, dict[str, None]] = {}  # inspector → those cases

    def cases(self, inspector: str) -> tuple[str, ...]:
        """Their ids, what came last at the end."""
        return tuple(self._in_hand.get(inspector, ()))

    def put(self, case: Case) -> None:
        sent = case.assignment if case.state in IN_HAND else case.inspection
        who = sent.inspector if sent else None
        before = self._of.get(case.id)
        if who == before:
            return
        if before is not None:
            del self._of[case.id]
            self.count[before] -= 1
            del self._in_hand[before][case.id]
            if not self.count[before]:
                del self.count[before], self._in_hand[before]
        if who is not None:
            self._of[case.id] = who
            self.count[who] += 1
            self._in_hand.setdefault(who, {})[case.id] = None
