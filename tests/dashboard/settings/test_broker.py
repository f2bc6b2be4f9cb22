"""The broker as the settings tell it, or refused in one sentence that holds no secret."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.settings.broker import read_broker
from dashboard.settings.settings import SettingsError, read_settings
from streams.intake.mqtt.broker import Broker
from streams.intake.sensors.reading import read_sensors

PAGE = (Path(__file__).parents[3] / "docs" / "doors" / "mqtt.md").read_text("utf-8")
GOOD = {"url": "mqtts://broker.example.org", "key": "broker", "owntracks": "owntracks/+/+"}


def told(folder: Path, **settings: str) -> Broker | None:
    file = folder / "gridwall.toml"
    file.write_text("[mqtt]\n" + "".join(f'{name} = "{value}"\n' for name, value in settings.items()))
    return read_broker(read_settings(file, {}))


def test_nothing_told_is_no_broker_and_a_port_comes_by_itself(tmp_path: Path) -> None:
    assert told(tmp_path, key="x") is None
    (tmp_path / "word").write_text("s3cret\n")
    broker = told(tmp_path, **GOOD, user="gridwall", password_file="word")
    assert broker is not None and (broker.host, broker.port, broker.tls) == ("broker.example.org", 8883, True)
    assert (broker.password, broker.filters) == ("s3cret", ["owntracks/+/+"])
    assert "s3cret" not in repr(broker)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"url": "mqtt://u:s3cret@h"}, "mqtt.url must be mqtt://host:1883 or mqtts://host:8883"),
        ({"url": "mqtt://s3cret#x@h:1/"}, "mqtt.url must be"),
        ({"url": "mqtt://h:70000"}, "mqtt.url must be"),
        ({"client": "a b"}, "mqtt.client must be 1 to 64"),
        ({"key": ""}, "mqtt.key must be the name of the key"),
        ({"owntracks": ""}, "one of owntracks, traccar and sensors wanted"),
        ({"owntracks": "owntracks/#"}, "mqtt.owntracks must be a topic"),
        ({"owntracks": "owntracks/+"}, "mqtt.owntracks must be a topic with two +"),
        ({"password_file": "word"}, "mqtt.password_file wants mqtt.user"),
        ({"user": "u", "password_file": "none"}, "mqtt.password_file"),
        ({"ca": "none"}, "mqtt.ca must be a readable file"),
        ({"sensors": "none"}, "cannot be read: No such file"),
        ({"sensors": "bad.toml"}, "bad.toml:1: needs [[rules]], got nothing (and 1 more: gridwall sensors"),
    ],
)
def test_a_mistake_is_refused_in_one_sentence(tmp_path: Path, wrong: dict[str, str], said: str) -> None:
    (tmp_path / "bad.toml").write_text("")
    with pytest.raises(SettingsError) as refusal:
        told(tmp_path, **(GOOD | wrong))
    assert said in str(refusal.value) and "s3cret" not in str(refusal.value)


def test_what_the_page_shows_is_a_mapping_file_without_a_fault() -> None:
    found = next(block for block in re.findall(r"```toml\n(.*?)```", PAGE, re.S) if "[[rules]]" in block)
    sensors, faults = read_sensors(found)
    assert faults == [] and (len(sensors.rules), len(sensors.places)) == (1, 2)


def test_a_mapping_file_is_checked_line_by_line(tmp_path: Path) -> None:
    file, settings = tmp_path / "sensors.toml", tmp_path / "gridwall.toml"
    settings.write_text("")
    file.write_text('[[rules]]\nname = "a"\ntopic = "s/+"\nitem = "x"\nabove = "much"\ntext = "t"\n')
    answer = CliRunner().invoke(main, ["sensors", "check", str(file), "--settings", str(settings)])
    assert answer.exit_code == 1
    assert f"{file}:5: above must be a number, got much\n" in answer.output
    assert f"{file}:1: needs [[sensors]], got nothing\n" in answer.output
    file.write_text(file.read_text().replace('"much"', "1") + '[[sensors]]\nid = "S"\narea = "9"\n')
    answer = CliRunner().invoke(main, ["sensors", "check", str(file), "--settings", str(settings)])
    assert answer.exit_code == 0 and "1 rules, 1 sensors; items and areas were not looked up" in answer.output
