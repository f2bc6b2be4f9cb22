"""The web application: its parts, in order. Decides nothing."""

from __future__ import annotations

import logging

from flask import Flask

from city.time.workdays import Calendar
from dashboard.access import seat_routes
from dashboard.access.guard import Guard
from dashboard.access.viewer import DemoIdentity
from dashboard.api import areas, cameras, cases, health, metrics, performance, tiles
from dashboard.api.geometry import Geometry
from dashboard.field import ends
from dashboard.live.engine import Engine
from dashboard.pages import document, pages
from dashboard.pages.build_id import build_id
from dashboard.settings.city_files import CityPaths, load_city, read_city_calendar
from dashboard.settings.settings import Settings, SettingsError
from dashboard.transport import compression, content_policy, dash_routes, error_handlers, sockets
from dashboard.transport.bundles import Bundles
from dashboard.transport.request_limits import RequestLimits
from dashboard.transport.static_cache import StaticCache
from layouts import map_box
from layouts import page as wall_tree
from layouts.console import page as console_tree

log = logging.getLogger(__name__)


def create_app(settings: Settings) -> Flask:
    """A complete wall on one Flask application; `engine` is left in its extensions to be started."""
    city = load_city(city_paths(settings))
    scope = settings.web.viewer_area or city[0].root.code
    if scope not in city[0]:
        raise SettingsError(f"web.viewer_area must be the code of an area of this city, got {scope!r}")
    server = Flask("gridwall", static_folder=None)
    base_map = tiles.BaseMap(settings)
    engine = Engine(settings, city, build_id(), sockets.packed_event, city_calendar(settings))
    wall, console = document.wall_page(server), document.console_page(server)
    wall.layout, console.layout = (kind.layout(map_box.region()) for kind in (wall_tree, console_tree))
    wall.facts, console.facts = pages.facts_of(engine, base_map), pages.console_facts(engine, base_map)
    geometry = Geometry(city[0])
    engine.on_ready.append(lambda: geometry.warm(scope))
    areas.register(server, engine, geometry)
    cameras.register(server, engine)
    cases.register(server, engine)
    performance.register(server, engine)
    health.register(server, engine, base_map)
    metrics.register(server, engine)
    tiles.register(server, base_map)
    key_file = engine.sources.key_file
    key_file.open_door()
    identity = DemoIdentity(scope, lambda: key_file.now.seats)
    seat_routes.register(server, engine, identity)
    ends.register(server, engine)
    pages.register(server, engine)
    dash_routes.register(server, (wall, console))
    content_policy.register(server, wall.csp_hashes, base_map.outside_url, settings.cameras.url)
    compression.register(server)
    error_handlers.register(server)
    sockets.register(server, engine)
    kept = StaticCache(server.wsgi_app, Bundles(server, (wall, console)).name)
    guard = Guard(kept, identity, lambda: key_file.now.start, engine.clock)
    server.wsgi_app = content_policy.SecurityHeaders(RequestLimits(guard))  # type: ignore[method-assign]
    server.extensions["gridwall"] = engine
    return server


def city_paths(settings: Settings) -> CityPaths:
    """The three files a city is made of, all of which must be told."""
    told = settings.city
    for name in ("areas", "roster", "matters"):
        if not getattr(told, name):
            raise SettingsError(
                f"city.{name} must be the path of a file; `gridwall demo` brings its own city"
            )
    return CityPaths(settings.path(told.areas), settings.path(told.roster), settings.path(told.matters))


def city_calendar(settings: Settings) -> Calendar:
    """When the city works; every Monday to Friday, when no file is told."""
    told, zone = settings.city.calendar, settings.rules.zone
    return read_city_calendar(settings.path(told), zone) if told else Calendar(zone)
