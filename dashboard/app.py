"""The web application: its parts, in order. Decides nothing."""

from __future__ import annotations

import logging

from flask import Flask

from city.workdays import Calendar
from dashboard import (
    api,
    camera_api,
    case_api,
    field_api,
    field_pages,
    field_sos,
    health,
    metrics,
    mishaps,
    pages,
    performance_api,
    photo_api,
    policy,
    seating,
    sockets,
    squeeze,
    tiles,
)
from dashboard.build_id import ROOT, build_id
from dashboard.city_files import CityPaths, load_city, read_city_calendar
from dashboard.engine import Engine
from dashboard.geometry import Geometry
from dashboard.kept import Kept
from dashboard.photo_store import photo_store
from dashboard.settings import Settings, SettingsError
from dashboard.viewer import DemoIdentity, Guard
from layouts import map_box
from layouts.page import layout

log = logging.getLogger(__name__)
APART = [
    r"^vendor$",
    r"^wall$",
    r"^field$",
]  # loaded by the document or imported by the entry module, not by Dash


def create_app(settings: Settings) -> Flask:
    """A complete wall on one Flask application; `engine` is left in its extensions to be started."""
    city = load_city(city_paths(settings))
    scope = settings.web.viewer_area or city[0].root.code
    if scope not in city[0]:
        raise SettingsError(f"web.viewer_area must be the code of an area of this city, got {scope!r}")
    server = Flask("gridwall", static_folder=None)
    ground = tiles.Ground(settings)
    engine = Engine(settings, city, build_id(), sockets.packed_event, city_calendar(settings))
    page = dash_page(server)
    page.facts = pages.facts_of(engine, ground)
    geometry = Geometry(city[0])
    engine.on_ready.append(lambda: geometry.warm(scope))
    api.register(server, engine, geometry)
    camera_api.register(server, engine)
    case_api.register(server, engine)
    performance_api.register(server, engine)
    store = photo_store(settings)
    field_api.register(server, engine, store)
    field_sos.register(server, engine)
    photo_api.register(server, engine, store)
    health.register(server, engine, ground)
    metrics.register(server, engine)
    tiles.register(server, ground)
    identity = DemoIdentity(scope, lambda: engine.sources.seat_key)
    seating.register(server, engine, identity)
    field_pages.register(server, engine)
    pages.register(server, page, engine)
    policy.register(server, page.csp_hashes, ground.outside_url, settings.cameras.url)
    squeeze.register(server)
    mishaps.register(server)
    sockets.register(server, engine)
    server.wsgi_app = Guard(Kept(server.wsgi_app), identity)  # type: ignore[method-assign]
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


def dash_page(server: Flask) -> pages.Page:
    page = pages.Page(
        __name__,
        server=server,
        assets_folder=str(ROOT / "assets"),
        assets_path_ignore=APART,
        update_title="",
        title="Gridwall",
        add_log_handler=False,
        meta_tags=[{"name": "color-scheme", "content": "dark"}],
    )
    page.layout = layout(map_box.region())
    return page
