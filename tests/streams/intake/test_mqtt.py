"""The link to a broker, with a real mosquitto: nothing is acknowledged before it is written, none lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from redis.exceptions import ConnectionError

from dashboard.cli.check_broker import broker_findings
from dashboard.settings.settings import read_settings
from streams.access.api_keys import ApiKeys
from streams.access.devices import Devices
from streams.intake.mqtt.broker import Broker
from streams.intake.sensors.reading import read_sensors
from streams.messages.reports import decode_reports
from tests.streams.intake.mosquitto import MOSQUITTO, WORD, Mosquitto
from tests.streams.intake.reception import Office, Phone, at_the_door, until
from tests.streams.intake.test_owntracks import LOCATION

pytestmark = [
    pytest.mark.skipif(MOSQUITTO is None, reason="no mosquitto here (Debian: mosquitto)"),
    pytest.mark.xdist_group("mosquitto"),  # one for all of them
]
MAPPING = """
[[rules]]
name = "water"
topic = "sensors/+/level"
item = "flood"
value = "/level"
above = 0.3
text = "{sensor}: {value} m"

[[sensors]]
id = "S-17"
lat = 22.05
lon = 113.05
"""
Trial = Callable[[Phone], Awaitable[None]]


@pytest.fixture(scope="module")
def mosquitto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mosquitto]:
    broker = Mosquitto(tmp_path_factory.mktemp("mosquitto"))
    broker.start()
    yield broker
    broker.end()


@pytest.fixture
def broker(mosquitto: Mosquitto, request: pytest.FixtureRequest) -> Broker:
    """Each test has a session of its own, and topics of its own that no other reads."""
    name = request.node.name
    sensors, faults = read_sensors(MAPPING.replace("sensors/+/level", f"{name}/sensors/+/level"))
    assert faults == []
    told = {
        "owntracks": f"{name}/owntracks/+/+",
        "traccar": f"{name}/positions",
        "key": "phones",
        "client": name[:60],
    }
    return Broker("127.0.0.1", mosquitto.port, user="gridwall", password=WORD, sensors=sensors, **told)


@pytest.fixture
def office(office: Office) -> Office:
    Devices(office.redis, office.keys).put({"ann/phone": "ann", "bob/phone": "bob"}, 1)
    return office


def location(broker: Broker, n: int = 0, user: str = "ann") -> tuple[str, str]:
    topic = broker.owntracks.replace("+/+", f"{user}/phone")
    return topic, msgspec.json.encode({**LOCATION, "tst": LOCATION["tst"] + n}).decode()


def level(broker: Broker, value: object, sensor: str = "S-17") -> tuple[str, str]:
    return broker.sensors.rules[0].topic.replace("+", sensor), msgspec.json.encode({"level": value}).decode()


async def up(phone: Phone) -> None:
    await until(lambda: phone.metric("gridwall_doors_mqtt_up 1.0"), "the link is up")


async def told(mosquitto: Mosquitto, *messages: tuple[str, str]) -> None:
    await asyncio.to_thread(mosquitto.publish, *messages)


def counted(wanted: Callable[[], object]) -> Callable[[], Awaitable[bool]]:
    async def look() -> bool:
        return bool(await asyncio.to_thread(wanted))

    return look


def test_positions_and_readings_come_by_a_broker(
    office: Office, mosquitto: Mosquitto, broker: Broker
) -> None:
    position = {"valid": True, "latitude": 22.05, "longitude": 113.25, "fixTime": "2026-11-30T07:45:12Z"}
    traccar = {"position": position, "device": {"uniqueId": "359881234567890"}}
    garbage = (location(broker)[0], '{"_type": "location"'), level(broker, "wet"), level(broker, 1, "S-99")

    async def trial(phone: Phone) -> None:
        await up(phone)
        forwarded = (broker.traccar, msgspec.json.encode(traccar).decode())
        lwt = (location(broker)[0], '{"_type": "lwt", "tst": 1}')
        await told(mosquitto, location(broker), location(broker), lwt, forwarded, *garbage)
        await told(mosquitto, *(level(broker, value) for value in (0.2, 0.5, 0.6, 0.1, 0.7)))
        await until(counted(lambda: len(office.reports()) == 2), "both reports")
        await until(lambda: phone.metric("gridwall_doors_mqtt_waiting 0.0"), "all is acknowledged")
        assert await phone.metric('gridwall_doors_sensors_total{door="mqtt-sensors",outcome="held"} 1.0')
        assert (await phone.ask("/doors/readyz", method="GET"))[0] == 200

    at_the_door(office, trial, broker=broker)
    assert [fields["inspector"] for fields in office.fixes()] == ["ann", "dan"]
    assert [fields["text"] for fields in office.reports()] == ["S-17: 0.5 m", "S-17: 0.7 m"]
    found: Any = office.redis.xrange(office.keys.reports)
    reports, rejects = decode_reports(found)
    assert [(each.channel, each.item, each.lat) for each in reports] == [("sensor", "flood", 22.05)] * 2
    assert rejects == []
    lines = office.lines()
    assert len(lines) == 3 and "the body must be JSON" in lines[0] and "S-99" in lines[2]
    assert "water: the value must be a number, got wet" in lines[1]


def test_what_is_bad_is_told_once_and_comes_no_more(
    office: Office, mosquitto: Mosquitto, broker: Broker
) -> None:
    async def first(phone: Phone) -> None:
        await up(phone)
        await told(mosquitto, (location(broker)[0], "[1]"), location(broker))
        await until(counted(office.fixes), "what follows it")

    async def again(phone: Phone) -> None:
        await up(phone)
        await told(mosquitto, location(broker, 1))
        await until(counted(lambda: len(office.fixes()) == 2), "what is new")

    at_the_door(office, first, broker=broker)
    at_the_door(office, again, broker=broker)
    assert len(office.lines()) == 1


def test_what_comes_while_we_or_the_broker_are_away_comes_once(
    office: Office, mosquitto: Mosquitto, broker: Broker
) -> None:
    async def first(phone: Phone) -> None:
        await up(phone)
        await told(mosquitto, location(broker))
        await until(counted(office.fixes), "the first")

    async def again(phone: Phone) -> None:
        await until(counted(lambda: len(office.fixes()) == 4), "what the broker kept")
        await asyncio.to_thread(mosquitto.end)
        await until(lambda: phone.metric("gridwall_doors_mqtt_up 0.0"), "it is seen")
        said = (await phone.ask("/doors/readyz", method="GET"))[1]
        assert f"the MQTT broker 127.0.0.1:{mosquitto.port}" in said
        mosquitto.start()
        await told(mosquitto, location(broker, 9))
        await until(counted(lambda: len(office.fixes()) == 5), "what came after it")

    at_the_door(office, first, broker=broker)
    mosquitto.publish(*(location(broker, n) for n in (1, 2, 3)))
    mosquitto.end()
    mosquitto.start()
    at_the_door(office, again, broker=broker)
    tst = LOCATION["tst"]
    assert [fields["time"] for fields in office.fixes()] == [f"{tst + n}000" for n in (0, 1, 2, 3, 9)]


def test_while_redis_is_away_nothing_is_acknowledged(
    office: Office, mosquitto: Mosquitto, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(entries: list[Any]) -> list[Any]:
        return [ConnectionError("gone")] * len(entries)

    async def first(phone: Phone) -> None:
        monkeypatch.setattr(phone.service.writer, "_write", away)
        await up(phone)
        await told(mosquitto, location(broker), location(broker, user="bob"))
        await until(lambda: phone.metric("gridwall_doors_mqtt_waiting 2.0"), "both wait")

    async def again(phone: Phone) -> None:
        await until(counted(lambda: len(office.fixes()) == 2), "the broker had kept both")

    at_the_door(office, first, broker=broker)
    assert office.fixes() == []
    at_the_door(office, again, broker=broker)


def test_it_goes_on_by_itself_when_redis_is_back(
    office: Office, mosquitto: Mosquitto, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streams.intake.mqtt.desk.AGAIN_S", 0.05)
    calls = 0

    async def trial(phone: Phone) -> None:
        write = phone.service.writer._write

        async def away(entries: list[Any]) -> list[Any]:
            nonlocal calls
            calls += 1
            return [ConnectionError("gone")] * len(entries) if calls < 5 else await write(entries)

        monkeypatch.setattr(phone.service.writer, "_write", away)
        await up(phone)
        await told(mosquitto, location(broker))
        await until(counted(office.fixes), "it is written")
        await until(lambda: phone.metric("gridwall_doors_mqtt_waiting 0.0"), "and acknowledged")

    at_the_door(office, trial, broker=broker)


def test_without_a_good_key_or_with_a_wrong_password_it_is_away_and_says_so(
    office: Office, broker: Broker, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    async def keyless(phone: Phone) -> None:
        async def says() -> bool:
            return "the key phones is revoked" in (await phone.ask("/doors/readyz", method="GET"))[1]

        await up(phone)
        ApiKeys(office.redis, office.keys).revoke("phones", 2)
        await until(says, "it says why")

    async def refused(phone: Phone) -> None:
        async def says() -> bool:
            status, said = await phone.ask("/doors/readyz", method="GET")
            return status == 200 and "does not let us in: Not authorized" in said

        await until(says, "it says why")
        assert not [1 for _, fields in office.redis.xrange(office.keys.positions) if b"heartbeat" in fields]

    at_the_door(office, keyless, broker=broker)
    office.redis.delete(office.keys.positions, office.keys.api_keys)
    office.made("phones")
    at_the_door(office, refused, broker=replace(broker, password="wr0ng-s3cret"))
    assert not any(secret in caplog.text for secret in (WORD, "wr0ng"))


def test_check_says_whether_the_broker_lets_us_in_and_leaves_the_link_alone(
    office: Office, mosquitto: Mosquitto, broker: Broker, tmp_path: Path
) -> None:
    (tmp_path / "word").write_text(WORD)
    lines = {"url": f"mqtt://127.0.0.1:{mosquitto.port}", "user": "gridwall", "password_file": "word"}
    lines |= {"client": broker.client, "key": "phones", "traccar": broker.traccar}
    file = tmp_path / "gridwall.toml"
    file.write_text("[mqtt]\n" + "".join(f'{name} = "{value}"\n' for name, value in lines.items()))

    def said(**told: str) -> list[str]:
        environ = {"GRIDWALL_REDIS_URL": office.url, "GRIDWALL_REDIS_PREFIX": office.keys.prefix} | told
        found = list(broker_findings(read_settings(file, environ)))
        assert not any(WORD in each.sentence for each in found)
        return [f"{each.level} {each.sentence}" for each in found]

    async def trial(phone: Phone) -> None:
        await up(phone)
        at = f"the MQTT broker 127.0.0.1:{mosquitto.port}"
        assert await asyncio.to_thread(said) == [f"ok {at} lets us in"]
        (refused,) = await asyncio.to_thread(said, GRIDWALL_MQTT_USER="nobody")
        assert refused == f"bad {at}: it does not let us in: Not authorized"
        assert "bad mqtt.key: none must be" in (await asyncio.to_thread(said, GRIDWALL_MQTT_KEY="none"))[1]
        assert await phone.metric("gridwall_doors_mqtt_opened_total 1.0")

    at_the_door(office, trial, broker=broker)


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # paho lets go of a socket that TLS refused
def test_tls_is_checked_and_all_that_it_decrypted_at_once_is_read(
    office: Office, mosquitto: Mosquitto, broker: Broker
) -> None:
    over_tls = replace(broker, host="localhost", port=mosquitto.tls_port, tls=True)

    async def strange(phone: Phone) -> None:
        async def says() -> bool:
            return (
                "its certificate is not right: self-signed"
                in (await phone.ask("/doors/readyz", method="GET"))[1]
            )

        await until(says, "it says why")

    async def right(phone: Phone) -> None:
        await up(phone)
        await told(mosquitto, *(location(broker, n) for n in range(30)))
        await until(counted(lambda: len(office.fixes()) == 30), "all of them")

    at_the_door(office, strange, broker=over_tls)
    at_the_door(office, right, broker=replace(over_tls, ca=str(mosquitto.certificate)))
