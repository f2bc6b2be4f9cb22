"""Settings are known, typed and documented, or refused in one sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.settings.settings import Settings, SettingsError, known, read_settings, variable

DOCS = Path(__file__).parents[3] / "docs" / "settings.md"
ROW = re.compile(r"^\| `([a-z0-9_.]+)` \| (?:`([^`]*)` )?\|", re.MULTILINE)


def told(tmp_path: Path, text: str = "", **environ: str) -> Settings:
    file = tmp_path / "gridwall.toml"
    file.write_text(text, "utf-8")
    return read_settings(file, environ)


def test_every_setting_is_documented_with_its_default() -> None:
    documented = {name: default or "" for name, default in ROW.findall(DOCS.read_text("utf-8"))}
    assert documented == {
        name: str(default).lower() if isinstance(default, bool) else str(default)
        for name, default in known().items()
    }


def test_nothing_told_is_the_default(tmp_path: Path) -> None:
    assert told(tmp_path).web.port == 8050
    assert told(tmp_path).rules.timezone == "Asia/Shanghai"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    settings = told(tmp_path, "[web]\nport = 1\nwaiting = 2", GRIDWALL_WEB_PORT="3")
    assert (settings.web.port, settings.web.waiting) == (3, 2)


def test_the_environment_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text('[redis]\nurl = "redis://x"')
    assert read_settings(None, {"GRIDWALL_FILE": str(tmp_path / "x.toml")}).redis.url == "redis://x"


def test_rules_come_typed_and_with_the_citys_zone(tmp_path: Path) -> None:
    settings = told(tmp_path, '[city]\ntimezone = "Europe/Berlin"\n[rules]\nduty = "22:00-06:00"')
    assert settings.rules.duty == ((0, 360), (1320, 1440))
    assert settings.rules.timezone == "Europe/Berlin"


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    assert told(tmp_path).path("a/b.csv") == (tmp_path / "a/b.csv").resolve()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[web]\nports = 1", "web.ports is not a setting"),
        ("port = 1", "port is not a setting"),
        ("[web]\nport = 'x'", "web.port must be a whole number, got 'x'"),
        ("[web]\nport = 65536", "web.port must be from 0 to 65535, got 65536"),
        ("[web]\nport = true", "web.port must be a whole number, got True"),
        ("[city]\ntimezone = 'Mars'", "city.timezone must be a name like Asia/Shanghai, got 'Mars'"),
        ("[rules]\nduty = 'always'", "rules.duty must be ranges like 08:00-17:30, got 'always'"),
        ("[rules]\npatrol_metres = 0", "rules.patrol_metres must be above 0, got 0"),
        ("[basemap]\ndatum = 'mars'", "basemap.datum must be one of wgs84, gcj02, bd09, got 'mars'"),
        ("[basemap]\nfile = 'a'\nurl = 'b'", "one of file and url wanted, got both"),
        ("[cameras]\nurl = 'http://x:1'", "cameras.url must be a WebSocket origin without a path"),
        ("[cameras]\nurl = 'ws://x:1/'", "such as ws://localhost:8060, got 'ws://x:1/'"),
        ("[cameras]\nurl = 'ws://x *'", "cameras.url must be a WebSocket origin"),
        ("[cameras]\nurl = 'ws://a:b@x'", "cameras.url must be a WebSocket origin"),
        ("[cameras]\nport = 70000", "cameras.port must be from 0 to 65535, got 70000"),
        ("[web]\nhost = '0.0.0.0'", "web.host must be a loopback address"),
        ("web = ", "TOML wanted"),
    ],
)
def test_a_wrong_setting_is_refused_in_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        told(tmp_path, text)
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_an_unknown_variable_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="GRIDWALL_REDIS_URI is not a setting"):
        told(tmp_path, GRIDWALL_REDIS_URI="redis://x")


def test_a_file_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="a settings file wanted"):
        read_settings(tmp_path / "none.toml", {})


def test_addresses_with_passwords_are_not_in_what_settings_show(tmp_path: Path) -> None:
    settings = told(tmp_path, GRIDWALL_REDIS_URL="redis://:secret@x")
    assert "secret" not in repr(settings)


@pytest.mark.parametrize("url", ["ws://localhost:8060", "wss://wall.example", "ws://[::1]:9"])
def test_a_camera_process_elsewhere_is_named_by_its_origin(tmp_path: Path, url: str) -> None:
    assert told(tmp_path, GRIDWALL_CAMERAS_URL=url).cameras.url == url


def test_every_setting_has_one_variable() -> None:
    assert variable("redis.url") == "GRIDWALL_REDIS_URL"
    assert len({variable(name) for name in known()}) == len(known())


def test_a_file_saved_with_a_byte_order_mark_and_windows_ends_is_read(tmp_path: Path) -> None:
    assert told(tmp_path, "\ufeff[web]\r\nport = 81\r\n").web.port == 81


LINKS = {
    "GRIDWALL_SERVICE_HOST": "10.0.0.1",
    "GRIDWALL_SERVICE_PORT": "8050",
    "GRIDWALL_SERVICE_PORT_HTTP": "8050",
    "GRIDWALL_PORT": "tcp://10.0.0.1:8050",
    "GRIDWALL_PORT_8050_TCP": "tcp://10.0.0.1:8050",
    "GRIDWALL_PORT_8050_TCP_PROTO": "tcp",
    "GRIDWALL_PORT_8050_TCP_PORT": "8050",
    "GRIDWALL_PORT_8050_TCP_ADDR": "10.0.0.1",
}


@pytest.mark.parametrize("service", ["GRIDWALL", "GRIDWALL_WEB", "GRIDWALL_CAMERAS", "GRIDWALL_MY_REDIS"])
def test_what_an_orchestrator_says_of_its_services_is_no_setting(tmp_path: Path, service: str) -> None:
    links = {name.replace("GRIDWALL", service, 1): value for name, value in LINKS.items()}
    assert told(tmp_path, **links).web.port == 8050
    assert told(tmp_path, **(links | {"GRIDWALL_WEB_WAITING": "3"})).web.waiting == 3


@pytest.mark.parametrize(
    ("name", "value", "near"),
    [
        ("GRIDWALL_PORT", "8050", "GRIDWALL_WEB_PORT"),
        ("GRIDWALL_REDIS_URI", "redis://x", "GRIDWALL_REDIS_URL"),
        ("GRIDWALL_SERVICE_HOST", "localhost/x", ""),
    ],
)
def test_an_unknown_variable_is_refused_with_the_nearest_name(
    tmp_path: Path, name: str, value: str, near: str
) -> None:
    with pytest.raises(SettingsError, match=f"{name} is not a setting; {near}") as refusal:
        told(tmp_path, **{name: value})
    assert value not in str(refusal.value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("PHOTOS_S3", "s3://AKIAX:sec#ret@bucket"),
        ("PHOTOS_S3_ENDPOINT", "https://u:sec/ret@host"),
        ("CAMERAS_URL", "ws://u:sec?ret@host"),
    ],
)
def test_no_address_shows_a_password_when_it_is_refused(tmp_path: Path, key: str, value: str) -> None:
    with pytest.raises(SettingsError, match=r"://\*\*\*") as refusal:
        told(tmp_path, **{f"GRIDWALL_{key}": value})
    assert not any(piece in str(refusal.value) for piece in ("sec", "ret", "AKIAX"))
