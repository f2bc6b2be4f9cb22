"""`gridwall devices`: whose each phone is, one by one and from a file; mistakes change nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from redis import Redis

from streams.access.devices import Devices
from streams.record.keys import Keys
from tests.dashboard.cli.typing_words import Typed


@pytest.fixture
def held(redis: Redis, keys: Keys) -> Devices:
    return Devices(redis, keys)


def whose(held: Devices) -> dict[str, str]:
    return {name: device.inspector for name, device in held.all().items()}


def test_a_device_is_somebodys_until_it_is_removed(typed: Typed, held: Devices) -> None:
    assert typed("devices", "add", "7", "ann").output.startswith("7 is ann's.")
    edition = held.redis.get(held.keys.devices_edition)
    assert "7  ann  since 2" in typed("devices", "list").output
    said = typed("devices", "add", "7", "bob").output
    assert "DEVICE must be nobody else's, got 7, which is ann's: remove it" in said
    assert typed("devices", "remove", "7").output == "7 is not ann's any more.\n"
    assert whose(held) == {} and held.redis.get(held.keys.devices_edition) != edition


def test_a_file_adds_and_moves_and_leaves_the_rest(typed: Typed, held: Devices, tmp_path: Path) -> None:
    held.put({"7": "ann", "8": "bob", "9": "cai"}, 1)
    table = tmp_path / "devices.csv"
    table.write_text("设备编号,工号\n7,ann\n8,dan\n10,ann\n\n", "gb18030")
    said = typed("devices", "load", str(table)).output
    assert "8 was bob's and is dan's\n1 new, 1 of another now, 1 as they were\n" in said
    assert whose(held) == {"7": "ann", "8": "dan", "9": "cai", "10": "ann"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("8,zoe", "devices.csv line 3: inspector must be on the roster, got zoe"),
        (",ann", "devices.csv line 3: device must be 1 to 64 printable characters, got nothing"),
        ("7,bob", "devices.csv line 3: device must be one person's, got 7 again"),
        (f"{'x' * 65},ann", "devices.csv line 3: device must be 1 to 64 printable"),
    ],
)
def test_a_file_with_a_bad_line_changes_nothing(
    typed: Typed,
    held: Devices,
    tmp_path: Path,
    row: str,
    said: str,
) -> None:
    table = tmp_path / "devices.csv"
    table.write_text(f"device,inspector\n7,ann\n{row}\n")
    told = typed("devices", "load", str(table))
    assert told.exit_code == 1 and said in told.output and whose(held) == {}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["devices", "add", "7", "zoe"], "inspector must be on the roster, got zoe"),
        (["devices", "add", " ", "ann"], "device must be 1 to 64 printable characters"),
        (["devices", "remove", "7"], "DEVICE must be one that is listed, got 7"),
    ],
)
def test_a_mistake_is_one_sentence(typed: Typed, words: list[str], said: str) -> None:
    told = typed(*words)
    assert told.exit_code == 1 and said in told.output and "Traceback" not in told.output


def test_those_that_came_and_are_nobodys_are_listed_as_text(
    typed: Typed,
    redis: Redis,
    keys: Keys,
    held: Devices,
) -> None:
    for device in ("7", "8", "7", "<b>\\u001b[31m"):
        raw = f'{{"door":"osmand","why":"unknown_device","device":"{device}","key":"phones"}}'
        redis.xadd(keys.rejected, {"stream": "positions", "reason": "…", "raw": raw, "time": "1796046312000"})
    redis.xadd(keys.rejected, {"stream": "reports", "reason": "…", "raw": "{", "time": "5"})
    held.put({"8": "ann"}, 1)
    said = typed("devices", "list", "--unknown").output.splitlines()
    assert said == ["7  osmand, key phones, last told 2026-11-30 21:45"]


def test_a_key_for_positions_is_asked_for(typed: Typed, redis: Redis, keys: Keys) -> None:
    typed("keys", "make", "phones", "--action", "positions")
    typed("keys", "make", "desk")
    said = typed("keys", "list").output
    assert "phones  good until no end  areas 0  actions positions  60000 a minute" in said
    assert "desk" in said and said.count("positions") == 1
