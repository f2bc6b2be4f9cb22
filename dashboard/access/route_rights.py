"""What each route and socket event wants of whoever asks: one table. What is not in it does not start."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import Flask, Response, request

from city.access.roles import RIGHTS, may
from dashboard.access.public_routes import NOBODY
from dashboard.access.viewer import Viewer, viewer
from dashboard.transport.answers import refuse
from dashboard.transport.error_pages import error_answer, wants_a_page
from layouts.sentences import both

OPEN, OWN, BEARER, MACHINE, FILES, KEY = "open", "own", "bearer", "machine", "files", "key"
FEED = "feed"
KINDS = {  # what is wanted where no right of a role is
    OPEN: "nothing: it names nobody",
    OWN: "a session, whatever its role: it tells and does what is one's own",
    BEARER: "a key, a personal link or a session, which the route looks at; two in one request are refused",
    MACHINE: "a program of this machine or one that brings `web.status_token`, else the right *health*",
    KEY: "a key that may use Open311 (`api_key`), good now, which the route looks at: of cases outside of "
    "its areas, calls for help and what is not sorted nothing is told; or, to read, that `open311.public` "
    "names an area, whose cases anybody reads",
    FEED: "a key that may read (`read`), good now, which the route looks at: the open cases of its areas but "
    "calls for help, and nothing of people",
    FILES: "a session: scripts and styles, the same for everybody; the phone's and sign-in's are open",
}

_DASH = ("layout", "dependencies", "update-component", "reload-hash", "favicon.ico")
ROUTES: dict[str, str] = {
    "/assets/<path:filename>": FILES,
    "/console/assets/<path:filename>": FILES,
    "/screen/assets/<path:filename>": FILES,
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": FILES,
    "/console/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": FILES,
    "/screen/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": FILES,
    **{f"/_{'' if name[0] in 'rf' else 'dash-'}{name}": "wall" for name in _DASH},
    **{f"/console/_{'' if name[0] in 'rf' else 'dash-'}{name}": "console" for name in _DASH},
    **{f"/screen/_{'' if name[0] in 'rf' else 'dash-'}{name}": "wall" for name in _DASH},
    "/": OWN,
    "/<path:path>": "wall",
    "/console/": "console",
    "/console/<path:path>": "console",
    "/screen/": "wall",
    "/api/areas/<code>/live": "wall",
    "/api/areas/<code>/map": "wall",
    "/api/areas/<code>/streets": "wall",
    "/api/areas/<code>/list/<counter>": "lists",
    "/api/areas/<code>/list/<counter>/csv": "lists",
    "/api/areas/<code>/cameras": "cameras",
    "/api/cameras": "cameras",
    "/api/areas/<code>/search": "console",
    "/api/areas/<code>/places": "console",
    "/api/cases/<id>": "console",
    "/api/cases/<id>/phone": "contact",
    "/api/people/<inspector>": "ids",
    "/api/areas/<code>/performance": "performance",
    "/api/areas/<code>/performance/<kind>/<id>/<number>": "performance",
    "/api/handover/<code>": "handover",
    "/handover/<code>": "handover",
    "/handover/<code>/<turn>": "handover",
    "/api/review/<code>": "review",
    "/api/review/<code>/csv": "review",
    "/api/review/<code>/days": "review",
    "/api/review/<code>/<split>/<id>/<number>": "review",
    "/api/history/cases/<case>": "review",
    "/review/<code>": "review",
    "/tiles/<int:z>/<int:x>/<int:y>": "wall",
    "/arrange/": "screens",
    "/api/areas/<code>/named": "wall",
    "/api/areas/<code>/screens": "screens",
    "/api/screens/dry_run": "screens",
    "/director/": "push",
    "/director/<path:room>": "push",
    "/health": "health",
    "/healthz": OPEN,
    "/readyz": OPEN,
    "/metrics": MACHINE,
    "/api/openapi.json": OPEN,
    "/favicon.ico": OPEN,
    "/sign-in": OPEN,
    "/first": OPEN,
    "/demo": OPEN,  # of the start address, which the route looks at itself
    "/screen": OPEN,
    "/screen/pairing": OPEN,
    "/screen/<path:path>": "wall",  # its own, or one in the scope for who may push
    "/api/screens/pair": "screens",
    "/api/screens/log": "push",
    "/sign-out": OWN,
    "/start": OWN,
    "/administration": "accounts",
    "/administration/<act>": "accounts",
    "/audit": "audit",
    "/account": OWN,
    "/account/act": OWN,
    "/account/end": OWN,
    "/account/password": OWN,
    "/api/cases/<case>/events": BEARER,
    "/api/field/sos": BEARER,
    "/api/photos": BEARER,
    "/photos/<photo>": BEARER,
    "/field/worker": OPEN,
    "/department/worker": OPEN,
    "/field/<path:token>": BEARER,
    "/department/<path:rest>": BEARER,
    "/api/feed/<code>/cases.geojson": FEED,
    "/api/field/work": BEARER,
    "/api/field/news": BEARER,
    "/api/field/reports": BEARER,
    "/open311/v2/discovery.<form>": OPEN,
    "/open311/v2/services.<form>": OPEN,
    "/open311/v2/services/<service>.<form>": OPEN,
    "/open311/v2/requests.<form>": KEY,
    "/open311/v2/requests/<request>.<form>": KEY,
    "/open311/v2/tokens/<ticket>.<form>": KEY,
    "/open311/v2/servicerequestupdates.<form>": KEY,
    "/api/seat": OWN,
}
EVENTS: dict[str, str] = {
    "connect": OWN,
    "disconnect": OWN,
    "clock": OWN,
    "join": "wall",
    "resync": "wall",
    "cameras": "cameras",
    "acknowledge": "command",
    "command": "command",
    "desk": "console",
    "desk_left": OWN,
    "touch": "console",
    "person": "people",
    "screen": "wall",  # its own, or one in the scope for who may push
    "beat": "wall",
    "room": "push",
    "wall": "push",
    "seen": "wall",  # an announcement that is for them
}


class UndeclaredError(RuntimeError):
    """A route or an event that nobody said who may ask for: the process does not start."""


def check_declared(rules: Iterable[str], events: Iterable[str]) -> None:
    """Raises UndeclaredError."""
    odd = [f"the route {rule}" for rule in rules if rule not in ROUTES]
    odd += [f"the event {event}" for event in events if event not in EVENTS]
    wrong = {right for right in (*ROUTES.values(), *EVENTS.values()) if right not in {*KINDS, *RIGHTS}}
    if odd or wrong:
        raise UndeclaredError(f"declared in route_rights.py must be {', '.join([*odd, *sorted(wrong)])}")


def allowed(role: str, right: str) -> bool:
    if right == MACHINE:
        return role == NOBODY.role or may(role, "health")
    return right in KINDS or may(role, right)


def register(server: Flask, refused: Callable[[str, Viewer], object] = lambda *_: None) -> None:
    """Ask the table before any handler does; `refused` hears of what was asked in vain."""

    @server.before_request
    def asked() -> Response | None:
        rule = request.url_rule.rule if request.url_rule else None
        if rule is None or allowed(viewer().role, ROUTES[rule]):
            return None
        refused(rule, viewer())
        if wants_a_page():
            return error_answer(403)
        return refuse(403, "not_yours", both("not_yours_to_see"))
