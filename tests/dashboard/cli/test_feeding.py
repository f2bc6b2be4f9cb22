"""`gridwall simulate` and `gridwall replay`, as one types them."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from redis import Redis

from dashboard.cli.replay import replay
from dashboard.cli.simulate import simulate
from demo.city.city import DemoCity
from streams.record.keys import Keys
from streams.record.world import claim_world, read_notes, read_world
from streams.server.embedded import EmbeddedRedis
from tests.streams.town import small_documents

FIXES = ("b1,2020-01-01T08:00:00Z,30.1,-97.1", "b2,2020-01-01T08:00:01Z,30.2,-97.0", ",,,", "b3,x,1,1")
ROWS = "\n".join(["inspector,time,lat,lon", *FIXES])


@pytest.fixture
def settings(tmp_path: Path, redis_server: EmbeddedRedis, keys: Keys) -> Path:
    """A settings file over a small city."""
    small: DemoCity = small_documents()
    (tmp_path / "areas.geojson").write_text(json.dumps(small.areas_document), "utf-8")
    head = ",".join(small.roster_rows[0])
    lines = [",".join(row.values()) for row in small.roster_rows]
    (tmp_path / "roster.csv").write_text("\n".join([head, *lines]), "utf-8")
    (tmp_path / "items.toml").write_text(_toml(small), "utf-8")
    file = tmp_path / "gridwall.toml"
    city = '[city]\nareas = "areas.geojson"\nroster = "roster.csv"\nmatters = "items.toml"\n'
    city += '[rules]\nduty = "00:00-24:00"\n'
    file.write_text(f'{city}[redis]\nurl = "{redis_server.url}"\nprefix = "{keys.prefix}"\n', "utf-8")
    return file


def _toml(small: DemoCity) -> str:
    tables = [(kind, row) for kind, rows in small.matters_document.items() for row in rows]
    return "\n".join(
        f"[[{kind}]]\n" + "\n".join(f"{name} = {json.dumps(value)}" for name, value in row.items())
        for kind, row in tables
    )


def run_simulate(*arguments: object) -> Result:
    return CliRunner().invoke(simulate, [str(a) for a in arguments])


def run_replay(*arguments: object) -> Result:
    return CliRunner().invoke(replay, [str(a) for a in arguments])


def test_simulate_fills_a_new_prefix_and_goes_on(settings: Path, redis: Redis, keys: Keys) -> None:
    told = ("--settings", settings, "--duration", "0.5", "--people", "500", "--rate", "1")
    result = run_simulate(*told, "--reports-per-hour", "20")
    assert result.exit_code == 0, result.output
    assert "simulating 500 people at one fix per 1 s" in result.output
    assert read_world(redis, keys) == "demo"
    assert redis.xlen(keys.positions) > 100
    lived = redis.xlen(keys.cases)
    assert lived > 700

    again = run_simulate(*told)
    assert "(0 events and " in again.output
    assert redis.xlen(keys.cases) == lived


def test_simulate_refuses_a_live_world_in_one_line(settings: Path, redis: Redis, keys: Keys) -> None:
    claim_world(redis, keys, "live")
    result = run_simulate("--settings", settings)
    assert result.exit_code == 1
    assert result.output.startswith("Error: the prefix") and result.output.count("\n") == 1
    assert redis.xlen(keys.positions) == 0


def test_a_replay_ends_with_its_count(settings: Path, tmp_path: Path, redis: Redis, keys: Keys) -> None:
    (tmp_path / "rec.csv").write_text(ROWS, "utf-8")
    result = run_replay("positions", tmp_path / "rec.csv", "--settings", settings, "--speed", "max")
    assert result.exit_code == 0, result.output
    assert "played 3, of them refused 1" in result.output
    assert "2 outside the city" in result.output
    assert read_world(redis, keys) == "replay"
    assert read_notes(redis, keys) == []


def test_a_moved_recording_is_told_to_every_page(
    settings: Path, tmp_path: Path, redis: Redis, keys: Keys
) -> None:
    (tmp_path / "rec.csv").write_text(ROWS, "utf-8")
    run_replay("positions", tmp_path / "rec.csv", "--settings", settings, "--speed", "max", "--move")
    ((zh, en),) = read_notes(redis, keys)
    assert "rec.csv" in zh and "并非发生在本市" in zh
    assert "rec.csv did not happen here: moved onto this city" in en


def test_a_mapping_beside_the_recording_is_used(
    settings: Path, tmp_path: Path, redis: Redis, keys: Keys
) -> None:
    (tmp_path / "rec.csv").write_text("who;when;n;e\nb1;01.02.2020 08:00;23.005;113.905\n", "utf-8")
    mapping = 'zone = "Asia/Shanghai"\ntime_format = "%d.%m.%Y %H:%M"\n'
    columns = '[columns]\ninspector = "who"\ntime = "when"\nlat = "n"\nlon = "e"\n'
    (tmp_path / "rec.csv.toml").write_text(mapping + columns, "utf-8")
    result = run_replay(
        "positions", tmp_path / "rec.csv", "--settings", settings, "--speed", "max", "--time", "keep"
    )
    assert "played 1, of them refused 0" in result.output
    assert redis.xrange(keys.positions)[0][1][b"time"] == b"1580515200000"
    assert read_notes(redis, keys) == [
        ("rec.csv 的时间为录制时间", "times of rec.csv are those of the recording")
    ]


def test_a_file_of_one_device_without_a_header_plays(
    settings: Path, tmp_path: Path, redis: Redis, keys: Keys
) -> None:
    (tmp_path / "rec.txt").write_text("23.005 113.905 0\n23.006 113.906 10\n", "utf-8")
    numbers = [word for told in ("lat=1", "lon=2", "time=3") for word in ("--column", told)]
    how = ("--settings", settings, "--speed", "max", "--inspector", "bus-1", *numbers)
    result = run_replay("positions", tmp_path / "rec.txt", *how)
    assert "played 2, of them refused 0" in result.output
    assert "no header; the first line is taken as data" in result.output
    assert "taken to count from the recording's start" in result.output
    assert redis.xrange(keys.positions)[0][1][b"inspector"] == b"bus-1"
    kept = run_replay("positions", tmp_path / "rec.txt", *how, "--time", "keep")
    assert kept.exit_code == 1 and "cannot be kept" in kept.output


def test_a_replay_outside_duty_hours_says_why_the_map_stays_empty_and_every_page_does(
    settings: Path, tmp_path: Path, redis: Redis, keys: Keys
) -> None:
    now = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(hours=6)
    hours = f"{now:%H:%M}-{now:%H}:59" if now.minute < 59 else f"{now:%H}:00-{now:%H}:01"
    text = settings.read_text("utf-8").replace("00:00-24:00", hours)
    settings.write_text(text, "utf-8")
    (tmp_path / "rec.csv").write_text(ROWS, "utf-8")
    result = run_replay("positions", tmp_path / "rec.csv", "--settings", settings, "--speed", "max")
    assert f"it is off duty now (duty is {hours}, Asia/Shanghai)" in result.output
    assert "2 outside duty hours: neither kept nor shown (rules.duty)" in result.output
    ((zh, en),) = read_notes(redis, keys)
    assert hours in zh and en == f"positions are shown on duty only, {hours}"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--encoding", "klingon"), "encoding must be a name like utf-8, gb18030 or latin-1"),
        (("--inspector", "a b"), "inspector must be 1 to 64 of"),
        (("--speed", "0"), "a number above 0 or max wanted, got 0"),
        (("--column", "lat"), "--column must be FIELD=HEADER, got 'lat'"),
        (("--zone", "Mars"), "zone must be a name like Asia/Shanghai, got 'Mars'"),
        (("--mapping", "none.toml"), "a mapping file wanted"),
        (("--redis", "http://x"), "redis address must begin with one of"),
    ],
)
def test_a_wrong_option_is_refused_in_a_sentence(
    settings: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    (tmp_path / "rec.csv").write_text(ROWS, "utf-8")
    result = run_replay("positions", tmp_path / "rec.csv", "--settings", settings, *arguments)
    assert result.exit_code != 0
    assert words in result.output


def test_without_an_address_nothing_starts(settings: Path) -> None:
    settings.write_text(settings.read_text("utf-8").split("[redis]")[0], "utf-8")
    result = run_simulate("--settings", settings)
    assert result.exit_code == 1
    assert "redis.url must be set in gridwall.toml, or --redis URL given" in result.output


def test_who_is_to_answer_needs_a_key_and_a_wall(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = ("--settings", settings, "--duration", "0.2", "--people", "5", "--history", "0")
    result = run_simulate(*told, "--answers", "http://localhost:1")
    assert result.exit_code == 1
    assert "GRIDWALL_SIMULATE_KEY" in result.output
    monkeypatch.setenv("GRIDWALL_SIMULATE_KEY", "gridwall-key.x.secret")
    result = run_simulate(*told, "--answers", "localhost:1")
    assert result.exit_code == 1
    assert "answers wanted as http(s)://host[:port]" in result.output
    result = run_simulate(*told, "--answers", "http://localhost:1")
    assert result.exit_code == 0, result.output
    assert "people and departments answer to http://localhost:1" in result.output
    assert "secret" not in result.output
