"""The compose file's processes run as it says, and through nginx come page, socket and cameras."""

from __future__ import annotations

import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from redis.exceptions import AuthenticationError, NoPermissionError

from benchmarks.inside import header
from streams.server.connect import connect, password_in
from tests.dashboard.running import Line
from tests.dashboard.small_files import write_small_city
from tests.deploy.compose import SBIN, Stack, filled
from tests.patience import until

CAMERAS = """
[[camera]]
id = "gone"
lat = 22.1
lon = 113.1
kind = "jpeg"
source = "http://127.0.0.1:9/"
"""


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    started = Stack(tmp_path_factory.mktemp("deploy"))
    etc = started.place / "etc"
    write_small_city(etc)
    (etc / "cameras.toml").write_text(CAMERAS, "utf-8")
    (etc / "cameras.toml").chmod(0o600)
    settings = etc / "gridwall.toml"
    settings.write_text(settings.read_text("utf-8").replace('# file = "cameras', 'file = "cameras'), "utf-8")
    started.hand_out_secrets()
    try:
        started.start("valkey")
        until(lambda: started.healthy("valkey"), "Valkey's health check passes")
        for name in ("web-1", "web-2", "cameras", "intake", "webhooks", "history"):
            started.start(name)
        yield started
    finally:
        started.end_all()


@pytest.fixture(scope="module")
def origin(stack: Stack) -> str:
    """Of a page behind nginx."""
    if shutil.which("nginx", path=SBIN) is None:
        pytest.skip("no nginx on this machine: deploy/nginx/gridwall.conf was not run")
    until(lambda: status(stack.at("8052", "/readyz")) == 200, "the walls are ready")
    stack.start_nginx()
    until(lambda: status(stack.at("8080", "/healthz")) == 200, "nginx passes on")
    return f"http://127.0.0.1:{stack.ports['8080']}"


def status(address: str) -> int:
    """0 while nobody listens there."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def test_a_variable_that_is_not_told_takes_its_default_or_says_what_is_missing() -> None:
    assert filled("${A:-x} $$A ${A}", {"A": "1"}) == "1 $A 1"
    assert filled("${A:-x}", {}) == "x"
    with pytest.raises(KeyError, match="set it"):
        filled("${A:?set it}", {})


def test_check_finds_the_compose_files_city_and_record_fit(stack: Stack) -> None:
    verdict = stack.run("web-1", "check")
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert "appendfsync is always" in verdict.stdout


def test_two_walls_become_healthy_and_share_one_key_file(stack: Stack) -> None:
    for port in ("8051", "8052"):
        until(lambda port=port: status(stack.at(port, "/readyz")) == 200, f"{port} is ready")  # type: ignore[misc]
    assert stack.healthy("web-1") and stack.healthy("web-2")
    assert oct((stack.place / "state" / "keys").stat().st_mode & 0o777) == "0o600"


def test_the_camera_process_has_of_the_keys_those_to_passes_alone(stack: Stack) -> None:
    state, (port, path) = stack.place / "state", ("8060", "/cameras/healthz")
    until(lambda: (state / "passes" / "keys").exists(), "a web process wrote it")
    assert set(json.loads((state / "passes" / "keys").read_text("utf-8"))) == {"cameras"}
    mounted = [each.partition(":")[2] for each in stack.services["cameras"]["volumes"]]
    assert mounted == [f"{stack.place / 'etc'}:ro", f"{state / 'passes'}:ro"]
    until(lambda: status(stack.at(port, path)) == 200, "the camera process runs on it")


def test_the_record_asks_each_process_for_its_own_name_and_password(stack: Stack) -> None:
    assert stack.healthy("valkey")
    port = stack.ports["6379"]
    with connect(f"redis://127.0.0.1:{port}") as nobody, pytest.raises(AuthenticationError):
        nobody.ping()
    users = {"web-1": "web", "web-2": "web", "cameras": "cameras", "intake": "intake", "valkey": "health"}
    users |= {"webhooks": "webhooks", "history": "history"}
    for service, user in users.items():
        held = stack.place / "run" / service
        assert {file.name for file in held.iterdir()} - {"users.acl"} == {user}
        with connect(f"redis://{user}@127.0.0.1:{port}", password=password_in(str(held / user))) as redis:
            assert redis.ping()
            with pytest.raises(NoPermissionError):
                redis.config_set("maxmemory", 1)


def test_no_process_is_told_a_password_by_its_command_or_its_environment(stack: Stack) -> None:
    passwords = [password_in(str(file)) for file in (stack.place / "secrets").iterdir()]
    for name in ("web-1", "web-2", "cameras", "intake", "webhooks", "history", "valkey"):
        told = f"{stack.services[name].get('environment')} {stack.command(name)}"
        assert passwords and not any(password in told for password in passwords)


def test_check_finds_that_the_cameras_user_may_do_what_it_needs(stack: Stack) -> None:
    verdict = stack.run("cameras", "check").stdout
    assert "ok  the cameras' user may do all that the camera process needs" in verdict
    assert "our user" not in verdict and "redis.url" not in verdict


def test_check_finds_that_the_intakes_user_may_do_what_it_needs(stack: Stack) -> None:
    verdict = stack.run("intake", "check").stdout
    assert "ok  the intake's user may do all that the intake process needs" in verdict
    assert "our user" not in verdict and "redis.url" not in verdict


def test_the_webhook_process_runs_as_its_own_user_with_the_keys_it_needs_alone(stack: Stack) -> None:
    verdict = stack.run("webhooks", "check").stdout
    assert "ok  the webhook user may do all that the webhook process needs" in verdict
    held = stack.place / "state" / "webhooks" / "keys"
    until(held.exists, "a web process wrote it")
    assert set(json.loads(held.read_text("utf-8"))) == {"webhooks", "seal"}
    until(
        lambda: status(stack.at("8075", "/webhooks/readyz")) == 200, "it is on duty and has read the record"
    )


def test_the_history_process_runs_as_its_own_user_with_the_keys_it_needs_alone(stack: Stack) -> None:
    verdict = stack.run("history", "check").stdout
    assert "ok  the history user may do all that the history process needs" in verdict
    held = stack.place / "state" / "history" / "keys"
    until(held.exists, "a web process wrote it")
    assert set(json.loads(held.read_text("utf-8"))) == {"history", "seal"}
    until(lambda: status(stack.at("8078", "/history/readyz")) == 200, "it has copied the record")
    assert "ok  history is kept, up to now" in stack.run("web-1", "check").stdout


def test_nginx_brings_a_phone_to_its_door_and_writes_no_key_down(stack: Stack, origin: str) -> None:
    until(lambda: status(stack.at("8070", "/doors/readyz")) == 200, "the intake process is ready")
    made = stack.run("web-1", "keys", "make", "phones", "--action", "positions").stdout.strip()
    assert stack.run("web-1", "devices", "add", "7", "ann").returncode == 0
    at = f"{origin}/doors/osmand/{made}?id=7&lat=22.05&lon=113.05"
    until(lambda: status(at) == 200, "the fix is taken")
    assert status(f"{origin}/doors/osmand/x") == 401
    assert {status(f"{origin}/doors/{path}") for path in ("metrics", "readyz", "healthz")} <= {403, 404}
    logs = "".join(file.read_text("utf-8", "replace") for file in (stack.place / "log").glob("*.log"))
    assert made not in logs + (stack.place / "intake.log").read_text("utf-8")


def test_nginx_brings_the_page_that_a_start_address_leads_to_and_writes_no_token_down(
    stack: Stack, origin: str
) -> None:
    told = stack.run("web-1", "address", "--port", stack.ports["8080"])
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with browser.open(told.stdout.strip(), timeout=30) as page:
        assert page.status == 200 and "gridwall-page" in page.read().decode()
    log = stack.place / "log" / "access.log"  # a line is written after its answer
    until(lambda: "GET /wall/" in log.read_text("utf-8"), "nginx wrote the page down")
    assert "start=" not in log.read_text("utf-8")


def test_nginx_brings_the_sockets_of_the_wall_and_of_the_cameras(stack: Stack, origin: str) -> None:
    cookie = header(stack.place / "state" / "keys")
    port = int(stack.ports["8080"])
    until(lambda: status(stack.at("8060", "/cameras/healthz")) == 200, "the camera process answers")
    for path in ("/socket.io/?EIO=4&transport=websocket&kind=wall&build=", "/cameras/socket"):
        line = Line(port, path, origin, cookie)
        assert line.open, path
        line.socket.close()
    assert status(f"{origin}/cameras/metrics") in (403, 404)
