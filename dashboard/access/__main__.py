"""Prints docs/security.md's tables: `python -m dashboard.access > docs/security.md`."""

from __future__ import annotations

from city.access.roles import RIGHTS, ROLES
from dashboard.access.route_rights import EVENTS, KINDS, ROUTES
from dashboard.settings.sections import WebSettings
from streams.access.camera_rights import CAMERA_KINDS, CAMERA_MESSAGES, CAMERA_ROUTES
from streams.access.history_rights import HISTORY_KINDS, HISTORY_ROUTES
from streams.access.intake_rights import INTAKE_KINDS, INTAKE_ROUTES
from streams.access.webhook_rights import WEBHOOK_KINDS, WEBHOOK_ROUTES

HEAD = """# Who sees and does what

Printed from the code: `python -m dashboard.access > docs/security.md`. Each grant holds in one area and all
below it; what stands outside of it is not there for whoever holds it. Who has several acts under one at a
time.

What of elsewhere is shown all the same: how the areas above one's own are called; whoever is at home
elsewhere and is here now, as a nameless dot; who from elsewhere is sent to a case of one's own, by name (to
officers and heads with the telephone), one click at a time and written down first; that a case went into
one elsewhere, not into which.

`field` comes by a personal link, `department` by one or by an account; `screen` is no
person's: a browser that was paired has it.
Where nobody signs in (`web.sign_in = "start"`) there are no roles: whoever opened this machine's start
address sees and does what its wall and consoles hold.

A session is a cookie that no script reads. With https and a name of its own the wall calls it
`__Host-gridwall-session`: browsers take such a cookie only from this host, over https and for its whole path.
Below a path (`web.origin`) it is `__Secure-gridwall-session` for that path alone, since `__Host-` would have
it sent to every neighbour's server as well; the price is that a host beside it (`x.example.org`) may set one
of this name, at worst that of a session of its own; of two of the name none is taken.
"""

OFFLINE = f"""## What a phone keeps

A personal link's page opens without a connection: the page and the dispatches as they last stood stay in
that browser, for that link alone. They go at the first answer that says the link is over, at the link's end,
and when the server was not heard for `web.offline_hours` ({WebSettings().offline_hours} unless set):
so long a link that is revoked while its phone has no connection may still be read there. What was written and
not yet sent stays, and is refused when the link is over; a call for help is taken and marked as unverified.
"""


def document() -> str:
    """The whole file."""
    parts = (
        _rights(),
        _meanings("What is wanted beside rights", KINDS),
        _asked("Route", ROUTES),
        _asked("Socket event", EVENTS),
        _meanings("What the camera process wants", CAMERA_KINDS),
        _asked("Camera route", CAMERA_ROUTES),
        _asked("Camera message", CAMERA_MESSAGES),
        _meanings("What the intake process wants", INTAKE_KINDS),
        _asked("Intake route", INTAKE_ROUTES),
        _meanings("What the webhook process wants", WEBHOOK_KINDS),
        _asked("Webhook route", WEBHOOK_ROUTES),
        _meanings("What the history process wants", HISTORY_KINDS),
        _asked("History route", HISTORY_ROUTES),
    )
    return "\n".join([HEAD, *(line for part in parts for line in (*part, "")), OFFLINE])


def _rights() -> list[str]:
    head = ["| right | what it is | " + " | ".join(ROLES) + " |", "|---|---|" + "---|" * len(ROLES)]
    rows = (
        f"| {right.name} | {right.meaning} | "
        + " | ".join("yes" if role in right.roles else "" for role in ROLES)
        + " |"
        for right in RIGHTS.values()
    )
    return ["## Rights", "", *head, *rows]


def _meanings(title: str, kinds: dict[str, str]) -> list[str]:
    rows = (f"| {kind} | {meaning} |" for kind, meaning in kinds.items())
    return [f"## {title}", "", "| word | what it wants |", "|---|---|", *rows]


def _asked(kind: str, table: dict[str, str]) -> list[str]:
    rows = (f"| `{name}` | {right} |" for name, right in sorted(table.items()))
    return [f"## {kind}s", "", f"| {kind.lower()} | wants |", "|---|---|", *rows]


if __name__ == "__main__":
    print(document(), end="")
