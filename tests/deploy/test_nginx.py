"""The shipped nginx configuration in front of two web processes, and a browser on another machine: sign in,
see, lose one process, go on with the other, sign out and be out everywhere."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

import pytest

from benchmarks.ports import free_port
from benchmarks.wall import end_with_parent
from city.access.grants import Grant
from streams.access.accounts import Accounts
from streams.access.audit import AuditLog
from streams.access.links import Links
from streams.access.password_hash import hash_password
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import PLACES
from tests.dashboard.running import RefusedError, Web
from tests.deploy.far_visitor import (
    NAME,
    VISITOR,
    FarBrowser,
    FarScreen,
    another_machine,
    listening,
    missing,
)
from tests.patience import PATIENCE, until

NGINX_FILES = Path(__file__).parents[2] / "deploy" / "nginx"
SHIPPED, BELOW = NGINX_FILES / "gridwall-tls.conf", NGINX_FILES / "gridwall-path.conf"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
WORDS = "seven words that nobody else would choose"

# as the proxies of many other programs are set up; of this one it is a mistake
STRIPPED = """
    location /stripped/ { proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $remote_addr;
        proxy_pass http://gridwall_below/; }"""

pytestmark = [
    pytest.mark.skipif(NGINX is None, reason="no nginx here (Debian: nginx-light)"),
    pytest.mark.skipif(NGINX is not None and missing() is not None, reason=str(missing())),
]


@dataclass
class City:
    redis: EmbeddedRedis
    webs: list[Web]  # two that nginx spreads over, and one of its own below a path of the same name
    port: int
    authority: Path
    namespace: str
    cameras: socket.socket  # where nginx finds the camera process

    @property
    def log(self) -> Path:
        return self.authority.with_name("access.log")

    def browser(self) -> FarBrowser:
        return FarBrowser(self.namespace, self.port, self.authority)

    def signed_in(self, account: str = "chen", base: str = "") -> FarBrowser:
        browser = self.browser()
        status, head, _ = browser.post(f"{base}/sign-in", account=account, password=WORDS, to="/wall/1")
        assert (status, head["Location"]) == (303, f"{base}/wall/1"), (status, head)
        return browser


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    folder, port = tmp_path_factory.mktemp("far"), free_port()
    with ExitStack() as stack:
        redis = stack.enter_context(EmbeddedRedis(folder / "redis"))
        accounts, now = Accounts(redis.client(), Keys()), round(time.time() * 1000)
        for who in ("chen", "li"):
            accounts.add(who, who, now, "host", (Grant("officer", "1"),))
            accounts.set_password(who, hash_password(WORDS), now, who)
        paths = {"a": "", "b": "", "c": "/grid"}
        webs = [web(folder / name, redis.url, folder / "keys", port, path) for name, path in paths.items()]
        for each in webs:
            stack.callback(each.end)
            each.start()
        namespace = stack.enter_context(another_machine())
        authority = certificate(folder)
        cameras = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        cameras.settimeout(PATIENCE)
        ports = [*(each.port for each in webs), cameras.getsockname()[1], free_port()]
        stack.enter_context(nginx(folder, port, ports, namespace))
        yield City(redis, webs, port, authority, namespace, cameras)


def web(folder: Path, redis_url: str, keys: Path, port: int, path: str) -> Web:
    folder.mkdir()
    told = {"SIGN_IN": "accounts", "ORIGIN": f"https://{NAME}:{port}{path}", "PROXIES": "127.0.0.1"}
    told["KEYS_FILE"] = str(keys)
    return Web(folder, redis_url, **{f"GRIDWALL_WEB_{name}": value for name, value in told.items()})


def certificate(folder: Path) -> Path:
    made = folder / "fullchain.pem"
    wanted = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    names = ["-addext", f"subjectAltName=DNS:{NAME}"]
    out = ["-keyout", str(folder / "privkey.pem"), "-out", str(made)]
    subprocess.run(["openssl", "req", *wanted, *names, *out], check=True, capture_output=True)
    return made


class nginx:  # it reads as what it is
    """The shipped file on other ports, with its certificate in `folder`, in the foreground. It is handed the
    socket that it listens with, as an nginx hands it to the one after it."""

    def __init__(self, folder: Path, port: int, ports: list[int], namespace: str) -> None:
        text, self.port, self.namespace = SHIPPED.read_text("utf-8"), port, namespace
        below = BELOW.read_text("utf-8")
        beside = "\n".join(re.findall(r"^#   ((?:map|upstream) .*)$", below, re.M))
        text = beside + text.replace("    location / {", f"{below}\n{STRIPPED}\n    location / {{", 1)
        for shipped, ours in zip(("8051", "8052", "8053", "8060", "8070"), ports, strict=True):
            assert f"127.0.0.1:{shipped}" in text
            text = text.replace(f"127.0.0.1:{shipped}", f"127.0.0.1:{ours}")
        text = re.sub(r"listen 443", f"listen {port}", text)
        text = re.sub(r"listen 80;", f"listen {free_port()};", text)
        text = text.replace("/etc/gridwall/tls", str(folder)).replace("/var/log/nginx", str(folder))
        places = "".join(
            f"    {kind}_temp_path {folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        main = f"daemon off;\npid {folder}/nginx.pid;\nevents {{}}\nhttp {{\n{places}{text}\n}}\n"
        self.file = folder / "nginx.conf"
        self.file.write_text(main, "utf-8")
        self.log = folder / "error.log"
        self.command = [str(NGINX), "-e", str(self.log), "-c", str(self.file)]

    def __enter__(self) -> None:
        tried = subprocess.run([*self.command, "-t"], capture_output=True, text=True, check=False)
        assert tried.returncode == 0, tried.stderr
        with listening(self.namespace, self.port) as door:
            handed = {**os.environ, "NGINX": f"{door.fileno()};"}
            self.process = subprocess.Popen(
                self.command, preexec_fn=end_with_parent, env=handed, pass_fds=[door.fileno()]
            )

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(30)


def test_a_stranger_from_afar_is_led_to_the_form_and_told_nothing_else(city: City) -> None:
    stranger = city.browser()
    status, head, _ = stranger.get("/wall/1", Accept="text/html")
    assert (status, head["Location"]) == (303, "/sign-in?to=%2Fwall%2F1")
    assert stranger.get("/api/areas/1/live")[0] == stranger.get("/readyz")[0] == 401
    status, head, _ = stranger.get("/metrics")
    assert (status, head["X-Content-Type-Options"]) == (404, "nosniff")
    assert "frame-ancestors 'none'" in head["Content-Security-Policy"]
    assert stranger.get("/healthz")[0] == 200
    with pytest.raises((RefusedError, OSError)):
        stranger.screen()


def test_headers_are_on_every_answer_and_the_cookie_is_the_hosts(city: City) -> None:
    browser = city.browser()
    answers = [browser.get(path) for path in ("/sign-in", "/wall/1", "/assets/none.css", "/nothing")]
    answers.append(browser.post("/sign-in", account="chen", password=WORDS, to="/"))
    for status, head, _ in answers:
        assert head["Strict-Transport-Security"].startswith("max-age="), status
        assert head["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in head["Content-Security-Policy"]
    cookie = answers[-1][1]["Set-Cookie"]
    assert cookie.startswith("__Host-gridwall-session=") and "Secure" in cookie and "Domain" not in cookie


def test_a_screen_is_live_and_where_it_came_from_stands_in_the_audit(city: City) -> None:
    browser = city.signed_in()
    screen = browser.screen()
    assert screen.hello["viewer"]["id"] == "chen"
    assert screen.ask("join", {"area": "1"})["ok"]
    lat, lon = PLACES["1-1"]
    fix = {"inspector": "ann", "lat": lat, "lon": lon, "time": round(time.time() * 1000)}
    city.redis.client().xadd(Keys().positions, fix)
    screen.until(lambda: screen.page.people and not screen.page.names, "a fix goes all the way")
    screen.close()
    lines = [line for _, line in AuditLog(city.redis.client(), Keys()).newest(9)]
    assert next(line.address for line in lines if line.act == "signed_in") == VISITOR


def test_what_somebody_says_of_their_address_counts_nothing(city: City) -> None:
    forged = {"X_Forwarded_For": "127.0.0.1", "Forwarded": "for=127.0.0.1", "X_Real_IP": "127.0.0.1"}
    browser = city.browser()
    kind = {"Content_Type": "application/x-www-form-urlencoded", "Origin": browser.origin}
    body = f"account=li&password={WORDS.replace(' ', '+')}".encode()
    assert browser.ask("POST", "/sign-in", body, **kind, **forged)[0] == 303
    (_, line), *_ = AuditLog(city.redis.client(), Keys()).newest(1)
    assert (line.account, line.address) == ("li", VISITOR)


@pytest.mark.parametrize("host", ["evil.example", "localhost", f"{NAME}.evil.example", "127.0.0.1"])
def test_another_name_opens_nothing(city: City, host: str) -> None:
    browser = city.signed_in("li")
    try:
        status = browser.get("/api/areas/1/live", Host=host)[0]
    except (OSError, HTTPException):
        return  # nginx says nothing at all
    assert status >= 400


def test_who_signs_out_at_one_process_is_out_at_the_other(city: City) -> None:
    browser = city.signed_in("li")
    screens = [browser.screen() for _ in range(4)]  # some at each process
    stolen = dict(browser.cookies)
    assert browser.post("/sign-out")[0] == 303
    for screen in screens:
        with pytest.raises(RefusedError):
            screen.until(lambda: False, "the socket is cut")
        screen.close()
    browser.cookies = stolen
    until(lambda: [browser.get("/api/areas/1/live")[0] for _ in range(6)] == [401] * 6, "out at both")


def test_below_a_path_one_signs_in_sees_and_signs_out_and_nothing_stands_beside_it(city: City) -> None:
    stranger = city.browser()
    status, head, _ = stranger.get("/grid/wall/1", Accept="text/html")
    assert (status, head["Location"]) == (303, "/grid/sign-in?to=%2Fwall%2F1")
    assert stranger.get("/grid")[1]["Location"].endswith("/grid/")
    browser = city.signed_in(base="/grid")
    assert list(browser.cookies) == ["__Secure-gridwall-session"]
    page = browser.get("/grid/wall/1", Accept="text/html")[2].decode()
    named = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert len(named) > 5 and [each for each in named if not each.startswith("/grid/")] == []
    assert {each: browser.get(each.replace("&amp;", "&"))[0] for each in named} == dict.fromkeys(named, 200)
    assert (browser.get("/grid/metrics")[0], browser.get("/grid/readyz")[0]) == (404, 200)
    stolen = dict(browser.cookies)
    assert browser.post("/grid/sign-out")[1]["Location"] == "/grid/sign-in"
    browser.cookies = stolen
    until(lambda: browser.get("/grid/api/areas/1/live")[0] == 401, "out")


def test_below_a_path_a_screen_is_live_and_gets_a_pass_for_pictures(city: City) -> None:
    screen = FarScreen(city.signed_in(base="/grid"), "/grid")
    assert screen.hello["viewer"]["id"] == "chen" and screen.ask("join", {"area": "1"})["ok"]
    granted = screen.ask("cameras", {"screen": "far", "cameras": []})
    assert granted["ok"] and granted["token"], granted
    screen.close()
    with city.browser().secured() as line:
        line.sendall(f"GET /grid/cameras/socket HTTP/1.1\r\nHost: {NAME}:{city.port}\r\n\r\n".encode())
        asked, _ = city.cameras.accept()
        with asked:
            assert asked.recv(4096).startswith(b"GET /cameras/socket HTTP/1.1\r\n")


def test_below_a_path_a_personal_link_opens_its_page_and_what_it_is_made_of(city: City) -> None:
    now = round(time.time() * 1000)
    link = Links(city.redis.client(), Keys()).make(now, now + 60_000, inspector="ann")[0]
    phone = city.browser()
    phone.get("/grid/sign-in")
    status, head, page = phone.get(f"/grid/field/{link}")
    assert (status, head["Referrer-Policy"]) == (200, "no-referrer")
    named = re.findall(r'(?:href|src)="(/[^"]+)"', page.decode())
    made_of = [*named, "/grid/field/worker"]
    assert {each: phone.get(each)[0] for each in made_of} == dict.fromkeys(made_of, 200)
    assert phone.get("/grid/api/field/work", Authorization=f"Bearer {link}")[0] == 200
    assert [phone.get(f"{base}/doors/osmand/{link}")[0] for base in ("", "/grid")] == [502, 502]  # none runs
    assert "GET /grid/sign-in" in city.log.read_text() and link not in city.log.read_text()


def test_a_proxy_that_takes_the_path_away_is_told_so(city: City) -> None:
    status, _, told = city.browser().get("/stripped/wall/1", Accept="text/html")
    assert status == 404 and b"pass the path on as it came" in told


def test_a_killed_process_costs_a_screen_one_new_socket_and_nobody_their_session(city: City) -> None:
    browser = city.signed_in()
    screens = [browser.screen() for _ in range(4)]
    city.webs[0].end(signal.SIGKILL)
    gone = 0
    for screen in screens:
        try:
            screen.ask("clock")
        except RefusedError:
            gone += 1
        screen.close()
    assert 0 < gone < 4
    for _ in range(4):
        again = browser.screen()
        assert again.ask("join", {"area": "1"})["ok"]
        again.close()
    assert [browser.get("/api/areas/1/live")[0] for _ in range(4)] == [200] * 4
    city.webs[0].start()
