"""The events of a page's socket: each is handed to whom it is for. Translates; decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from flask import request
from flask_socketio import SocketIO

from city.access.roles import may
from dashboard.access.camera_pass import CameraPass
from dashboard.access.disclosures import Disclosures
from dashboard.access.route_rights import EVENTS, allowed
from dashboard.access.viewer import viewer
from dashboard.accounts.accounts import AccountAccess
from dashboard.console.commands import CarryOut, acknowledging
from dashboard.live.greeting import Greeting
from dashboard.live.person_clicks import PersonClicks
from dashboard.live.requests import ClientRequests
from dashboard.rooms.connected import Clients
from dashboard.rooms.rooms import Client
from dashboard.transport.answers import refused
from dashboard.transport.websocket import ENVIRON_KEY

# what pages ask and what they are told; docs/protocol.md says what each carries
ASKED = (
    *("join", "resync", "clock", "acknowledge", "cameras", "command"),
    *("desk", "desk_left", "touch", "person"),
    *("screen", "beat", "room", "wall", "seen"),
)
OFTEN = frozenset({"follow"})  # goes on by itself: who began it stands there
ABOUT = ("screen", "room", "programme", "scene", "rule", "announcement", "level", "name")  # of whose command
TOLD = (
    *("hello", "world", "troubles", "frame", "queue", "seats"),
    *("shows", "screens", "notices", "warnings"),
)


def register(
    socketio: SocketIO,
    requests: ClientRequests,
    greeting: Greeting,
    carry_out: CarryOut,
    passes: CameraPass,
    clock: Callable[[], int],
    accounts: AccountAccess | None = None,
    of_screens: Mapping[str, Callable[[Client, Any], Any]] = MappingProxyType({}),
) -> None:
    """Answers what walls and consoles ask, and tells. `accounts`: where people sign in."""
    audit = accounts.audit if accounts else None

    def connect(_: object = None) -> bool:
        known = accounts is None or accounts.still(viewer())  # the wire may have been open before
        if known:
            requests.connect(screen := _arrived())
            socketio.emit("hello", greeting.hello(screen.viewer), to=screen.sid)
            requests.arrived(screen)
        return known

    _keep_telling(socketio, greeting, clock)
    socketio.on_event("connect", connect)
    socketio.on_event("disconnect", lambda _=None: requests.disconnect(sid()))
    asked: dict[str, Callable[[Client, Any], Any]] = {
        "join": requests.join,
        "resync": lambda screen, _: requests.resync(screen),
        "acknowledge": _audited(audit, acknowledging(carry_out)),
        "cameras": lambda screen, what: passes.grant(screen.viewer, screen.origin, what),
        "command": _audited(audit, carry_out),
        "desk": requests.open_desk,
        "desk_left": lambda screen, _: requests.leave_desk(screen),
        "touch": requests.touch,
        "person": PersonClicks(requests.shown, clock, audit).tell,
        **{event: _on_screens(audit, act) if event == "wall" else act for event, act in of_screens.items()},
    }
    for event, act in asked.items():
        socketio.on_event(event, _answering(requests.screens, act, event, audit))


def _keep_telling(socketio: SocketIO, greeting: Greeting, clock: Callable[[], int]) -> None:
    socketio.on_event("clock", lambda _=None: clock())
    greeting.world.on_change.append(lambda: socketio.emit("world", greeting.world_told()))
    greeting.troubles.on_change.append(lambda: socketio.emit("troubles", greeting.troubles.page()))


def _arrived() -> Client:
    told, who = request.environ, viewer()
    # what a page calls itself is no right; where nobody signs in there are no roles
    console = request.args.get("kind") == "console" and (not who.session or may(who.role, "console"))
    named = who.names and (console or not who.session)  # a wall hangs where others see it
    origin = str(told.get("HTTP_ORIGIN", ""))
    return Client(sid(), told[ENVIRON_KEY], who, origin=origin, console=console, named=named)


def _audited(audit: Disclosures | None, act: CarryOut) -> Callable[[Client, Any], Any]:
    def carry_out(screen: Client, what: Any) -> dict[str, Any]:
        said = act(screen.viewer, what)
        if audit is not None and said["ok"]:
            audit.commanded(screen.viewer, str(what["case"]), str(what.get("do", "acknowledge")))
        return said

    return carry_out


def _on_screens(audit: Disclosures | None, act: Callable[[Client, Any], Any]) -> Callable[[Client, Any], Any]:
    def carry_out(client: Client, what: Any) -> dict[str, Any]:
        said: dict[str, Any] = act(client, what)
        if audit is not None and said["ok"] and what["do"] not in OFTEN:
            data = said["data"]
            about = next((str(data[name]) for name in ABOUT if data.get(name)), "")
            audit.on_screens(client.viewer, about, str(what["do"]))
        return said

    return carry_out


def _answering(
    screens: Clients, act: Callable[[Client, Any], Any], event: str, audit: Disclosures | None
) -> Callable[..., Any]:
    def handle(what: Any = None) -> Any:
        screen = screens.get(sid())
        if screen is None:
            return refused("not connected")
        if screen.viewer.session and not allowed(screen.viewer.role, EVENTS[event]):
            if audit is not None:
                audit.refused(event, screen.viewer)
            return refused("your role does not see or do this")
        return act(screen, what)

    return handle


def sid() -> str:
    """The id Socket.IO gave to whoever sent the event being handled."""
    return str(request.sid)  # type: ignore[attr-defined]  # set by Flask-SocketIO
