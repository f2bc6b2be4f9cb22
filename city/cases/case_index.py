"""Which cases were merged into which."""

from city.cases.case import Case


class CaseIndex:
    def __init__(self) -> None:
        self.merged: dict[str, set[str]] = {}  # those merged, by what they were merged into

    def take(self, before: Case | None, now: Case | None) -> None:
        """A case has become another; None before its first event and when it is forgotten."""
        old, new = before and before.merged_into, now and now.merged_into
        if old == new:
            return
        if before and old:
            self.merged[old].discard(before.id)
            if not self.merged[old]:
                del self.merged[old]
        if now and new:
            self.merged.setdefault(new, set()).add(now.id)
