"""`gridwall screens`: what hangs is listed, and a screen is revoked from the machine of the record."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from redis import Redis

from city.access.grants import Grant
from dashboard.cli import main
from streams.access.accounts import Accounts
from streams.access.sessions import HOUR, Session, SessionLog, Sessions
from streams.record.keys import Keys
from streams.screens.beats import Beat, Beats
from streams.screens.plan_store import PlanStore
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import NOW
from tests.dashboard.cli.test_keys_and_links import Typed
from tests.dashboard.office import now
from tests.dashboard.small_files import write_small_city
from tests.streams.screens.acting import do, hang

SCREEN = "screen-abcdef"


@pytest.fixture
def typed(tmp_path: Path, redis_server: EmbeddedRedis, keys: Keys) -> Typed:
    told = {"GRIDWALL_REDIS_URL": redis_server.url, "GRIDWALL_REDIS_PREFIX": keys.prefix}
    environ = write_small_city(tmp_path) | told

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["screens", *words], env=environ)

    return run


def test_what_hangs_is_listed_with_how_it_is(typed: Typed, redis: Redis, keys: Keys) -> None:
    assert "No screen hangs yet" in typed("list").output
    store = PlanStore(redis, keys)
    hang(store, SCREEN, "other")
    do(store, "m", "hang", id="third", name="third", room="room", area="1", column=3)
    Beats(redis, keys).tell(SCREEN, Beat(at=now(), fps=59.7))
    lines = typed("list").output.splitlines()
    assert len(lines) == 3
    assert any(SCREEN in line and "well, 60 fps" in line for line in lines)
    assert any(line.startswith("third") and "room 1/3" in line and "offline" in line for line in lines)


def test_a_revoked_screen_hangs_no_more_and_its_session_is_over(
    typed: Typed, redis: Redis, keys: Keys
) -> None:
    hang(PlanStore(redis, keys), SCREEN)
    Accounts(redis, keys).add(SCREEN, "One", NOW, "host", (Grant("screen", "1"),))
    SessionLog(redis, keys).open(Session("s-1", SCREEN, "screen:1", now(), now() + HOUR, now()))
    assert typed("revoke", SCREEN).output == f"{SCREEN} is no screen any more.\n"
    plan, _ = PlanStore(redis, keys).read()
    account = Accounts(redis, keys).get(SCREEN)
    sessions = Sessions()
    sessions.fold(redis.xrange(keys.sessions))  # type: ignore[arg-type]
    assert plan.screens == {} and account is not None and not account.current()
    assert list(sessions.of(SCREEN)) == []


def test_a_person_is_no_screen(typed: Typed, redis: Redis, keys: Keys) -> None:
    Accounts(redis, keys).add("chen", "Chen", NOW, "host", (Grant("operator", "0"),))
    told = typed("revoke", "chen")
    assert told.exit_code == 1 and "screen must be one that hangs, got chen" in told.output
    account = Accounts(redis, keys).get("chen")
    assert account is not None and account.current()
