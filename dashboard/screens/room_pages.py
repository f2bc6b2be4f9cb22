"""What is served to whoever looks after a room of screens, and what these show. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from city.live import LiveCity
from city.screens.plan import Plan
from dashboard.screens import arrange_page, director_routes, exchange_routes, level_marks, log_routes, trying
from dashboard.screens.commands import ScreenCommands
from dashboard.screens.director_routes import Facts
from dashboard.screens.serving import ScreenServing
from dashboard.transport.page_files import PageFiles


def register(
    server: Flask,
    live: Callable[[], LiveCity],
    clock: Callable[[], int],
    screens: Callable[[], ScreenServing],
    facts: tuple[Facts, Facts],
    files: PageFiles,
    build: str,
) -> None:
    """`facts`: what the scripts are told of the page that directs, and of the one that arranges."""
    directing, arranging = facts

    def plan() -> Plan:
        return screens().following.reader.plan

    def commands() -> ScreenCommands:
        return screens().commands

    areas = live().areas
    level_marks.register(server, plan)
    known = log_routes.Known(live, lambda: screens().places().watching, plan)
    log_routes.register(server, lambda: screens().to, known)
    director_routes.register(server, directing, plan, areas, files, build)
    arrange_page.register(server, arranging, files, build)
    exchange_routes.register(server, exchange_routes.Exchange(areas, plan, commands))
    trying.register(server, trying.Trying(live, plan, commands, clock))
