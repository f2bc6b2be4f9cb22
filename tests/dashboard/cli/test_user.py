"""`gridwall user`: what the machine of the record may do with accounts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from redis import Redis

from city.access.grants import Grant
from dashboard.access.key_file import KeyFile
from dashboard.access.session_cookie import seal, unseal
from dashboard.cli import main
from streams.access.accounts import Accounts
from streams.access.audit import AuditLog
from streams.access.password_hash import fits
from streams.access.sessions import Session, SessionLog, Sessions
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import NOW
from tests.dashboard.cli.test_keys_and_links import Typed
from tests.dashboard.small_files import write_small_city

WORDS = "seven words that nobody else would choose"


@pytest.fixture
def typed(tmp_path: Path, redis_server: EmbeddedRedis, keys: Keys) -> Typed:
    told = {"GRIDWALL_REDIS_URL": redis_server.url, "GRIDWALL_REDIS_PREFIX": keys.prefix}
    environ = write_small_city(tmp_path) | told

    def run(*words: str, said: str = "") -> Result:
        return CliRunner().invoke(main, ["user", *words], env=environ, input=said)

    return run


def test_a_screen_is_nobodys_account_and_is_given_nothing(typed: Typed, redis: Redis, keys: Keys) -> None:
    id = "screen-abcdef"
    Accounts(redis, keys).add(id, "One", NOW, "host", (Grant("screen", "1"),))
    assert id not in typed("list").output
    for words in (("password", id, "--stdin"), ("role", id, "head"), ("disable", id)):
        assert typed(*words, said=f"{WORDS}\n").exit_code == 1
    assert typed("role", "chen", "screen", "--area", "1").exit_code == 2
    assert typed("add", "screen-mine", "--name", "Mine").exit_code == 1
    account = Accounts(redis, keys).get(id)
    assert account is not None and account.password is None and account.grants == (Grant("screen", "1"),)


def test_an_account_is_made_granted_and_given_a_password(typed: Typed, redis: Redis, keys: Keys) -> None:
    assert "No account yet" in typed("list").output
    assert typed("add", "chen", "--name", "陈雨", "--role", "officer", "--area", "1").exit_code == 0
    assert "chen  陈雨  no password yet  officer:1" in typed("list").output
    assert typed("role", "chen", "head", "--until", "2030-01-31").exit_code == 0
    assert typed("password", "chen", "--stdin", said=f"{WORDS}\n").exit_code == 0
    assert "chen  陈雨  good  officer:1, head:0 until 2030-01-31" in typed("list").output
    found = Accounts(redis, keys).get("chen")
    assert found is not None
    assert fits(found.password, WORDS)
    assert found.must_change
    assert typed("role", "chen", "officer", "--area", "1", "--withdraw").exit_code == 0
    acts = [audited.act for _, audited in AuditLog(redis, keys).newest(9)]
    assert acts == ["withdrawn", "password_set", "granted", "account_added"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add", "Chen", "--name", "x"), "account must be 1 to 32 of"),
        (
            ("add", "li", "--name", "Li", "--role", "officer", "--area", "9"),
            "area must be the code of an area",
        ),
        (("add", "li", "--name", "Li", "--role", "department"), "must name a department"),
        (("role", "nobody", "officer"), "account must be one of yours, got nobody"),
        (("role", "chen", "officer", "--from", "soon"), "from must be a day as 2026-09-30, got soon"),
        (("password", "nobody", "--stdin"), "account must be one of yours"),
        (("disable", "nobody"), "account must be one of yours"),
        (("sessions", "--revoke"), "--revoke wants an account"),
    ],
)
def test_mistakes_are_one_sentence(typed: Typed, words: tuple[str, ...], sentence: str) -> None:
    refused = typed(*words, said=f"{WORDS}\n")
    assert refused.exit_code != 0
    assert sentence in refused.output
    assert "Traceback" not in refused.output


def test_a_password_that_is_refused_is_nowhere_to_be_read(typed: Typed) -> None:
    typed("add", "chen", "--name", "Chen")
    refused = typed("password", "chen", "--stdin", said="short-one\n")
    assert refused.exit_code != 0
    assert "at least 12 characters" in refused.output
    assert "short-one" not in refused.output


def test_who_is_disabled_has_no_session_any_more(typed: Typed, redis: Redis, keys: Keys) -> None:
    for who in ("chen", "li"):
        typed("add", who, "--name", who)
    log, far = SessionLog(redis, keys), 4_000_000_000_000
    for id, who in (("s-1", "chen"), ("s-2", "chen"), ("s-3", "li")):
        log.open(Session(id, who, "officer:1", NOW, far, NOW, "Chromium"))
    assert "Chromium" in typed("sessions", "chen").output
    assert typed("disable", "chen").exit_code == 0
    folded = Sessions()
    folded.fold(redis.xrange(keys.sessions))
    assert list(folded.open) == ["s-3"]
    assert "1 sessions of li are over" in typed("sessions", "li", "--revoke").output


def test_the_first_administrator_has_a_code_until_there_is_one(typed: Typed) -> None:
    told = typed("first").output
    assert re.match(r"([A-Z2-9]{4}-){4}[A-Z2-9]{4} ", told)
    typed("add", "root", "--name", "Root", "--role", "administrator")
    assert typed("first").exit_code == 0  # who cannot sign in yet administers nothing
    typed("password", "root", "--stdin", said=f"{WORDS}\n")
    assert "has an administrator" in typed("first").output


def test_a_rotated_key_signs_and_the_one_before_is_good_once_more(typed: Typed, tmp_path: Path) -> None:
    settings = tmp_path / "gridwall.toml"
    settings.write_text('[web]\nkeys_file = "keys"\n', "utf-8")
    file = KeyFile(tmp_path / "keys")
    cookie = seal(file.session_keys(), "s-1")
    for opens in ("s-1", None):
        assert typed("rotate-keys", "--settings", str(settings)).exit_code == 0
        assert unseal(KeyFile(tmp_path / "keys").session_keys(), cookie) == opens
