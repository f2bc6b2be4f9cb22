"""An office whose people signed in: an account for each role, all of one area, and canaries in every area.

A canary names the area it belongs to, `kanari.2-1.text`: whatever is answered can be searched for those of
other areas, without knowing what was asked.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from redis import Redis
from werkzeug.test import EnvironBuilder

from city.access.grants import Grant
from city.access.roles import ROLES
from city.areas.areas import Areas
from city.cameras.cameras import public, read_cameras
from city.cases.sos import call_case
from dashboard.access.session_cookie import NAME, seal
from dashboard.access.viewer import Viewer
from dashboard.accounts.accounts import AccountAccess
from dashboard.app import create_app
from dashboard.field.photo_store import photo_store
from dashboard.live.warned import Warned
from dashboard.screens.serving import ScreenServing
from dashboard.settings.settings import read_settings
from dashboard.transport.websocket import ENVIRON_KEY
from streams.access.accounts import Accounts
from streams.access.links import Links
from streams.access.sessions import HOUR, Session, SessionLog
from streams.warnings.warning_entries import message_fields
from tests.city.small_city import PLACES, fix, fixes
from tests.city.warnings.messages import cap, cap_info
from tests.dashboard.office import Office, now
from tests.dashboard.small_files import BOXES, write_small_city
from tests.dashboard.some_handovers import hand_over
from tests.dashboard.some_screens import hang_screens

CODES = tuple(BOXES)
PLACED = {**PLACES, "0": (22.15, 113.35), "1": (22.15, 113.15), "2": PLACES["2"]}
WARNED = ("1-1", "1-2", "2", "2-1")  # not above anybody's own: that everybody there is told
CANARY = re.compile(rb"kanari\.(\d(?:-\d)?)\.\w+")
OF_PEOPLE = frozenset({"home", "guest", "name_home", "name_guest", "phone"})
HERE = {"Origin": "http://localhost"}


def canary(area: str, kind: str) -> str:
    return f"kanari.{area}.{kind}"


def picture(area: str) -> str:
    """The name of a photo."""
    return hashlib.sha256(area.encode()).hexdigest()


PICTURES = {picture(area).encode(): area for area in CODES}


class Search:
    """What of other areas stands in something that was told to whoever sees `scope`. How the areas above it
    are called everybody may know."""

    def __init__(self, areas: Areas, scope: str) -> None:
        self._areas, self._scope = areas, scope

    def foreign(self, told: bytes, asked: str = "") -> set[str]:
        """Without what was asked: a refusal may say it again."""
        rest = _unasked(told, asked)
        found = {(match[0].decode(), match[1].decode()) for match in CANARY.finditer(rest)}
        found -= {(canary(above.code, "area"), above.code) for above in self._areas.path(self._scope)}
        found |= {
            (f"photo of {at}", at)
            for name, at in PICTURES.items()
            if name in rest.replace(asked.encode(), b"")
        }
        return {what for what, area in found if not self._areas.within(area, self._scope)}

    def people(self, told: bytes, asked: str = "") -> set[str]:
        """Ids, names and telephones of anybody, of whatever area."""
        found = {match[0].decode() for match in CANARY.finditer(_unasked(told, asked))}
        return {what for what in found if what.rpartition(".")[2] in OF_PEOPLE}


def _unasked(told: bytes, asked: str) -> bytes:
    for echo in {match[0] for match in CANARY.finditer(asked.encode())}:
        told = told.replace(echo, b"")
    return told


class Wire:
    """Keeps what a screen would have heard, of both kinds."""

    dropped = stuck = waiting = 0
    closed = False

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.on_drained = lambda: None

    def offer(self, frame: bytes) -> bool:
        self.heard.append(frame)
        return True

    def close(self) -> None:
        self.closed = True


class AccountOffice(Office):
    """`accounts` is what the application holds of sessions; `cookie(role)` of who has this role."""

    def __init__(
        self, folder: Path, redis: Redis, url: str, prefix: str, area: str = "1", **more: str
    ) -> None:
        told = {"REDIS_URL": url, "REDIS_PREFIX": prefix, "WEB_SIGN_IN": "accounts", **more}
        environ = write_small_city(folder) | {f"GRIDWALL_{name}": value for name, value in told.items()}
        environ["GRIDWALL_PHOTOS_FOLDER"] = str(folder / "photos")
        (folder / "roster.csv").write_text(_roster(), "utf-8")
        _name_areas(folder / "areas.geojson")
        settings = read_settings(None, environ)
        self.settings, self.app = settings, create_app(settings)
        super().__init__(self.app, redis)
        self.store = photo_store(settings)
        self.screens: ScreenServing = self.app.extensions["gridwall.screens"]
        self.warned: Warned = self.app.extensions["gridwall.warned"]
        self.accounts: AccountAccess = self.app.extensions["gridwall.accounts"]
        self._log, self._made = SessionLog(redis, self.keys), Accounts(redis, self.keys)
        self.sessions = {
            role: self.comes_in(f"x-{role}", Grant(role, area, _department(role)))
            for role in ROLES
            if role != "field"
        }
        self.sessions["city"] = self.comes_in("x-city", Grant("head", "0"))
        self.sessions["root"] = self.comes_in("x-root", Grant("administrator", "0"))
        for area in CODES:
            grants = (Grant("officer", area),)
            self._made.add(canary(area, "account"), canary(area, "name"), now(), "host", grants)
        self.sessions["leaving"] = self.comes_in("x-leaving", Grant("officer", "1"))
        self.sessions["ended"] = self.comes_in("x-ended", Grant("head", "0"))
        self.ends("ended")
        self.accounts.reader.poll(0)

    def comes_in(self, id: str, grant: Grant) -> str:
        """A session of a new account, which the application knows after its next look."""
        self._made.add(id, id, now(), "host", (grant,))
        session = Session(f"s-{id}", id, grant.id, now(), now() + HOUR, now())
        self._log.open(session)
        return session.id

    def ends(self, role: str) -> None:
        """Wherever it is open, within seconds."""
        self._log.revoke([self.sessions[role]], "host", now())

    def news(self) -> None:
        """Something happens in every area, and whoever watches is told."""
        engine, at = self.engine, now()
        engine.live.fold_fixes(fixes(*((canary(area, "guest"), at, *PLACES["1-1"]) for area in CODES)), at)
        engine.pump.run(now() + 2000)
        engine.desks.run(now() + 2000)
        changed = self.screens.following.reader.poll(0)
        self.screens.showing.changed(changed)
        self.screens.notices.changed(changed)
        self.warned.follow_warnings(0)

    def cookie(self, role: str) -> str:
        return seal(self.engine.signing.key_file.session_keys(), self.sessions[role])

    def client(self, role: str) -> FlaskClient:
        client = FlaskClient(self.app, self.app.response_class)
        if role in self.sessions:
            client.set_cookie(NAME, self.cookie(role))
        return client

    def bearer(self, role: str) -> dict[str, str]:
        """The field comes by a personal link."""
        if role in self.sessions:
            return HERE
        link = Links(self.redis, self.keys).make(now(), now() + HOUR, inspector=canary("1-1", "home"))[0]
        return {**HERE, "Authorization": f"Bearer {link}"}

    def seed(self) -> None:
        """In every area a person, a case with all there can be said of it, a photo and a camera; in 1-1 what
        others left there."""
        live = self.engine.live
        for area in CODES:
            who = canary(area, "home")
            live.fold_fixes(fix(who, area if area in PLACES else "1-1", now()), now())
            live.fold_fixes(fix(canary(area, "guest"), "1-1", now()), now())
            told = {kind: canary(area, kind) for kind in ("text", "address")}
            lat, lon = PLACED[area]
            photos = [picture(area)]
            self.store.put(photos[0], canary(area, "photo").encode())
            self.file(canary(area, "case"), area, lat=lat, lon=lon, inspector=who, photos=photos, **told)
            self.file(canary(area, "gone"), area, lat=lat, lon=lon, inspector=who, **told)
        live.tick(now())
        for area in ("0", "2", "2-1"):
            self._cross_borders(area, canary(area, "guest"), Viewer(canary(area, "desk"), "officer", "0"))
        self._cameras()
        for area in WARNED:
            self.warn(area, canary(area, "warning"))
        hang_screens(self.redis, self.keys, CODES, canary)
        hand_over(self.redis, self.keys, self.app, CODES, lambda area: canary(area, "note"))
        self.screens.following.reader.poll(0)
        live.tick(now())
        self.accounts.reader.poll(0)

    def _cross_borders(self, area: str, dan: str, desk: Viewer) -> None:
        """Reported, merged, sent, claimed, ordered and called for from elsewhere, in the town's own grid."""
        self._made.add(desk.id, canary(area, "officer"), now(), "host", (Grant("officer", area),))
        mine, call = f"mine-{area}", call_case(dan, "202603101000")
        self.file(mine, "1-1", inspector=dan, resend_of=canary(area, "case"))
        self.ask(desk, "claim", mine)
        self.ask(desk, "dispatch", mine, data={"inspector": dan})
        sent = self.engine.live.cases.get(mine).assignment
        self.ask(Viewer(dan, "field", "0"), "accept", mine, data={"dispatch": sent.id})
        self.ask(desk, "note", mine, data={"text": "seen"})
        self.file(f"into-{area}", "1-1")
        self.ask(desk, "merge", f"into-{area}", data={"into": canary(area, "case")})
        self.ask(desk, "merge", canary(area, "gone"), data={"into": mine})
        self.file(call, "1-1", sos=True, inspector=dan)
        self.ask(desk, "acknowledge", call)

    def warn(self, area: str, headline: str, **told: str) -> None:
        """An office's warning for an area of ours, as of now."""
        info = cap_info(f"<area><geocode><value>{area}</value></geocode></area>")
        said = info.replace("Rain until the evening", headline)
        sent = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
        body = cap(**{"identifier": headline, "sent": sent, "infos": said} | told)
        self.redis.xadd(self.keys.warnings, message_fields(body, "host", now()))

    def _cameras(self) -> None:
        fixed = {"kind": "rtsp", "source": "rtsp://h/"}
        rows = [
            {"id": canary(area, "camera"), "name": canary(area, "street"), "lat": lat, "lon": lon, **fixed}
            for area, (lat, lon) in PLACED.items()
            if area in CODES
        ]
        self.engine.watching.look("e", public(read_cameras({"camera": rows}, "t")))


class Guest:
    """A page's socket, let in by the application's own guard; what it asks goes to the handlers that run."""

    def __init__(self, app: Flask, cookie: str, kind: str = "wall") -> None:
        self.server: Any = app.extensions["socketio"].server
        self.wire, self.said, self._id = Wire(), [], f"eio-{secrets.token_hex(8)}"
        builder = EnvironBuilder(path=f"/socket.io/?kind={kind}", headers={**HERE, "Upgrade": "websocket"})
        environ = builder.get_environ() | {"HTTP_COOKIE": f"{NAME}={cookie}", "REMOTE_ADDR": "127.0.0.1"}
        passed: list[dict[str, Any]] = []
        guard = app.extensions["gridwall.accounts"].guard(lambda environ, _: passed.append(environ) or [])
        guard(environ, lambda *_: None)
        self.let_in = bool(passed)
        if self.let_in:
            self._connect(passed[0] | {ENVIRON_KEY: self.wire, "flask.app": app})

    def _connect(self, environ: dict[str, Any]) -> None:
        self.server.environ[self._id] = environ
        self.server.manager.initialize()
        self.server._send_eio_packet = lambda id, packet: self.said.append(packet.data)
        self.sid = self.server.manager.connect(self._id, "/")
        self.ask("connect")

    def ask(self, event: str, *what: Any) -> Any:
        return self.server.handlers["/"][event](self.sid, *what)

    def told(self) -> bytes:
        """All there was to hear."""
        said = (each if isinstance(each, bytes) else each.encode() for each in self.said)
        return b"".join([*self.wire.heard, *said])


def _department(role: str) -> str | None:
    return "d" if role == "department" else None


def _roster() -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["inspector", "name", "area", "phone"])
    for area in CODES:
        for kind in ("home", "guest"):
            table.writerow([canary(area, kind), canary(area, f"name_{kind}"), area, canary(area, "phone")])
    return out.getvalue()


def _name_areas(path: Path) -> None:
    document = json.loads(path.read_text("utf-8"))
    for feature in document["features"]:
        feature["properties"]["name_en"] = canary(feature["properties"]["code"], "area")
    path.write_text(json.dumps(document), "utf-8")
