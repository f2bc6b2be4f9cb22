"""The web application: its parts, in order. Decides nothing."""

from __future__ import annotations

import logging

from flask import Flask

from city.access.roles import may
from dashboard.access import disclosures, route_rights
from dashboard.access.api_auth import Callers
from dashboard.access.camera_pass import CameraPass
from dashboard.access.guard import Guard
from dashboard.access.route_rights import check_declared
from dashboard.access.viewer import DemoIdentity
from dashboard.accounts.accounts import AccountAccess, knows_sessions
from dashboard.api import (
    areas,
    cameras,
    cases,
    feed,
    health,
    health_page,
    metrics,
    openapi,
    people,
    performance,
    places,
    street_map,
    tiles,
)
from dashboard.api.case_card import CaseCards
from dashboard.api.condition import Condition
from dashboard.api.geometry import Geometry
from dashboard.api.history import review_page
from dashboard.console import seat_routes
from dashboard.console.seat_routes import Seats
from dashboard.field import api, news, photo_api, reports, sos
from dashboard.field import pages as field_pages
from dashboard.field.kept_photos import KeptPhotos
from dashboard.field.named_photos import naming_kept_photos
from dashboard.field.notices import Notices
from dashboard.field.open311 import serving as open311
from dashboard.field.photo_store import photo_store
from dashboard.field.work import Work
from dashboard.live import handed, shift_watch, socket_events, warned
from dashboard.live.cutting import Cutting
from dashboard.live.engine import Engine
from dashboard.live.greeting import Greeting
from dashboard.live.takeover import Takeover
from dashboard.pages import icon, pages
from dashboard.pages.build_id import build_id
from dashboard.pages.documents import Documents, make_documents
from dashboard.screens import pairing, room_pages, unpaired
from dashboard.screens.placing import Places
from dashboard.screens.serving import ScreenServing
from dashboard.settings.city_in_force import city_print
from dashboard.settings.installed_city import city_calendar, city_that_holds
from dashboard.settings.origin import base_of
from dashboard.settings.settings import Settings, SettingsError
from dashboard.transport import (
    compression,
    content_policy,
    dash_routes,
    error_handlers,
    sockets,
    unknown_addresses,
)
from dashboard.transport.base_path import BasePath
from dashboard.transport.build_paths import BuildPaths
from dashboard.transport.bundles import Bundles
from dashboard.transport.page_files import ASSETS, PageFiles, page_files
from dashboard.transport.request_limits import RequestLimits
from dashboard.transport.static_cache import StaticCache
from layouts.address import below

log = logging.getLogger(__name__)


def create_app(settings: Settings, heir: bool = False) -> Flask:
    """A complete wall on one Flask application; `engine` is left in its extensions to be started. `heir`: it
    takes over from another one."""
    city = (shown := city_that_holds(settings, heir)).city
    scope = settings.web.viewer_area or city[0].root.code
    if scope not in city[0]:
        raise SettingsError(f"web.viewer_area must be the code of an area of this city, got {scope!r}")
    server = Flask("gridwall", static_folder=None)
    engine = Engine(settings, city, build_id(), sockets.packed_event, city_calendar(settings))
    files = page_files(engine.build)
    if files.stale:
        log.warning("%s", files.stale)
    base_map = tiles.BaseMap(settings)
    engine.signing.key_file.open_door()
    identity = DemoIdentity(scope, lambda: engine.signing.key_file.now.seats)
    with below(base := base_of(settings.web.origin)):
        drawn = make_documents(server, files)
    unknown_addresses.register(server)
    _reads(server, settings, engine, base_map, files, scope)
    accounts = _accounts(server, settings, engine) if settings.web.sign_in == "accounts" else None
    if accounts is None:
        _seats(server, engine, identity)
    photos = KeptPhotos(engine.connections, photo_store(settings))
    _field(server, settings, engine, files, photos, accounts)
    _pages(server, settings, engine, base_map, drawn, files, accounts)
    dash_routes.register(server, drawn)
    icon.register(server)
    content_policy.register(server, drawn[0].hashes, base_map.outside_url, settings.cameras.url)
    compression.register(server)
    error_handlers.register(server)
    _sockets(server, settings, engine, photos, accounts)
    kept = StaticCache(server.wsgi_app, Bundles(server, drawn).name)
    start = lambda: engine.signing.key_file.now.start  # noqa: E731
    guard = accounts.guard(kept) if accounts else Guard(kept, identity, start, engine.clock)
    limited = RequestLimits(BuildPaths(guard, engine.build))
    server.wsgi_app = content_policy.SecurityHeaders(BasePath(limited, base))  # type: ignore[method-assign]
    check_declared((rule.rule for rule in server.url_map.iter_rules()), socket_events.ASKED)
    server.extensions["gridwall"] = engine
    server.extensions["gridwall.takeover"] = Takeover(engine, shown, heir)
    return server


def _reads(
    server: Flask, settings: Settings, engine: Engine, base_map: tiles.BaseMap, files: PageFiles, scope: str
) -> None:
    """The HTTP API."""
    known, clock, near = engine.live.areas, engine.clock, settings.cameras.radius_m
    geometry = Geometry(known)
    engine.on_ready.append(lambda: geometry.warm(scope))
    plan = server.extensions["gridwall.shifts"] = shift_watch.follow(engine)
    numbers = areas.AreaNumbers(lambda: engine.live, clock, lambda: engine.ticked_at, engine.chain.told, plan)
    areas.register(server, known, numbers, geometry)
    cameras.register(server, known, lambda: engine.watching, near)
    cards = CaseCards(lambda: engine.live, lambda: engine.responders, lambda: engine.watching, near, plan)
    cases.register(server, known, cases.CaseReads(lambda: engine.live, clock, plan), cards, clock)
    places.register(server, known, lambda: engine.live)
    people.register(server, lambda: engine.live, clock, plan)
    performance.register(server, known, performance.PerformanceReads(lambda: engine.live, clock))
    condition = Condition(
        engine.build,
        lambda: engine.shown,
        clock,
        engine.clock_watch,
        engine.chain,
        engine.troubles,
        engine.losses,
        engine.writing,
        engine.world,
        engine.counts,
        engine.screens,
        engine.attendance,
        lambda: engine.is_clerk,
        lambda: knows_sessions(server),
    )
    health.register(server, condition, base_map)
    health_page.register(server, condition, base_map, settings.rules.zone, files)
    metrics.register(server, condition)
    tiles.register(server, base_map)
    street_map.register(server, known, base_map.streets)
    review_page.serve(server, settings, lambda: engine.live, clock, engine.world, files)
    openapi.register(server, engine.build)


def _seats(server: Flask, engine: Engine, identity: DemoIdentity) -> None:
    seats = Seats(engine.connections, engine.signing, identity, engine.world, engine.build)
    seat_routes.register(server, seats, engine.live.areas)


def _accounts(server: Flask, settings: Settings, engine: Engine) -> AccountAccess:
    to, key_file = engine.connections, engine.signing.key_file
    accounts = AccountAccess(settings, to, engine.live, engine.clock, key_file, lambda: engine.world.told)
    engine.live.colleagues = engine.colleagues = accounts.reader.colleagues
    route_rights.register(server, accounts.audit.refused)
    disclosures.register(server, accounts.audit)
    accounts.register(server)
    engine.besides.append(accounts.follow)
    server.extensions["gridwall.accounts"] = accounts
    return accounts


def _field(
    server: Flask,
    settings: Settings,
    engine: Engine,
    files: PageFiles,
    photos: KeptPhotos,
    accounts: AccountAccess | None,
) -> None:
    """The other ends of a case: phones, departments and their systems."""
    city, clock, to = engine.live, engine.clock, engine.connections
    still = accounts.still if accounts else lambda _: True
    callers = Callers(to, clock, city.areas, city.roster, city.matters, still)
    answers = api.FieldAnswers(to, lambda: engine.live, engine.chain, engine.commands, photos)
    api.register(server, callers, answers)
    sos.register(server, callers, to, clock)
    decoder = photo_api.PhotoDecoder()
    photo_api.register(server, callers, photo_api.PhotoIndex(lambda: engine.live), photos, decoder)
    notices = Notices(lambda: engine.live, clock, engine.world, settings.rules.zone, engine.build)
    fixed = {
        "text_limit": settings.rules.text_limit,
        "timezone": settings.city.timezone,
        "build": engine.build,
        "offline_ms": settings.web.offline_hours * 3_600_000,
    }
    work = Work(lambda: engine.live, engine.counts)
    pages = field_pages.FieldPages(
        lambda: engine.live, clock, engine.chain, callers, notices, work, fixed, files
    )
    field_pages.register_worker(server, (ASSETS / "field" / "worker.mjs").read_bytes())
    field_pages.register(server, callers, pages, city.areas)
    told = news.FieldNews()
    engine.folding.on_cases.append(told.cases_changed)
    if accounts is not None:
        accounts.on_news.append(told.look)
    news.register(server, callers, pages, told)
    reports.register(server, callers, reports.ReportDoor(to, photos))
    live, commands = (lambda: engine.live), engine.commands
    feed.register(server, callers, city.areas, feed.Feed(live, engine.chain, clock))
    parts = open311.Parts(callers, to, live, engine.chain, clock, commands.carry_out)
    open311.serve(server, settings, parts, lambda: engine.world.name, decoder, photos)


def _pages(
    server: Flask,
    settings: Settings,
    engine: Engine,
    base_map: tiles.BaseMap,
    drawn: Documents,
    files: PageFiles,
    accounts: AccountAccess | None,
) -> None:
    city, told = engine.live, settings.cameras
    wall, console, screen = drawn
    fixed = {
        "build": engine.build,
        "city": city_print(engine.city),
        "title": settings.city.title,
        "timezone": settings.city.timezone,
        "cameras": {"radius_m": told.radius_m, "dwell_seconds": told.dwell_seconds},
        "features": {"sound": settings.web.sound},
    }
    facts = pages.PageFacts(
        fixed,
        city.areas,
        city.matters,
        city.rules,
        engine.clock,
        engine.world,
        base_map.page,
        accounts.fact if accounts else lambda _: None,
        lambda who: engine.live.sight(who.scope).called() if may(who.role, "lists") else {},
        lambda who: _screens(server).notices.level(who),
    )
    wall.facts, console.facts, screen.facts = facts.wall, facts.console, facts.screen
    screen.seen = lambda id, who: _screens(server).showing.seen(id, who)
    pages.register(server, city.areas, engine.world, engine.build, screen.seen, city.days)
    told_to = (facts.wall, facts.arranging)
    room_pages.register(
        server, lambda: engine.live, engine.clock, lambda: _screens(server), told_to, files, engine.build
    )


def _sockets(
    server: Flask, settings: Settings, engine: Engine, photos: KeptPhotos, accounts: AccountAccess | None
) -> None:
    outside = accounts.network.origin if accounts else None
    web, here, room = settings.web, outside.text if outside else None, engine.screens
    socketio = sockets.on_wires(server, web.waiting, web.stuck_seconds, here)
    requests, clock = engine.requests, engine.clock
    city = city_print(engine.city)
    greeting = Greeting(engine.build, city, lambda: engine.epoch, clock, engine.world, engine.troubles)
    passes = CameraPass(
        engine.signing,
        lambda camera, scope: engine.watching.allowed(camera, scope),
        engine.connections.record_url,
        settings.cameras.url,
        clock.of_record,
    )
    carry_out = naming_kept_photos(engine.commands.carry_out, photos, lambda: engine.live)
    tabs = web.demo_accounts or accounts is None  # a tab is as good as a screen
    live, places = (lambda: engine.live), (lambda: Places(engine.live, engine.watching, engine.locator))
    screens = ScreenServing(engine.connections, room, live, places, clock, tabs, engine.plan_troubles)
    engine.besides += screens.loops
    server.extensions["gridwall.screens"] = screens
    screens.told_by(requests.on_redraw, requests.on_arrival)
    server.extensions["gridwall.warned"] = warned.serve(engine)
    socket_events.register(socketio, requests, greeting, carry_out, passes, clock, accounts, screens.asked)
    if accounts is not None:
        accounts.on_news.append(Cutting(engine.screens, accounts).look)
        pairing.register(server, accounts.to, page_files(engine.build), screens.commands, screens.plan)
    else:
        unpaired.register(server)
    handed.serve(server, engine, page_files(engine.build), accounts)


def _screens(server: Flask) -> ScreenServing:
    screens: ScreenServing = server.extensions["gridwall.screens"]
    return screens
