"""What somebody tries who has no account, or another's cookie, or a page of their own beside ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gevent
import pytest
from argon2 import extract_parameters
from flask.testing import FlaskClient
from redis import Redis
from werkzeug.test import TestResponse

from dashboard.access.account_guard import OF_SIGNING_IN
from dashboard.access.public_routes import WAYS
from dashboard.access.session_cookie import NAME, seal
from streams.access import password_hash
from streams.access.password_hash import hash_password
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.account_office import HERE, AccountOffice, Guest
from tests.dashboard.office import now
from tests.dashboard.walk.asked import addresses

WORDS = "seven words that nobody else would choose"
EVIL = {"Origin": "https://evil.example"}
PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, redis_server: EmbeddedRedis) -> Iterator[AccountOffice]:
    folder: Path = tmp_path_factory.mktemp("attacks")
    redis: Redis = redis_server.client()
    made = AccountOffice(folder, redis, redis_server.url, f"{{{folder.name}}}:")
    made.file("c-1")
    made._made.set_password("x-officer", hash_password(WORDS), now(), "x-officer")
    made.accounts.reader.poll(0)
    yield made
    redis.close()


def stranger(office: AccountOffice) -> FlaskClient:
    return FlaskClient(office.app, office.app.response_class)


def rules(office: AccountOffice, method: str) -> list[Any]:
    return [rule for rule in office.app.url_map.iter_rules() if method in (rule.methods or ())]


def test_a_page_of_another_site_can_post_nothing(office: AccountOffice) -> None:
    """Each route that acts, read from the running application."""
    posts = rules(office, "POST")
    assert len(posts) > 8
    for rule in posts:
        path = next(addresses(rule))
        for headers in (EVIL, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
            answer = office.client("head").post(path, headers=headers)
            assert (answer.status_code, answer.json["code"]) == (403, "not_allowed"), (path, headers)


def test_a_stranger_gets_a_form_or_a_refusal_whatever_they_ask_for(office: AccountOffice) -> None:
    client, open_ = stranger(office), 0
    for method in ("GET", "POST"):
        for rule in rules(office, method):
            path = next(addresses(rule))
            answer = client.open(path, method=method, headers=HERE)
            known = path in OF_SIGNING_IN or any(w.method == method and w.path.fullmatch(path) for w in WAYS)
            open_ += known
            assert known or answer.status_code in (401, 303), (path, answer.status_code)
            answer.close()
    assert open_ > 5


@pytest.mark.parametrize("path", ["/readyz", "/metrics"])
def test_what_looks_after_the_machine_asks_straight(office: AccountOffice, path: str) -> None:
    client = stranger(office)
    assert client.get(path).status_code in (200, 503)
    for headers in ({"X-Forwarded-For": "10.0.0.9"}, {"Host": "wall.example.org"}, HERE):
        assert client.get(path, headers=headers).status_code in (401, 403), headers
    assert client.get(path, environ_overrides={"REMOTE_ADDR": "10.0.0.9"}).status_code == 403
    assert (office.client("screen").get(path, headers=HERE).status_code == 403) == (path == "/metrics")


def test_two_credentials_are_none(office: AccountOffice) -> None:
    both = {**HERE, "Authorization": "Bearer f-" + "A" * 43}
    client = office.client("officer")
    for path in ("/api/field/work", "/api/areas/1/live", "/wall/1"):
        assert (client.get(path, headers=both).json or {}).get("code") == "one_credential"
    cookie = f"{NAME}={office.cookie('officer')}; {NAME}={office.cookie('head')}"
    plain = FlaskClient(office.app, office.app.response_class, use_cookies=False)
    answer = plain.get("/api/areas/1/live", headers={**HERE, "Cookie": cookie})
    assert (answer.status_code, answer.json["code"]) == (400, "one_credential")


def test_a_link_or_a_key_opens_its_own_routes_and_no_other(office: AccountOffice) -> None:
    headers = office.bearer("field")
    assert stranger(office).get("/api/field/work", headers=headers).status_code == 200
    for path in ("/api/areas/1/live", "/api/cases/c-1", "/wall/1", "/console/1", "/account", "/metrics"):
        assert stranger(office).get(path, headers=headers).status_code in (401, 303), path


def test_on_a_links_page_whoever_is_signed_in_is_nobody(office: AccountOffice) -> None:
    """A link opened in an officer's browser shows what the link shows."""
    answer = office.client("head").get("/field/f-" + "A" * 43, headers=PAGE)
    assert answer.status_code == 404 and "x-head" not in answer.text


@pytest.mark.parametrize("to", ["//evil.example", "/\t/evil.example", "/%0d%0aA:%20b\r\nX: y"])
def test_signing_in_leads_to_no_other_host_and_into_no_header(office: AccountOffice, to: str) -> None:
    answer = entered(office, stranger(office), to)
    assert re.fullmatch(r"/[\w/%:=-]*", answer.location), answer.location
    assert len(answer.headers.getlist("Set-Cookie")) == 1 and "X" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        *("/assets/../dashboard/app.py", "/assets/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fkeys"),
        *(
            "/assets//etc/passwd",
            "/assets/styles/../../pyproject.toml",
            "/assets/%00",
            "/photos/..%2f..%2fkeys",
        ),
        "/tiles/1/1/..%2f..%2fkeys",
        *("/photos/%0d%0aX-Evil:%20y", "/tiles/1/1/1%0d%0aX-Evil:%20y", "/assets/a%0d%0aX-Evil:%20y"),
    ],
)
def test_no_path_leads_out_of_its_folder_or_into_a_header(office: AccountOffice, path: str) -> None:
    answer = office.client("head").get(path, headers=HERE)
    assert answer.status_code in (400, 403, 404), path
    assert "X-Evil" not in answer.headers
    assert b"root:" not in answer.data and b"import" not in answer.data and b"[project]" not in answer.data
    answer.close()


def test_every_answer_forbids_frames_sniffing_and_foreign_scripts(office: AccountOffice) -> None:
    for client in (stranger(office), office.client("head")):
        for path in (
            "/",
            "/wall/1",
            "/nothing",
            "/api/nothing",
            "/assets/styles/tokens.css",
            "/healthz",
            "/sign-in",
        ):
            answer = client.get(path, headers=PAGE)
            policy = answer.headers["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy, path
            assert "'unsafe-eval'" not in policy and answer.headers["X-Content-Type-Options"] == "nosniff"
            answer.close()


def test_a_stolen_cookie_opens_nothing_after_its_owner_signed_out(office: AccountOffice) -> None:
    client = stranger(office)
    cookie = enter_known(office, client)
    thief = stranger(office)
    thief.set_cookie(NAME, cookie)
    assert thief.get("/api/areas/1/live", headers=HERE).status_code == 200
    assert client.post("/sign-out", headers=HERE).status_code == 303
    office.accounts.reader.poll(0)
    assert thief.get("/api/areas/1/live", headers=HERE).status_code == 401
    assert not Guest(office.app, cookie).let_in


def test_signing_in_anew_makes_a_new_session_whatever_cookie_was_there(office: AccountOffice) -> None:
    client = stranger(office)
    client.set_cookie(NAME, seal(office.engine.signing.key_file.session_keys(), "chosen-by-a-thief"))
    assert enter_known(office, client) != enter_known(office, stranger(office))
    assert "chosen-by-a-thief" not in office.accounts.reader.sessions.open


def test_signing_in_ends_the_session_that_this_browser_had(office: AccountOffice) -> None:
    client, thief = stranger(office), stranger(office)
    before = enter_known(office, client)
    thief.set_cookie(NAME, before)
    assert thief.get("/api/areas/1/live", headers=HERE).status_code == 200
    assert enter_known(office, client) != before
    assert thief.get("/api/areas/1/live", headers=HERE).status_code == 401
    assert client.get("/api/areas/1/live", headers=HERE).status_code == 200


def test_a_socket_that_was_cut_cannot_say_hello_again(office: AccountOffice) -> None:
    client = stranger(office)
    guest = Guest(office.app, enter_known(office, client))
    assert guest.ask("join", {"area": "1"})["ok"]
    client.post("/sign-out", headers=HERE)
    office.accounts.follow()
    assert guest.wire.closed
    assert guest.ask("connect") is False


def test_a_forged_join_shows_nothing(office: AccountOffice) -> None:
    guest = Guest(office.app, office.cookie("officer"))
    for what in (
        None,
        "1",
        ["1"],
        {"area": None},
        {"area": "0", "scope": "0"},
        {"area": "2", "role": "head"},
    ):
        assert not guest.ask("join", what)["ok"]
        assert not guest.ask("desk", what)["ok"]


def test_an_account_that_is_not_there_costs_the_same_work() -> None:
    """How long a try takes is how long its hash takes: both are made alike."""
    assert extract_parameters(password_hash._NOBODY) == extract_parameters(hash_password("x"))
    assert not password_hash.fits(None, "nobody has this password")


def entered(office: AccountOffice, client: FlaskClient, to: str = "/") -> TestResponse:
    """Signs in while the application follows."""
    form = {"account": "x-officer", "password": WORDS, "to": to}
    asking = gevent.spawn(client.post, "/sign-in", data=form, headers=HERE)
    while not asking.dead:
        office.accounts.reader.poll(1)
        gevent.sleep(0.01)
    answer: TestResponse = asking.get()
    assert answer.status_code == 303
    return answer


def enter_known(office: AccountOffice, client: FlaskClient) -> str:
    """The new cookie's value."""
    told = entered(office, client).headers["Set-Cookie"]
    return told.partition(";")[0].partition("=")[2]
