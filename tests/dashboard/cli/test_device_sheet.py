"""`gridwall devices sheet`: a phone is set up by it, with a key of its own that nobody else reads."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from redis import Redis

from layouts.device_sheet import DeviceSheet, device_sheet
from streams.access.api_keys import ApiKey, ApiKeyError, ApiKeys
from streams.access.devices import Devices
from streams.intake.phone_link import key_name, own_key, phone_link
from streams.record.keys import Keys
from tests.city.small_city import NOW
from tests.dashboard.cli.typing_words import Typed

AT = "https://wall.example.org"
HOUR = 3_600_000


@pytest.fixture(autouse=True)
def devices(redis: Redis, keys: Keys) -> None:
    Devices(redis, keys).put({"7": "ann", "a/b": "bob", "old": "gone"}, 1)


def key_on(sheet: Path, redis: Redis, keys: Keys) -> ApiKey:
    found = re.search(rf"{AT}/doors/osmand/([\w.-]+)<", sheet.read_text("utf-8"))
    assert found
    return ApiKeys(redis, keys).check(found[1], 2**41)


def test_a_sheet_has_the_phones_own_key_and_is_its_owners_alone(
    typed: Typed, redis: Redis, keys: Keys, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.html"
    said = typed("devices", "sheet", "7", "--to", str(sheet), "--at", f"{AT}/").output
    assert "holds the key device-7 of 7" in said
    key = key_on(sheet, redis, keys)
    assert (key.name, key.areas, key.actions) == ("device-7", ("1-1",), ("positions",))
    assert sheet.stat().st_mode & 0o077 == 0 and "gridwall-key" not in said
    assert 'lang="zh-CN"' in sheet.read_text("utf-8") and "<svg" in sheet.read_text("utf-8")


def test_made_again_it_has_another_text_of_the_same_key(
    typed: Typed, redis: Redis, keys: Keys, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.html"
    texts = []
    for _ in range(2):
        typed("devices", "sheet", "7", "--to", str(sheet), "--at", AT, "--lang", "en")
        texts.append(sheet.read_text("utf-8"))
        assert key_on(sheet, redis, keys).name == "device-7"
    assert texts[0] != texts[1] and "Set up a phone" in texts[1]
    assert typed("keys", "list").output.count("\n") == 1


def test_a_link_is_what_the_apps_scanner_takes(redis: Redis, keys: Keys) -> None:
    link = urlsplit(phone_link(AT, "gridwall-key.k.x", "巡查 7/b&c"))
    told = parse_qs(link.query)
    assert f"{link.scheme}://{link.netloc}{link.path}" == f"{AT}/doors/osmand/gridwall-key.k.x"
    assert told["id"] == ["巡查 7/b&c"]
    assert (told["interval"], told["buffer"], told["stop_detection"]) == (["10"], ["true"], ["false"])


def test_a_phone_whose_owner_moved_gets_a_key_for_the_new_home_and_the_old_one_ends(
    redis: Redis, keys: Keys
) -> None:
    held = ApiKeys(redis, keys)
    old, new = own_key(held, "7", "1-1", NOW), own_key(held, "7", "2-1", NOW)
    assert held.check(new, NOW).areas == ("2-1",)
    with pytest.raises(ApiKeyError):
        held.check(old, NOW)
    again = own_key(held, "7", "2-1", NOW)
    assert held.check(new, NOW + HOUR - 1) and held.check(again, NOW + 9 * HOUR)
    with pytest.raises(ApiKeyError):
        held.check(new, NOW + HOUR)


def test_no_two_devices_share_a_keys_name() -> None:
    names = ["a-b", "a/b", "a b", "设备一", "设备二", "x" * 64, "x" * 63 + "y", "a_b"]
    made = {key_name(name) for name in names}
    assert len(made) == len(names) and all(re.fullmatch(r"[A-Za-z0-9._:-]{1,64}", name) for name in made)


def test_names_are_text_on_the_sheet() -> None:
    nasty = "<script>alert(1)</script>"
    told = DeviceSheet(nasty, nasty, nasty, nasty, nasty, nasty, nasty, "<svg></svg>")
    for lang in ("zh", "en"):
        page = device_sheet(lang, told)
        assert "<script" not in page and page.count("&lt;script&gt;") >= 7


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none", "--to", "a.html"], "DEVICE must be one that is listed, got none"),
        (["old", "--to", "a.html"], "DEVICE must be of somebody on the roster, got old, gone's"),
        (["7", "--to", "a.pdf"], "--to must end with .html or .svg, got a.pdf"),
        (["7", "--to", "/none/a.svg"], "--to must be a file that can be written, got /none/a.svg"),
    ],
)
def test_a_mistake_is_one_sentence_and_makes_no_key(
    typed: Typed, redis: Redis, keys: Keys, words: list[str], said: str
) -> None:
    told = typed("devices", "sheet", *words)
    assert told.exit_code == 1 and said in told.output
    assert ApiKeys(redis, keys).all() == []
