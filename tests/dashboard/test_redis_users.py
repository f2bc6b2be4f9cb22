"""All processes at work on a Redis whose users may do what `gridwall acl` says: it refuses them nothing."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from redis import Redis

from benchmarks.cameras import CameraProcess
from benchmarks.intake import IntakeProcess
from dashboard.cli import main
from streams.access.api_keys import POSITIONS, ApiKeys
from streams.access.devices import Devices
from streams.intake.strangers import strangers
from streams.messages.contract import heartbeat_fields, position_fields, report_fields
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.connect import connect
from tests.city.small_city import PLACES
from tests.dashboard.consoles import Console, seat
from tests.dashboard.running import Web
from tests.patience import until
from tests.streams.redis_versions import GuardedServer, programs

KEYS = Keys(gateways=("app", "hotline"))


@pytest.fixture(scope="module", params=programs(), ids=lambda program: Path(program).parent.name)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[GuardedServer]:
    options = ("--appendonly", "yes", "--appendfsync", "always")
    with GuardedServer(tmp_path_factory.mktemp("guarded"), KEYS, request.param, *options) as server:
        with connect(server.url_of("web")) as web:
            claim_world(web, KEYS, "live")
        yield server


@pytest.fixture(scope="module")
def web(server: GuardedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    folder = tmp_path_factory.mktemp("web")
    (folder / "password").write_text("pw-web\n")
    url = f"redis://web@127.0.0.1:{server.port}"
    told = {"PASSWORD_FILE": str(folder / "password"), "GATEWAYS": "app,hotline"}
    web = Web(folder, url, **{f"GRIDWALL_REDIS_{name}": value for name, value in told.items()})
    web.start()
    yield web
    web.end()


def refused(server: GuardedServer) -> list[str]:
    """What Redis did not let its users do, since it was last asked. A server that does not know how clients
    introduce themselves refuses that."""
    with connect(server.url_of("admin")) as admin:
        found: Any = admin.execute_command("ACL", "LOG", 100)
        admin.execute_command("ACL", "LOG", "RESET")
    told = [dict(zip(each[::2], each[1::2], strict=True)) for each in found]
    each = [" ".join(one[part].decode() for part in (b"username", b"reason", b"object")) for one in told]
    return [one for one in each if not one.endswith(" command client")]


def write(server: GuardedServer, user: str, stream: str, fields: dict[str, str]) -> None:
    with connect(server.url_of(user)) as gateway:
        gateway.xadd(stream, fields)  # type: ignore[arg-type]


def test_a_report_of_a_gateway_is_filed_sent_and_taken_by_a_phone(server: GuardedServer, web: Web) -> None:
    now = time.time_ns() // 1_000_000
    lat, lon = PLACES["1-1"]
    write(server, "gateway-app", KEYS.gateway_positions("app"), heartbeat_fields("app"))
    write(server, "gateway-app", KEYS.gateway_positions("app"), position_fields("ann", lat, lon, now))
    write(
        server,
        "gateway-hotline",
        KEYS.gateway_reports("hotline"),
        report_fields("h-1", now, "hole", lat=lat, lon=lon),
    )
    console = Console(web, seat(web))
    console.until(lambda: console.rows, "the report is a case")
    [case] = console.rows
    answer = console.command("claim", case)
    assert answer["ok"], answer
    console.shows(case, revision=2)
    answer = console.command("dispatch", case, data={"inspector": "ann"})
    assert answer["ok"], answer
    with connect(server.url_of("phones")) as phones:
        phones.xgroup_create(KEYS.dispatches, "phones", id="0", mkstream=True)
        found: Any = phones.xreadgroup("phones", "one", {KEYS.dispatches: ">"}, count=1)
        assert found[0][1][0][1][b"case"].decode() == case
        phones.xack(KEYS.dispatches, "phones", found[0][1][0][0])
    console.close()
    assert refused(server) == []


def test_the_wall_says_nothing_is_wrong(server: GuardedServer, web: Web) -> None:
    until(lambda: web.get("/readyz")[1]["written"] is not None, "a write was proved")
    assert web.get("/readyz")[1]["troubles"] == []
    assert refused(server) == []


def test_check_finds_neither_too_much_nor_too_little(server: GuardedServer, web: Web) -> None:
    now = time.time_ns() // 1_000_000
    write(server, "gateway-hotline", KEYS.gateway_reports("hotline"), report_fields("h-2", now, "hole"))

    def said() -> str:
        return CliRunner().invoke(main, ["check"], env=web.environ).output

    until(lambda: re.search(r"gateway hotline: [1-9]\d* reports taken", said()), "the report is taken")
    told = said()
    assert "ok  our user may do all that the wall needs" in told and "our user may also" not in told
    asked = {"key gridwall-no-such-field", "command config|set", "command flushall", "command acl"}
    asked |= {"command config", "command module", "command acl|getuser", "command module|list"}
    assert {each.removeprefix("web ") for each in refused(server)} <= asked


def test_check_judges_the_cameras_user_beside_ours(server: GuardedServer, web: Web, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("pw-cameras\n")
    own = {
        "GRIDWALL_REDIS_CAMERAS": f"redis://cameras@127.0.0.1:{server.port}",
        "GRIDWALL_REDIS_CAMERAS_PASSWORD_FILE": str(tmp_path / "password"),
    }
    said = CliRunner().invoke(main, ["check"], env=web.environ | own).output
    assert "ok  the cameras' user may do all that the camera process needs" in said
    assert ("!   the cameras' user may also" in said) == (server.version < (7, 0))
    own["GRIDWALL_REDIS_CAMERAS"] = server.url_of("gateway-app")
    said = CliRunner().invoke(main, ["check"], env=web.environ | own).output
    assert f"BAD the cameras' user may not XADD {KEYS.cameras}" in said and "pw-" not in said
    own["GRIDWALL_REDIS_CAMERAS"] = f"redis://cameras@127.0.0.1:{server.port}"
    (tmp_path / "password").write_text("pw-web\n")
    said = CliRunner().invoke(main, ["check"], env=web.environ | own).output
    assert "BAD the cameras' user: " in said and "refuses our name or password" in said
    refused(server)


def test_check_names_what_the_administrator_may_too_much(server: GuardedServer, web: Web) -> None:
    env = web.environ | {"GRIDWALL_REDIS_URL": server.url_of("admin"), "GRIDWALL_REDIS_PASSWORD_FILE": ""}
    said = CliRunner().invoke(main, ["check"], env=env).output
    assert "!   our user may also change Redis's settings (CONFIG SET)" in said


def test_the_camera_process_works_as_its_own_user(server: GuardedServer, tmp_path: Path, web: Web) -> None:
    (tmp_path / "areas.geojson").write_bytes((web.folder / "areas.geojson").read_bytes())
    (tmp_path / "cameras.toml").write_text(
        '[[camera]]\nid = "c"\nname = "C"\nlat = 22.05\nlon = 113.05\nkind = "rtsp"\nsource = "rtsp://127.0.0.1:1/c"\n'
    )
    (tmp_path / "password").write_text("pw-cameras\n")
    told = {"CAMERAS": f"redis://cameras@127.0.0.1:{server.port}", "CAMERAS_PASSWORD_FILE": "password"}
    environ = {f"GRIDWALL_REDIS_{name}": value for name, value in told.items()}
    cameras = CameraProcess(tmp_path, "", **environ, GRIDWALL_WEB_SIGN_IN="accounts")
    cameras.start()
    try:
        with connect(server.url_of("web")) as redis:
            until(lambda: is_told(redis), "the camera process told how its camera is")
            until(lambda: reads_sessions(server), "it reads who is signed in")
    finally:
        cameras.end()
    assert refused(server) == []


def test_the_intake_process_works_as_its_own_user_and_its_phones_are_on_the_wall(
    server: GuardedServer, web: Web
) -> None:
    with connect(server.url_of("web")) as redis:
        Devices(redis, KEYS).put({"7": "bob"}, 1)
        key = ApiKeys(redis, KEYS).make("phones", ["1"], 1, actions=[POSITIONS])
    url = f"redis://intake@127.0.0.1:{server.port}"
    (web.folder / "intake").write_text("pw-intake\n")
    told = {"INTAKE": url, "INTAKE_PASSWORD_FILE": str(web.folder / "intake"), "GATEWAYS": "app,hotline"}
    intake = IntakeProcess(web.folder, **{f"GRIDWALL_REDIS_{name}": value for name, value in told.items()})
    intake.start()
    try:
        assert intake.get(f"/doors/osmand/{key}?id=7&lat=22.05&lon=113.15") == 200
        assert intake.get(f"/doors/osmand/{key}?id=8&lat=22.05&lon=113.15") == 403
        until(lambda: on_duty(web, "1-2") == 1, "bob is on the wall")
        with connect(server.url_of("web")) as redis:
            until(lambda: [each.device for each in strangers(redis, KEYS)] == ["8"], "the clerk told it")
    finally:
        intake.end()
    assert refused(server) == []


def on_duty(web: Web, area: str) -> int:
    return int(web.get(f"/api/areas/{area}/live")[1]["counters"]["on_duty"])


def reads_sessions(server: GuardedServer) -> bool:
    """Its thread waits for news of them."""
    with connect(server.url_of("admin")) as admin:
        return any(one["user"] == "cameras" and one["cmd"] == "xread" for one in admin.client_list())


def is_told(redis: Redis) -> bool:
    return bool(redis.exists(KEYS.camera_list) and redis.hget(KEYS.camera_states, "c"))
