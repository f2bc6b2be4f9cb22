"""The history process and what looks after its stores, from the settings. Decides nothing."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import SQLAlchemyError

from city.areas.areas import Areas
from city.matters import Matters
from city.time.days import LocalDays
from dashboard.access.key_files import handed_to_history
from dashboard.cli.history_columns import column_keeping, column_reader
from dashboard.cli.web import refuse_taken
from dashboard.settings.addresses import history_client, history_url, keys_of
from dashboard.settings.city_files import CityFileError
from dashboard.settings.city_in_force import CityInForce
from dashboard.settings.installed_city import city_in_force
from dashboard.settings.private import keep_private
from dashboard.settings.settings import Settings, SettingsError
from dashboard.transport.logs import set_up_logs
from streams.history.events.case_facts import CityAt, FactsOfCases
from streams.history.events.copier import Copier
from streams.history.events.database import HistoryStoreError, database, fault, migrate
from streams.history.events.keeping import EventKeeping
from streams.history.events.store import EventStore
from streams.history.questions.answers import Answers
from streams.history.reviewing import Reviewing
from streams.history.service import Place, Service
from streams.history.service import run as run_service
from streams.record.seal import Seal
from streams.server.connect import RedisAddressError

AGAIN_S, QUIET = 2, 15  # s between looks for the keys, and looks until that is worth a warning
NO_KEYS = "history.keys_file (web.keys_file) is not there yet: a web process makes it at its first start"
log = logging.getLogger(__name__)


def serve(settings: Settings, port: int | None) -> None:
    """Until SIGTERM or Ctrl-C. Raises ClickException, SystemExit."""
    told = settings.history
    refuse_taken(told.host, port or told.port, "history.port")
    keep_private()
    set_up_logs(settings.log.level)
    with _alone(settings):
        _wait_for_keys(settings)
        place = Place(told.host, port or told.port)
        raise SystemExit(0 if asyncio.run(_live(settings, place)) else 1)


def make_again(settings: Settings) -> None:
    """Drops what was derived, and makes it again. Raises ClickException."""
    set_up_logs(settings.log.level)
    with _alone(settings):
        store = _store(settings)
        newest = store.latest_world()
        if newest is None:
            raise click.ClickException("nothing was ever kept: `gridwall history` keeps it")
        began = time.monotonic()
        facts = FactsOfCases(store, settings.rules, _city(settings))
        try:
            facts.rebuild(newest[0])
        except SQLAlchemyError as error:
            raise click.ClickException(fault(error)) from None
        click.echo(f"Made again in {time.monotonic() - began:.1f} s: {facts.count(newest[0]):,} cases.")


async def _live(settings: Settings, place: Place) -> bool:
    held = handed_to_history(settings)
    if held.history is None:
        raise click.ClickException(NO_KEYS)
    store, city = _store(settings), _city(settings)
    columns = column_keeping(settings, store.engine, city)
    keeping = _keeping(settings, store, city, lambda: columns.trouble)
    reviewing = Reviewing(
        store, lambda: keeping.world, LocalDays(settings.rules.zone), lambda: keeping.behind
    )
    reader = column_reader(settings)
    questions = reviewing.questions() | Answers(reader).by_name()
    try:
        return await run_service(Service(keeping, (columns,), questions, held.history, place))
    finally:
        reader.close()


def _keeping(
    settings: Settings, store: EventStore, city: CityAt, beside: Callable[[], str | None]
) -> EventKeeping:
    """`beside()`: what ails the columns. Raises ClickException."""
    keys, url = keys_of(settings), history_url(settings)
    seal = handed_to_history(settings).seal

    def begin() -> tuple[Copier, FactsOfCases]:
        sealed = Seal(lambda: seal, made=True)
        copier = Copier(lambda: history_client(settings), keys, store, sealed, url, beside=beside)
        return copier, FactsOfCases(store, settings.rules, city)

    return EventKeeping(begin)


def _store(settings: Settings) -> EventStore:
    try:
        engine = database(settings.history.url, settings.path(settings.history.folder))
        migrate(engine)
    except HistoryStoreError as error:
        raise click.ClickException(str(error)) from None
    return EventStore(engine)


def _city(settings: Settings) -> CityAt:
    try:
        force = city_in_force(settings, history_client(settings))
        held = Editions(force)
        held(time.time_ns() // 1_000_000)
    except (SettingsError, CityFileError, RedisAddressError) as error:
        raise click.ClickException(str(error)) from None
    return CityAt(held)


class Editions:
    """The areas and matters of a moment. What another edition would be is looked up once in a while."""

    EVERY_S = 60.0

    def __init__(self, force: CityInForce) -> None:
        self._force = force
        self._spans: list[tuple[int, Areas, Matters]] = []  # from when on, the newest first
        self._held: dict[tuple[tuple[str, str], ...], tuple[Areas, Matters]] = {}  # by the editions
        self._until = 0.0

    def __call__(self, ms: int) -> tuple[Areas, Matters]:
        if time.monotonic() >= self._until:
            self._look()
        return next(((areas, matters) for since, areas, matters in self._spans if since <= ms))

    def _look(self) -> None:
        plan, _, _ = self._force.plan()
        starts = sorted({0, *(each.since for each in plan.editions)}, reverse=True)
        spans = []
        for since in starts:
            name = tuple(sorted(plan.editions_at(since).items()))
            if name not in self._held:
                self._held[name] = self._at(since)
            spans.append((since, *self._held[name]))
        self._spans, self._until = spans, time.monotonic() + self.EVERY_S

    def _at(self, since: int) -> tuple[Areas, Matters]:
        areas, _, matters = self._force.at(since).city
        return areas, matters


def _wait_for_keys(settings: Settings) -> None:
    """At the first start of all the web process makes them, a moment later."""
    tries = 0
    while handed_to_history(settings).history is None:
        tries += 1
        log.log(logging.WARNING if tries > QUIET else logging.INFO, "%s; it is waited for", NO_KEYS)
        time.sleep(AGAIN_S)


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """One process at a time keeps history in this folder. Raises ClickException."""
    folder = settings.path(settings.history.folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise click.ClickException(
            f"{folder}: cannot be written: {error.strerror} (history.folder)"
        ) from None
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise click.ClickException(f"{folder}: another `gridwall history` keeps history there") from None
        yield
    finally:
        os.close(lock)
