"""Which city holds: the editions that were loaded into the record, else the files of the settings. What the
record holds is kept in a folder too, so that a start without Redis shows the city it showed before."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import msgspec

from city.areas.areas import AreaError, Areas, read_areas
from city.editions.plan import KINDS, Edition, Plan
from city.matters import Matters
from city.people.roster import Roster
from dashboard.settings.city_files import CityFileError, CityPaths, load_city, read_json
from streams.editions.edition_store import EditionStore
from streams.messages.values import UNREADABLE, RefusedError
from streams.record.startup import AWAY
from streams.server.connect import Client
from streams.server.redis_clock import now_of

City = tuple[Areas, Roster, Matters]
PLAN = "plan.json"
LEAD_MS = 30_000  # before another edition holds, a process begins that shows it
SUFFIX = {"areas": ".geojson", "roster": ".csv", "matters": ".toml"}
log = logging.getLogger(__name__)


class _Kept(msgspec.Struct):
    last: str
    editions: list[Edition]


@dataclass(frozen=True, slots=True)
class InForce:
    """`city` as of some moment. `editions`: by kind, of what is not the settings' own. `last`: the newest
    entry of the plan; `trouble`: why this is not what the plan says, in words."""

    city: City
    editions: Mapping[str, str]
    plan: Plan
    last: str
    trouble: str = ""


class CityInForce:
    """`files`: of the settings; `folder`: of the copies."""

    def __init__(self, files: CityPaths, folder: Path, store: EditionStore) -> None:
        self.files, self.folder, self._store = files, folder, store

    def at(self, now: int, heir: bool = False) -> InForce:
        """`now`: epoch ms. What cannot be read gives way to what held before it. An heir takes over when
        the next edition holds, if that is soon, and must be able to read it. Raises CityFileError."""
        plan, last, trouble = self.plan()
        coming = plan.next(now)
        if heir and coming is not None and coming - now <= LEAD_MS:
            now = coming
        before = sorted({each.since - 1 for each in plan.editions if each.since <= now}, reverse=True)
        for moment in (now, *before):
            try:
                return InForce(self.city(plan, moment), plan.editions_at(moment), plan, last, trouble)
            except CityFileError as error:
                if heir or not plan.editions_at(moment):
                    raise
                log.error("%s; what held before holds on", error)
                trouble = trouble or str(error)
        raise AssertionError("the settings' files are the last resort")

    def city(self, plan: Plan, now: int, fresh: Mapping[str, Path] = MappingProxyType({})) -> City:
        """What that plan says. `fresh`: files of editions that are not in the record yet, by their names.
        Raises CityFileError."""
        held = (plan.at(kind, now) for kind in KINDS)
        paths = (
            fresh.get(name_of(each)) or self._copy(each) if each else file
            for each, file in zip(held, self.files, strict=True)
        )
        return load_city(CityPaths(*paths), plan.steps(now))

    def areas(self, edition: Edition) -> Areas:
        """As they were drawn, whatever came before them. Raises CityFileError."""
        path = self._copy(edition)
        try:
            return read_areas(read_json(path), path.name)
        except AreaError as error:
            raise CityFileError(str(error)) from None

    def plan(self) -> tuple[Plan, str, str]:
        """With its newest entry, and why it is not the record's, in words."""
        trouble = ""
        try:
            last, plan = self._store.last(), self._store.plan()
            kept = _Kept(last, list(plan.editions))
            if kept != self._kept():
                self._write(PLAN, msgspec.json.encode(kept))
            return plan, last, ""
        except AWAY as error:
            log.warning("Redis cannot be asked which editions hold (%s): as far as the copy knows", error)
        except RefusedError as error:
            log.error("%s", error)
            trouble = str(error)
        kept = self._kept()
        return Plan(kept.editions), kept.last, trouble

    def _kept(self) -> _Kept:
        try:
            return msgspec.json.decode((self.folder / PLAN).read_bytes(), type=_Kept)
        except OSError:
            return _Kept("0", [])
        except UNREADABLE:
            return _Kept("0", [])

    def _copy(self, edition: Edition) -> Path:
        """A file of the folder, made unless it is there. Raises CityFileError."""
        path = self.folder / f"{name_of(edition).replace(':', '-')}{SUFFIX[edition.kind]}"
        if path.is_file():
            return path
        try:
            content = self._store.file(edition.kind, edition.edition)
        except AWAY as error:
            raise CityFileError(f"{path} is not there, and Redis cannot be asked: {error}") from None
        except RefusedError as error:
            raise CityFileError(str(error)) from None
        if not self._write(path.name, content):
            raise CityFileError(f"{path} cannot be written, and the edition must be read from it")
        return path

    def _write(self, name: str, content: bytes) -> bool:
        """In one step, so that nobody reads half of it."""
        whole = self.folder / f".{name}.{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            whole.write_bytes(content)
            whole.replace(self.folder / name)
        except OSError as error:
            log.error("%s cannot be written: %s", self.folder / name, error.strerror)
            return False
        return True


class CityFollower:
    """For a process that reads another edition while it runs."""

    def __init__(self, force: CityInForce, redis: Client, shows: InForce) -> None:
        self._force, self._redis, self._shows = force, redis, shows
        self._refused: Mapping[str, str] | None = None

    def news(self) -> City | None:
        """Another city, when another one holds by now; one that cannot be read is logged, once."""
        now = now_of(self._redis)
        plan, last, trouble = self._force.plan()
        wanted = plan.editions_at(now)
        if trouble or wanted in (self._shows.editions, self._refused):
            return None
        try:
            self._shows = InForce(self._force.city(plan, now), wanted, plan, last)
        except CityFileError as error:
            self._refused = wanted
            log.error("another edition of the city holds and cannot be read: %s", error)
            return None
        return self._shows.city


def city_print(city: City) -> str:
    """12 hex digits of what pages are drawn from: areas and matters."""
    areas, _, matters = city
    return hashlib.sha256(f"{areas.edition} {matters!r}".encode()).hexdigest()[:12]


def name_of(edition: Edition) -> str:
    """By which its file is kept."""
    return f"{edition.kind}:{edition.edition}"
