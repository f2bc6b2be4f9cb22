"""One file holds what opens the wall and what is signed with: all processes agree, no one else reads it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from redis import Redis

from dashboard.access.key_file import KeyFile, KeyFileError
from dashboard.access.seat import COOKIE, Seat, seal
from dashboard.access.signing_keys import OTHER_KEYS, SigningKeys
from dashboard.cli import main
from dashboard.settings.addresses import connections
from dashboard.settings.settings import read_settings
from streams.access.key_print import print_of, same_keys
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.patience import PATIENCE


def test_it_is_made_whole_for_its_owner_alone_and_read_back(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "var" / "keys")
    token, signing = keys.open_door(), keys.settle({})
    assert stat.S_IMODE(keys.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.path.parent.stat().st_mode) == 0o700
    assert len(token) >= 43 and len(signing.seats or b"") == len(signing.cameras or b"") == 32
    assert KeyFile(keys.path).now == signing and signing.start == token
    assert [each.name for each in keys.path.parent.iterdir()] == ["keys"]


def test_the_camera_process_gets_a_file_with_what_it_needs_and_no_more(tmp_path: Path) -> None:
    web = KeyFile(tmp_path / "keys", tmp_path / "passes" / "keys")
    web.open_door()
    signing = web.settle({})
    web.session_keys()
    passes = tmp_path / "passes" / "keys"
    told = KeyFile(passes).now
    assert told.cameras == signing.cameras
    assert (told.start, told.seats, told.sessions) == (None, None, ())
    assert stat.S_IMODE(passes.stat().st_mode) == 0o600


def test_the_camera_process_s_file_is_made_of_keys_that_are_there_already_and_follows_them(
    tmp_path: Path,
) -> None:
    before = KeyFile(tmp_path / "keys").settle({})
    passes = tmp_path / "passes"
    KeyFile(tmp_path / "keys", passes).open_door()
    assert KeyFile(passes).now.cameras == before.cameras
    (tmp_path / "keys").unlink()
    after = KeyFile(tmp_path / "keys", passes).settle({})
    assert KeyFile(passes).now.cameras == after.cameras != before.cameras


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_a_file_of_somebody_else_s_that_is_handed_over_is_read_as_it_is(tmp_path: Path) -> None:
    """systemd's credentials are root's, and say 0440."""
    signing = KeyFile(tmp_path / "keys").settle({})
    (tmp_path / "keys").chmod(0o440)
    os.chown(tmp_path / "keys", 0, 4242)
    os.chown(tmp_path, 4241, 4242)
    held = os.open(tmp_path, os.O_RDONLY)  # whatever is above it may be closed to others
    os.setegid(4242), os.seteuid(4241)
    try:
        told = KeyFile(Path(f"/proc/self/fd/{held}/keys")).now
    finally:
        os.seteuid(0), os.setegid(0)
        os.close(held)
    assert told == signing


def test_processes_that_begin_together_agree(tmp_path: Path) -> None:
    files = [KeyFile(tmp_path / "keys") for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(KeyFile.open_door, files))
        list(pool.map(lambda file: file.settle({"seats": b"s" * 32}), files))
    assert len({KeyFile(tmp_path / "keys").now, *(file.now for file in files)}) == 1


def test_a_file_that_others_could_read_is_closed_and_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    KeyFile(tmp_path / "keys").open_door()
    (tmp_path / "keys").chmod(0o644)
    assert KeyFile(tmp_path / "keys").now.start
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o600
    assert "could be read by others" in caplog.text


@pytest.mark.parametrize("held", ["", "hello", '{"start": 5}', '{"seats": "xyz"}', '{"other": "a"}'])
def test_what_is_no_key_file_is_refused_without_showing_it(tmp_path: Path, held: str) -> None:
    (tmp_path / "keys").write_text(held)
    with pytest.raises(KeyFileError, match="a key file of Gridwall wanted") as told:
        KeyFile(tmp_path / "keys").open_door()
    assert not held or held not in str(told.value)


def test_while_it_is_away_what_it_said_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.access.key_file.LOOKED_S", 0)
    keys = KeyFile(tmp_path / "keys")
    keys.open_door()
    before = keys.settle({})
    keys.path.unlink()
    assert keys.now == before
    assert keys.settle({}) == before == KeyFile(keys.path).now


def signing(tmp_path: Path, server: EmbeddedRedis, keys: Keys) -> SigningKeys:
    told = {"REDIS_URL": server.url, "REDIS_PREFIX": keys.prefix, "WEB_KEYS_FILE": str(tmp_path / "keys")}
    settings = read_settings(None, {f"GRIDWALL_{name}": value for name, value in told.items()})
    return SigningKeys(KeyFile(settings.path(settings.web.keys_file)), connections(settings))


def test_keys_of_an_earlier_version_move_from_redis_into_the_file(
    tmp_path: Path, redis_server: EmbeddedRedis, redis: Redis, keys: Keys
) -> None:
    redis.set(keys.seat_key, b"s" * 32)
    redis.set(keys.camera_key, b"c" * 32)
    told = signing(tmp_path, redis_server, keys).secrets()
    assert (told.seats, told.cameras) == (b"s" * 32, b"c" * 32)
    assert redis.keys(f"{keys.prefix}*key") == []


def test_a_seat_of_an_earlier_version_goes_on(
    make_app: Any, redis_server: EmbeddedRedis, redis: Redis, keys: Keys
) -> None:
    redis.set(keys.seat_key, b"s" * 32)
    app = make_app(GRIDWALL_REDIS_URL=redis_server.url, GRIDWALL_REDIS_PREFIX=keys.prefix)
    app.extensions["gridwall"].signing.settle()
    browser = app.test_client()
    browser.set_cookie(COOKIE, seal(b"s" * 32, Seat("seat-7")))
    assert browser.post("/api/seat", json={"role": "head"}).json == {"id": "seat-7", "role": "head"}


def test_a_file_that_has_keys_wins_and_needs_no_redis(
    tmp_path: Path, own_redis: EmbeddedRedis, keys: Keys
) -> None:
    KeyFile(tmp_path / "keys").settle({"seats": b"f" * 32})
    with own_redis.client() as client:
        client.set(keys.seat_key, b"s" * 32)
        assert signing(tmp_path, own_redis, keys).secrets().seats == b"f" * 32
        ours = signing(tmp_path, own_redis, keys)
        ours.settle()
        assert ours.secrets().seats == b"f" * 32 and client.get(keys.seat_key) is None


def test_a_process_with_another_file_says_so_until_it_has_the_same(
    tmp_path: Path, own_redis: EmbeddedRedis, keys: Keys, caplog: pytest.LogCaptureFixture
) -> None:
    ours = signing(tmp_path, own_redis, keys)
    (tmp_path / "elsewhere").mkdir()
    theirs = signing(tmp_path / "elsewhere", own_redis, keys)
    for each in (ours, theirs, ours):
        each.secrets()
        each.advice()
    assert OTHER_KEYS in theirs.advice() and OTHER_KEYS not in ours.advice()
    assert caplog.text.count(OTHER_KEYS) == 1 and str(theirs.key_file.path) in caplog.text
    theirs.key_file.path.write_bytes(ours.key_file.path.read_bytes())
    theirs.key_file._looked = 0.0
    assert OTHER_KEYS not in theirs.advice()


def test_the_print_of_keys_tells_nothing_of_them_and_ends(redis: Redis, keys: Keys) -> None:
    told = print_of(b"s" * 32, b"c" * 32)
    assert len(told) == 16 and same_keys(redis, keys, told)
    assert 0 < redis.ttl(keys.key_print) <= 60
    assert not same_keys(redis, keys, print_of(b"t" * 32, b"c" * 32))


def test_the_address_is_told_to_whoever_may_read_the_file_and_no_file_is_made_for_it(tmp_path: Path) -> None:
    environ = {"GRIDWALL_WEB_KEYS_FILE": str(tmp_path / "keys"), "GRIDWALL_FILE": os.devnull}
    early = CliRunner().invoke(main, ["address"], env=environ)
    assert early.exit_code == 1 and "no key file yet" in early.output
    token = KeyFile(tmp_path / "keys").open_door()
    told = CliRunner().invoke(main, ["address", "/wall/1?lang=en", "--port", "8051"], env=environ).output
    assert told == f"http://localhost:8051/wall/1?lang=en&start={token}\n"
    fresh = CliRunner().invoke(main, ["address", "--new"], env=environ).output
    assert token not in fresh and KeyFile(tmp_path / "keys").open_door() in fresh


def test_many_at_once_in_one_process_do_not_stop_each_other(tmp_path: Path) -> None:
    """In a process of its own, as gevent makes it: a lock that is waited for there stops everything."""
    program = f"""
from gevent import monkey
monkey.patch_all()
import gevent
from pathlib import Path
from dashboard.access import key_file
keys = key_file.KeyFile(Path({str(tmp_path / "keys")!r}))
gevent.joinall([gevent.spawn(keys.renew_door) for _ in range(20)], raise_error=True)
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=PATIENCE)
    assert KeyFile(tmp_path / "keys").now.start
