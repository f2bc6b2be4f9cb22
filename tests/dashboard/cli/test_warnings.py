"""`gridwall warnings`: brought in, listed and taken back, each once and audited."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from redis import Redis

from dashboard.cli import main
from streams.access.audit import AuditLog
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.warnings.messages import cap, cap_info, gbt
from tests.dashboard.cli.test_keys_and_links import Typed
from tests.dashboard.small_files import write_small_city


@pytest.fixture
def typed(tmp_path: Path, redis_server: EmbeddedRedis, keys: Keys) -> Typed:
    told = {"GRIDWALL_REDIS_URL": redis_server.url, "GRIDWALL_REDIS_PREFIX": keys.prefix}
    environ = write_small_city(tmp_path) | told

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["warnings", *words], env=environ)

    return run


def sent_now() -> str:
    return datetime.now(timezone(timedelta(hours=8))).strftime("%Y-%m-%dT%H:%M:%S+08:00")


def saved(folder: Path, name: str, body: bytes) -> str:
    (folder / name).write_bytes(body)
    return str(folder / name)


def test_a_file_is_taken_once_and_says_which_areas_it_means(
    typed: Typed, tmp_path: Path, redis: Redis, keys: Keys
) -> None:
    assert typed("list").output == "No warning stands now.\n"
    rain = saved(tmp_path, "rain.xml", cap(sent=sent_now()))
    first, again = typed("load", rain), typed("load", rain)
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "rain.xml: taken: rain-1 from met@city.example, Actual Alert" in first.output
    assert "severe (orange): Rain until the evening;" in first.output and " 2" in first.output
    assert "known already, nothing changed" in again.output
    assert redis.xlen(keys.warnings) == 1
    assert typed("list").output.splitlines()[0] == "rain-1 from met@city.example, Actual Alert"


def test_a_broken_file_is_told_and_keeps_no_other_away(
    typed: Typed, tmp_path: Path, redis: Redis, keys: Keys
) -> None:
    broken = saved(tmp_path, "broken.xml", b"<!DOCTYPE alert><alert/>")
    elsewhere = saved(tmp_path, "far.xml", gbt(codes="110000000000"))
    told = typed("load", broken, elsewhere)
    assert told.exit_code == 1
    assert "broken.xml: a warning must have no document type, got <!DOCTYPE alert>" in told.output
    assert "no area of this city: it is kept and shown nowhere" in told.output
    assert "1 of 2 files could not be taken" in told.output and redis.xlen(keys.warnings) == 1


def test_one_is_taken_back_with_a_reason_and_stays_so(
    typed: Typed, tmp_path: Path, redis: Redis, keys: Keys
) -> None:
    rain = saved(tmp_path, "rain.xml", cap(sent=sent_now()))
    other = saved(tmp_path, "other.xml", cap(sent=sent_now()).replace(b"met@", b"fire@"))
    typed("load", rain)
    assert "ID must be a warning that is there, got x" in typed("cancel", "x", "--why", "w").output
    for _ in range(2):
        assert typed("cancel", "rain-1", "--why", "sent by mistake").output == "rain-1 is shown no more.\n"
    assert redis.xlen(keys.warnings) == 2
    assert typed("list").output == "No warning stands now.\n"
    assert "rain-1 from met@city.example, Actual Alert, taken back by host: sent by mistake" in (
        typed("list", "--all").output
    )
    typed("load", rain, other)
    assert "ID must name one warning: met@city.example,rain-1 or fire@" in (
        typed("cancel", "rain-1", "--why", "w").output
    )
    acts = [(told.act, told.account, told.what) for _, told in AuditLog(redis, keys).newest(9)]
    assert acts[-2:] == [("warning_taken_back", "host", "rain-1"), ("warning_loaded", "host", "rain-1")]


def test_a_warning_that_an_update_ended_says_so(typed: Typed, tmp_path: Path) -> None:
    later = cap("rain-2", kind="Update", references="met@city.example,rain-1,x", sent=sent_now())
    typed("load", saved(tmp_path, "a.xml", cap(infos=cap_info())), saved(tmp_path, "b.xml", later))
    assert "rain-1 from met@city.example, Actual Alert, ended by the Update rain-2" in (
        typed("list", "--all").output
    )
