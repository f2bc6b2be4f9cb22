"""Prints docs/security.md's tables: `python -m dashboard.access > docs/security.md`."""

from __future__ import annotations

from city.access.roles import RIGHTS, ROLES
from dashboard.access.route_rights import EVENTS, ROUTES

HEAD = """# Who sees and does what

Printed from the code: `python -m dashboard.access > docs/security.md`. Each grant holds in one area and all
below it; what stands outside of it is not there for whoever holds it.
"""


def document() -> str:
    """The whole file."""
    return "\n".join(
        [HEAD, *_rights(), "", *_asked("Route", ROUTES), "", *_asked("Socket event", EVENTS), ""]
    )


def _rights() -> list[str]:
    head = ["| right | what it is | " + " | ".join(ROLES) + " |", "|---|---|" + "---|" * len(ROLES)]
    rows = (
        f"| {right.name} | {right.meaning} | "
        + " | ".join("yes" if role in right.roles else "" for role in ROLES)
        + " |"
        for right in RIGHTS.values()
    )
    return ["## Rights", "", *head, *rows]


def _asked(kind: str, table: dict[str, str]) -> list[str]:
    rows = (f"| `{name}` | {right} |" for name, right in sorted(table.items()))
    return [f"## {kind}s", "", f"| {kind.lower()} | wants |", "|---|---|", *rows]


if __name__ == "__main__":
    print(document(), end="")
