"""What a backup holds is brought back into an empty place: the fold and all that follows are the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from redis import Redis

from city.cases.case import plain
from dashboard.cli import main
from streams.access.accounts import Accounts
from streams.messages.events import decode_events
from streams.record.append import append_event
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import HOUR, NOW, filed, small_city
from tests.dashboard.small_files import write_small_city
from tests.streams.history.recording import event, history


class Place:
    """A record and the folders beside it."""

    def __init__(self, folder: Path, url: str, prefix: str) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.keys, self.url = folder, Keys(prefix), url
        told = {"REDIS_URL": url, "REDIS_PREFIX": prefix, "WEB_KEYS_FILE": str(folder / "keys")}
        told |= {"PHOTOS_FOLDER": str(folder / "photos"), "HISTORY_FOLDER": str(folder / "history")}
        told |= {"CITY_EDITIONS": str(folder / "editions")}
        self.environ = write_small_city(folder) | {f"GRIDWALL_{name}": value for name, value in told.items()}

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(main, list(words), env=self.environ)


def fill(redis: Redis, place: Place) -> None:
    """Something of each kind that is kept."""
    keys = place.keys
    claim_world(redis, keys, "live")
    redis.set(keys.epoch, "e-1")
    for number in range(30):
        append_event(redis, keys, filed(f"c-{number}"), 0)
    append_event(redis, keys, event("c-1", 2, "claimed", NOW + HOUR), 1)
    append_event(redis, keys, event("c-1", 3, "advised", NOW + HOUR), 2)
    redis.xdel(keys.cases, redis.xrevrange(keys.cases, count=1)[0][0])  # its end lies behind its last entry
    append_event(redis, keys, event("c-2", 2, "claimed", NOW + HOUR), 1)
    for number in range(4):
        redis.xadd(keys.dispatches, {"dispatch": str(number)})
    redis.xgroup_create(keys.dispatches, "phones", "0")
    taken: Any = redis.xreadgroup("phones", "one", {keys.dispatches: ">"}, count=2)
    redis.xack(keys.dispatches, "phones", taken[0][1][0][0])
    Accounts(redis, keys).add("wang", "王", NOW, "host", ())
    redis.set(keys.lease, "somebody")
    redis.set(f"{keys.prefix}odd*key", b"\x00\xff", ex=3600)
    for name, content in (("photos/ab/cd", b"\xff\xd8"), ("editions/areas-1", b"{}")):
        file = place.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    with history(place.url, keys, place.folder / "history") as held:
        held.catch_up()


def fold(redis: Redis, keys: Keys) -> list[Any]:
    live = small_city()
    live.fold_events(decode_events(redis.xrange(keys.cases))[0], NOW + HOUR)
    return sorted(plain(case) for case in live.cases)


@pytest.fixture
def old(tmp_path: Path, redis_server: EmbeddedRedis, redis: Redis, keys: Keys) -> Place:
    place = Place(tmp_path / "old", redis_server.url, keys.prefix)
    fill(redis, place)
    return place


def empty(old: Place) -> Place:
    """Another place on the same server."""
    return Place(old.folder.parent / "new", old.url, f"{{{old.keys.prefix[1:-2]}-new}}:")


def test_all_that_is_kept_comes_back_as_it_was(old: Place, redis: Redis) -> None:
    file = old.folder.parent / "all.gridwall"
    made = old.run("backup", str(file))
    assert made.exit_code == 0, made.output
    assert file.stat().st_mode & 0o077 == 0
    new = empty(old)
    (new.folder / "roster.csv").unlink()
    done = new.run("restore", str(file))
    assert done.exit_code == 0, done.output
    was, now = old.keys, new.keys
    for stream in ("cases", "dispatches"):
        assert redis.xrange(getattr(now, stream)) == redis.xrange(getattr(was, stream))
        ends: list[Any] = [redis.xinfo_stream(getattr(keys, stream)) for keys in (was, now)]
        assert ends[0]["last-generated-id"] == ends[1]["last-generated-id"]
    assert fold(redis, now) == fold(redis, was)
    assert Accounts(redis, now).all() == Accounts(redis, was).all()
    assert redis.get(f"{now.prefix}odd*key") == b"\x00\xff" and redis.pttl(f"{now.prefix}odd*key") > 0
    assert not redis.exists(now.lease)  # nobody of the old place is clerk here
    for name in ("photos/ab/cd", "editions/areas-1", "roster.csv"):
        assert (new.folder / name).read_bytes() == (old.folder / name).read_bytes()
    with (
        history(old.url, was, old.folder / "history") as before,
        history(old.url, now, new.folder / "history") as after,
    ):
        assert (before.catch_up(), after.catch_up()) == (0, 0)
        assert after.told() == before.told() and after.ids("cases") == before.ids("cases")
        assert after.store.gaps(after.world) == []


def test_what_was_decided_goes_on_where_it_was(old: Place, redis: Redis) -> None:
    file = old.folder.parent / "all.gridwall"
    old.run("backup", str(file))
    new = empty(old)
    assert new.run("restore", str(file)).exit_code == 0
    again = append_event(redis, new.keys, filed("c-0"), 0)
    assert (
        again.entry == redis.xrange(new.keys.cases, count=1)[0][0].decode()
    )  # the same cause, the same answer
    append_event(redis, new.keys, event("c-2", 3, "noted", text="x"), 2)
    left: Any = redis.xreadgroup("phones", "two", {new.keys.dispatches: ">"})
    told = [fields[b"dispatch"] for _, fields in left[0][1]]
    assert told == [b"1", b"2", b"3"]  # what was given out and not acknowledged comes again


def test_it_overwrites_nothing(old: Place, redis: Redis) -> None:
    file = old.folder.parent / "all.gridwall"
    assert old.run("backup", str(file)).exit_code == 0
    assert "overwrites nothing" in old.run("backup", str(file)).output
    assert "nothing may stand under" in old.run("restore", str(file)).output
    new = empty(old)
    (new.folder / "photos").mkdir()
    (new.folder / "photos" / "x").write_text("mine")
    assert "photos must be empty" in new.run("restore", str(file)).output
    assert not redis.exists(new.keys.cases)


def test_ended_half_way_it_is_begun_again(old: Place, redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    file = old.folder.parent / "all.gridwall"
    old.run("backup", str(file))
    new = empty(old)
    with monkeypatch.context() as broken:
        broken.setattr("streams.backup.record_file._recount", _end)
        assert new.run("restore", str(file)).exit_code != 0
    assert redis.exists(new.keys.cases)
    done = new.run("restore", str(file))
    assert done.exit_code == 0 and "begins again" in done.output
    assert redis.xrange(new.keys.cases) == redis.xrange(old.keys.cases)
    assert not redis.exists(f"{new.keys.prefix}restoring")


def _end(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("content", [b"", b"no tar", b"\x1f\x8b\x08\x00"])
def test_what_is_no_backup_is_refused_in_a_sentence(old: Place, redis: Redis, content: bytes) -> None:
    file = old.folder.parent / "odd"
    file.write_bytes(content)
    done = empty(old).run("restore", str(file))
    assert done.exit_code == 1 and "a backup of Gridwall wanted" in done.output
