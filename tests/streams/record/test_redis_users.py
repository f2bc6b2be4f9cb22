"""Each user of Redis may do what its process needs, and nothing else: tried on a Redis with the ACL file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from redis.exceptions import AuthenticationError, NoPermissionError, RedisError

from streams.record.keys import Keys
from streams.record.reader_rights import (
    history_missing,
    history_too_much,
    intake_missing,
    intake_too_much,
)
from streams.record.redis_users import RedisUser, acl_file, redis_users
from streams.record.rights import cameras_missing, cameras_too_much, missing, too_much
from streams.server.connect import connect
from tests.streams.redis_versions import GuardedServer, programs

KEYS = Keys(gateways=("app", "hotline"))
As = Callable[[str], Redis]
SHIPPED = Path(__file__).parents[3] / "deploy" / "redis" / "users.acl"
# user, what it is for, as a command
NEEDED = {
    "cameras": [
        f"XADD {KEYS.cameras} * camera c",
        f"SET {KEYS.camera_list} x",
        f"HSET {KEYS.camera_states} c x",
        f"SET {KEYS.camera_duty} x NX PX 5",
        f"XREVRANGE {KEYS.sessions} + - COUNT 1",
        f"HGET {KEYS.accounts} ann",
        "TIME",
    ],
    "intake": [
        f"XADD {KEYS.positions} * heartbeat intake",
        f"XADD {KEYS.warnings} * message m",
        f"HGETALL {KEYS.api_keys}",
        f"HGETALL {KEYS.devices}",
        f"GET {KEYS.devices_edition}",
        "TIME",
    ],
    "webhooks": [
        f"XRANGE {KEYS.cases} - +",
        f"GET {KEYS.epoch}",
        f"HMGET {KEYS.seal} since",
        f"HGETALL {KEYS.webhooks}",
        f"HSET {KEYS.webhook_waiting('a1')} m x",
        f"HSET {KEYS.webhook_failures('a1')} m x",
        f"HSET {KEYS.webhook_states} a1 x",
        f"SET {KEYS.webhook_cursor} 1-0",
        f"HSET {KEYS.tak_told} c-1 spot",
        f"SET {KEYS.tak_link} x",
        f"SET {KEYS.webhook_duty} x NX PX 5",
        "TIME",
    ],
    "history": [
        f"XRANGE {KEYS.cases} - +",
        f"XREAD STREAMS {KEYS.audit} 0",
        f"XINFO STREAM {KEYS.wall}",
        f"GET {KEYS.epoch}",
        f"HSET {KEYS.history} at 1",
        f"XRANGE {KEYS.positions} - +",
        f"XRANGE {KEYS.cameras} - +",
        f"GET {KEYS.counted}",
        "TIME",
    ],
    "gateway-app": [
        f"XADD {KEYS.gateway_positions('app')} * heartbeat app",
        f"XADD {KEYS.gateway_reports('app')} * report r",
    ],
    "phones": [
        f"XGROUP CREATE {KEYS.dispatches} phones 0 MKSTREAM",
        f"XREADGROUP GROUP phones one COUNT 1 STREAMS {KEYS.dispatches} >",
        f"XACK {KEYS.dispatches} phones 1-0",
        f"XAUTOCLAIM {KEYS.dispatches} phones one 60000 0-0",
    ],
    "replica": ["REPLCONF listening-port 1"],
    "health": ["PING"],
}
WRITES = [
    "XADD {key} * a b",
    "DEL {key}",
    "SET {key} x",
    "XTRIM {key} MAXLEN 0",
    "RENAME {key} other",
    "XDEL {key} 1-0",
]
READS = ["XRANGE {key} - +", "GET {key}", "HGETALL {key}", "XREAD STREAMS {key} 0"]
NOBODY_MAY = [
    *("FLUSHALL no", "CONFIG SET maxmemory 1", "ACL LIST", "KEYS *", "SCRIPT FLUSH no", "CLIENT LIST"),
    *("MODULE LIST", "SUBSCRIBE all", "PUBLISH all x", "EVAL return(1) 0", "MONITOR", "GET other:key"),
]
RECORD = (
    *(KEYS.cases, KEYS.reports, KEYS.positions, KEYS.sessions, KEYS.audit, KEYS.accounts, KEYS.api_keys),
    *(KEYS.field_links, KEYS.revisions, KEYS.cursors, KEYS.fence, KEYS.lease, KEYS.snapshot, KEYS.rejected),
)


@pytest.fixture(scope="module", params=programs(), ids=lambda program: Path(program).parent.name)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[GuardedServer]:
    with GuardedServer(tmp_path_factory.mktemp("guarded"), KEYS, request.param) as server:
        yield server


@pytest.fixture
def act_as(server: GuardedServer) -> Iterator[As]:
    clients: list[Redis] = []

    def act(name: str) -> Redis:
        clients.append(connect(server.url_of(name)))
        return clients[-1]

    yield act
    for client in clients:
        client.close()


BY_READING = {  # which Redis tells apart from 7.0 on
    "write sessions (before Redis 7.0 whoever may read a key may write it)",
    "write accounts (before Redis 7.0 whoever may read a key may write it)",
}
TO_COME_IN = {"auth", "hello", "quit", "reset"}  # which no file can take away


def denied(client: Redis, command: str) -> bool:
    try:
        client.execute_command(*command.split(" "))
    except NoPermissionError:
        return True
    except RedisError as error:
        return "NOPERM" in str(error) or "no permissions" in str(error)
    return False


def test_the_web_process_lacks_nothing_and_has_nothing_too_much(act_as: As) -> None:
    web = act_as("web")
    assert missing(web, KEYS, record=True, positions=True) == []
    assert too_much(web) == []


def test_the_camera_process_lacks_nothing_and_has_nothing_too_much(act_as: As, server: GuardedServer) -> None:
    cameras = act_as("cameras")
    act_as("web").set(KEYS.camera_beat, "e")
    assert cameras_missing(cameras, KEYS) == []
    assert set(cameras_too_much(cameras, KEYS)) == (set() if server.version >= (7, 0) else BY_READING)
    assert act_as("web").get(KEYS.camera_beat) == b"e"  # what was asked changed nothing


def test_what_the_cameras_user_may_too_much_and_too_little_is_named(act_as: As) -> None:
    assert {"write cases", "read cases", "read API keys and links", "empty it (FLUSHALL)"} <= set(
        cameras_too_much(act_as("admin"), KEYS)
    )
    lacking = cameras_missing(act_as("gateway-app"), KEYS)
    assert {f"XADD {KEYS.cameras}", f"HGET {KEYS.accounts}", "TIME", "MULTI"} <= set(lacking)
    act_as("admin").execute_command(*["ACL", "SETUSER", "keeper", "on", ">pw-keeper", "~*", "+@all", "-del"])
    assert cameras_missing(act_as("keeper"), KEYS) == [f"DEL {KEYS.camera_beat}", f"DEL {KEYS.camera_duty}"]


def test_the_intake_process_lacks_nothing_and_writes_neither_keys_nor_cases(act_as: As) -> None:
    intake = act_as("intake")
    assert intake_missing(intake, KEYS, "", positions=True) == []
    assert intake_too_much(intake, KEYS) == []
    ours = (KEYS.positions, KEYS.reports, KEYS.api_keys)
    commands = [each.format(key=key) for key in RECORD if key not in ours for each in (*WRITES, *READS)]
    commands += [each.format(key=key) for key in ours[:2] for each in (*WRITES[1:], READS[0], READS[3])]
    commands += [each.format(key=KEYS.api_keys) for each in WRITES[1:]]
    assert [command for command in commands if not denied(intake, command)] == []
    assert {"write API keys", "read cases"} <= set(intake_too_much(act_as("admin"), KEYS))
    assert f"HGETALL {KEYS.devices}" in intake_missing(act_as("gateway-app"), KEYS, "", positions=True)


def test_the_history_process_lacks_nothing_and_writes_nothing_it_copies(
    act_as: As, server: GuardedServer
) -> None:
    act_as("web").xadd(KEYS.wall, {"done": "hung"})
    history = act_as("history")
    assert history_missing(history, KEYS) == []
    by_reading = set() if server.version >= (7, 0) else {"write the seal"}
    assert set(history_too_much(history, KEYS)) == by_reading
    streams = (
        KEYS.cases,
        KEYS.dispatches,
        KEYS.wall,
        KEYS.handovers,
        KEYS.audit,
        KEYS.cameras,
        KEYS.positions,
    )
    commands = [each.format(key=key) for key in (*streams, KEYS.counted) for each in WRITES]
    assert [command for command in commands if not denied(history, command)] == []
    assert {"write cases", "read accounts"} <= set(history_too_much(act_as("admin"), KEYS))


def test_as_a_gateway_it_has_that_ones_streams_and_nobody_else_has() -> None:
    lines = acl_file(KEYS, (7, 2), {}, "app")
    assert [line.split()[1] for line in lines if f" ~{KEYS.gateway_positions('app')}" in line] == ["intake"]
    assert not any(line.startswith("user gateway-app") for line in lines)


@pytest.mark.parametrize("user", redis_users(KEYS), ids=lambda user: user.name)
def test_a_command_that_is_not_in_the_table_is_refused_whichever_the_server_knows(
    act_as: As, user: RedisUser
) -> None:
    known: Any = act_as("admin").execute_command("COMMAND")
    ours = {command.partition("|")[0] for command in user.commands} | TO_COME_IN | {"client"}
    client = act_as(user.name)
    rest = [f"{name}{' 0' * (abs(told['arity']) - 1)}" for name, told in known.items() if name not in ours]
    assert len(rest) > 100
    assert [command for command in rest if not denied(client, command)] == []


def test_the_administrator_has_too_much_and_it_is_named(act_as: As) -> None:
    wide = too_much(act_as("admin"))
    assert "change Redis's settings (CONFIG SET)" in wide and len(wide) == 5


@pytest.mark.parametrize(("name", "command"), [(n, c) for n, some in NEEDED.items() for c in some])
def test_each_other_user_may_do_what_it_is_for(act_as: As, name: str, command: str) -> None:
    assert not denied(act_as(name), command)


@pytest.mark.parametrize("name", ["web", *NEEDED])
def test_nobody_may_do_what_is_an_administrators(act_as: As, name: str) -> None:
    client = act_as(name)
    assert [command for command in NOBODY_MAY if not denied(client, command)] == []


@pytest.mark.parametrize("name", ["gateway-app", "phones", "replica", "health"])
def test_no_outsider_reads_or_writes_the_record(act_as: As, name: str) -> None:
    client = act_as(name)
    commands = [each.format(key=key) for key in RECORD for each in (*WRITES, *READS)]
    assert [command for command in commands if not denied(client, command)] == []


def test_a_gateway_cannot_reach_another_ones_streams_nor_read_its_own(act_as: As) -> None:
    app = act_as("gateway-app")
    theirs = [KEYS.gateway_positions("hotline"), KEYS.gateway_reports("hotline"), KEYS.dispatches]
    ours = [KEYS.gateway_positions("app"), KEYS.gateway_reports("app")]
    commands = [each.format(key=key) for key in theirs for each in (*WRITES, *READS)]
    commands += [each.format(key=key) for key in ours for each in (*WRITES[1:], *READS)]
    assert [command for command in commands if not denied(app, command)] == []


def test_phones_write_no_dispatches(act_as: As) -> None:
    phones = act_as("phones")
    commands = [*(each.format(key=KEYS.dispatches) for each in WRITES), f"XGROUP DESTROY {KEYS.dispatches} g"]
    assert [command for command in commands if not denied(phones, command)] == []


def test_the_camera_process_writes_no_case_and_no_session(act_as: As, server: GuardedServer) -> None:
    cameras = act_as("cameras")
    read = (KEYS.sessions, KEYS.accounts)
    commands = [each.format(key=key) for key in RECORD if key not in read for each in (*WRITES, *READS)]
    if server.version >= (7, 0):  # before, a key that may be read may be written
        commands += [each.format(key=key) for key in read for each in WRITES]
        commands.append(f"HSET {KEYS.accounts} eve x")
    assert [command for command in commands if not denied(cameras, command)] == []


def test_nobody_comes_in_without_a_name(server: GuardedServer) -> None:
    with connect(server.url) as nobody, pytest.raises(AuthenticationError):
        nobody.ping()


def test_the_file_we_ship_is_the_tables() -> None:
    assert SHIPPED.read_text().splitlines() == acl_file(Keys(gateways=("phones", "hotline")), (7, 2), {})


def test_without_gateways_one_user_writes_the_common_streams() -> None:
    keys = Keys("{city}:")
    [line] = [line for line in acl_file(keys, (6, 2), {}) if line.startswith("user gateway")]
    assert "~{city}:positions ~{city}:reports -@all" in line and "client" not in line
