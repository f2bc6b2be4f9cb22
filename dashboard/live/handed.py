"""Puts the handover of shifts together for one process: its page, what is asked of it, and who is told of one
that nobody accepted."""

from __future__ import annotations

from typing import Any

from flask import Flask

from dashboard.accounts.accounts import AccountAccess
from dashboard.console.handover.following import HandoverFollowing
from dashboard.console.handover.open_things import OpenThings
from dashboard.console.handover.serving import HandoverServing
from dashboard.console.handover.view import World
from dashboard.live.engine import Engine
from dashboard.transport.page_files import PageFiles


def serve(server: Flask, engine: Engine, files: PageFiles, accounts: AccountAccess | None) -> None:
    """After screens, warnings and the plan of shifts, whose parts it asks."""
    screens: Any = server.extensions["gridwall.screens"]
    following = HandoverFollowing(engine.connections, lambda: engine.live, engine.sources.rejects)
    engine.besides.append(following.follow)
    screens.notices.late = following.late
    following.on_late.append(screens.notices.again)
    things = OpenThings(
        lambda: engine.live,
        lambda: engine.watching,
        lambda: screens.plan() if screens.following.reader.caught_up else None,
        server.extensions["gridwall.warned"].concerning,
        engine.clock,
    )
    plan = server.extensions["gridwall.shifts"]
    to, told = engine.connections, engine.world
    serving = HandoverServing(to, following, things, plan, lambda: World(told.name, told.notes))
    done = accounts.audit.handed_over if accounts else lambda *_: None
    serving.register(server, engine.live.areas, files, done)
    server.extensions["gridwall.handovers"] = serving
