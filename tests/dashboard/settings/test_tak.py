"""The TAK server as the settings tell it, or refused in one sentence; what `gridwall check` says of it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from redis import Redis

from city.cases.case import STATES
from dashboard.cli.check_webhooks import tak_findings, tak_link_findings
from dashboard.settings.settings import Settings, SettingsError, known, read_settings
from dashboard.settings.tak import read_tak, telling_of
from streams.record.keys import Keys
from streams.webhooks.tak.kept import TakState

PAGE = (Path(__file__).parents[3] / "docs" / "doors" / "tak.md").read_text("utf-8")
GOOD = {"url": "tls://tak.example.org", "area": "1"}


def settings(folder: Path, **told: Any) -> Settings:
    file = folder / "gridwall.toml"
    file.write_text("[tak]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in told.items()))
    return read_settings(file, {})


def test_nothing_told_is_no_server_and_a_port_comes_by_itself(tmp_path: Path) -> None:
    assert read_tak(settings(tmp_path)) is None
    server = read_tak(settings(tmp_path, **GOOD, stale_minutes=5, language="en"), {"1"})
    assert server is not None and (server.name, server.tls) == ("tak.example.org:8089", True)
    assert (server.stale_ms, server.sos, server.area) == (300_000, False, "1")
    telling = telling_of(settings(tmp_path, **GOOD, language="en"))
    assert set(telling.states) == set(STATES) and telling.states["fed_back"] == "Fed back"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"url": ""}, "tak.url must be the TAK server's address beside tak.area"),
        ({"url": "udp://239.2.3.1:6969"}, "tak.url must be tcp://host:8087 or tls://host:8089"),
        ({"url": "tls://u:s3cret@h"}, "tak.url must be"),
        ({"area": ""}, "tak.area must be the code of an area beside tak.url"),
        ({"area": "9"}, "tak.area must be the code of an area of the city"),
        ({"url": "tcp://h", "ca": "ca.pem"}, "want a tls:// address"),
        ({"ca": "none.pem"}, "tak.ca must be a readable file"),
        ({"ca": "gridwall.toml"}, "must be PEM files that belong together"),
        ({"key": "gridwall.toml"}, "tak.key wants tak.cert"),
        ({"server_name": "a b"}, "tak.server_name must be a host's name"),
        ({"language": "fr"}, "tak.language must be one of zh, en"),
        ({"stale_minutes": 1}, "tak.stale_minutes must be from 2 to 1440"),
    ],
)
def test_what_is_wrong_is_refused_in_one_sentence(
    tmp_path: Path, wrong: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        read_tak(settings(tmp_path, **(GOOD | wrong)), {"1"})
    assert sentence in str(refused.value) and "\n" not in str(refused.value)
    assert "s3cret" not in str(refused.value)


def test_the_page_s_own_settings_are_settings() -> None:
    (block,) = (part.split("```")[0] for part in PAGE.split("```toml\n")[1:])
    lines = "\n".join(line.strip() for line in block.splitlines())
    assert {f"tak.{name}" for name in tomllib.loads(lines)["tak"]} <= set(known())


def test_check_says_how_the_link_is_and_what_goes_unencrypted(
    tmp_path: Path, redis: Redis, keys: Keys
) -> None:
    (bare,) = tak_findings(settings(tmp_path, url="tcp://h", area="1"), {"1"})
    (bad,) = tak_findings(settings(tmp_path, url="tcp://h", area="2"), {"1"})
    assert "unencrypted" in bare.sentence and (bare.level, bad.level) == ("warn", "bad")
    assert list(tak_findings(settings(tmp_path), {"1"})) == list(tak_link_findings(redis, keys)) == []

    def said(state: TakState) -> str:
        redis.set(keys.tak_link, msgspec.json.encode(state))
        (verdict,) = tak_link_findings(redis, keys)
        return f"{verdict.level}: {verdict.sentence}"

    assert said(TakState("t:1", True)).startswith("warn: nobody tells the TAK server t:1")
    redis.set(keys.webhook_duty, "x")
    assert said(TakState("t:1", True, cases=214)) == (
        "ok: the TAK server t:1 takes events: 214 cases stand there"
    )
    assert said(TakState("t:1", row=1, why="it is gone")) == "warn: the TAK server t:1 is away: it is gone"
