"""`gridwall check` names people of the roster who go by the id of an account."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from redis import Redis

from dashboard.cli.check_accounts import account_findings, origin_findings, password_findings
from dashboard.settings.sections import WebSettings
from dashboard.settings.settings import Settings, read_settings
from streams.access.accounts import Accounts
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import NOW, roster
from tests.dashboard.small_files import write_small_city


def test_a_roster_that_brings_an_accounts_id_is_not_fit(
    tmp_path: Path, redis_server: EmbeddedRedis, redis: Redis, keys: Keys
) -> None:
    told = {"REDIS_URL": redis_server.url, "REDIS_PREFIX": keys.prefix, "WEB_SIGN_IN": "accounts"}
    environ = write_small_city(tmp_path) | {f"GRIDWALL_{name}": value for name, value in told.items()}
    settings = read_settings(None, environ)
    Accounts(redis, keys).add("li", "Li", NOW, "host")
    assert list(account_findings(settings, roster(ann="1-1"))) == []
    (verdict,) = account_findings(settings, roster(ann="1-1", li="1-1"))
    assert verdict.level == "bad" and verdict.sentence.endswith("li: give these people other ids")


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ("", []),
        ("https://wall.example.org", ["people open the wall at https://wall.example.org/"]),
        (
            "https://example.org/grid/",
            ["people open the wall at https://example.org/grid/: the proxy must pass /grid/ on as it came"],
        ),
    ],
)
def test_where_people_open_the_wall_is_said_and_what_the_proxy_must_do(origin: str, said: list[str]) -> None:
    settings = replace(Settings(), web=replace(WebSettings(), origin=origin))
    assert [each.sentence for each in origin_findings(settings)] == said


def test_without_a_list_of_stolen_passwords_check_says_so_where_people_sign_in() -> None:
    def said(**web: str) -> list[str]:
        settings = replace(Settings(), web=replace(WebSettings(), **web))  # type: ignore[arg-type]
        return [verdict.level for verdict in password_findings(settings)]

    assert said(sign_in="accounts") == ["warn"]
    assert said(sign_in="accounts", breached_file="stolen.txt") == said() == []
