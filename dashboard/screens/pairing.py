"""How a browser becomes a screen: its pages and routes, put together. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from city.screens.plan import Plan
from dashboard.accounts.account_pages import Access
from dashboard.screens import pairing_routes
from dashboard.screens.commands import ScreenCommands
from dashboard.screens.credentials import ScreenCredentials
from dashboard.screens.pair_command import PairCommand
from dashboard.screens.pairing_routes import Cookies, PairingPages
from dashboard.screens.waiting_browsers import WaitingBrowsers
from dashboard.transport.page_files import PageFiles


def register(
    server: Flask, to: Access, files: PageFiles, commands: ScreenCommands, plan: Callable[[], Plan]
) -> None:
    """Where people sign in: elsewhere no browser becomes a screen."""
    areas = to.city.areas
    cookies = Cookies(to.key_file.session_keys, to.secure, to.base)
    pair = PairCommand(to.connections, areas, to.clock, to.day, commands)
    credentials = ScreenCredentials(
        to.connections, areas, to.clock, to.day, lambda screen: list(to.reader.sessions.of(screen))
    )
    commands.on_hung.append(credentials.follow)
    browsers = WaitingBrowsers(to.connections, to.clock)

    def hangs(screen: str) -> bool:
        return screen in plan().screens

    pages = PairingPages(browsers, pair, files, cookies, to.known, lambda: to.door.caught_up, hangs)
    pairing_routes.register(server, pages)
