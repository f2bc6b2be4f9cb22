"""Which cases are whose: by owner, by whom they were sent to, by what they were merged into."""

from city.cases.case import Case


class CaseIndex:
    def __init__(self) -> None:
        self.owned: dict[str, set[str]] = {}  # open cases by their owner
        self.sent: dict[str, set[str]] = {}  # open ones not fed back, by addressee
        self.merged: dict[str, set[str]] = {}  # those merged, by what they were merged into

    def take(self, before: Case | None, now: Case | None) -> None:
        """A case has become another; None before its first event and when it is forgotten."""
        for shelf, label in ((self.owned, _owner), (self.sent, addressee), (self.merged, _target)):
            old, new = before and label(before), now and label(now)
            if old == new:
                continue
            if before and old:
                shelf[old].discard(before.id)
                if not shelf[old]:
                    del shelf[old]
            if now and new:
                shelf.setdefault(new, set()).add(now.id)


def addressee(case: Case) -> str | None:
    """Whom a dispatch stands with that is not fed back; a person and a department may be called the same."""
    sent = case.assignment
    if sent is None or case.state not in ("dispatched", "handling"):
        return None
    return f"person {sent.inspector}" if sent.inspector else f"department {sent.department}"


def _owner(case: Case) -> str | None:
    return case.owner if case.open else None


def _target(case: Case) -> str | None:
    return case.merged_into
