"""`/api/areas/<code>/screens`: scenes, programmes and rules of an area as one file, and such a file
brought in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

import msgspec
from flask import Flask, Response, request
from msgspec import Meta, Struct

from city.areas.areas import Areas
from city.cases.refusal import ObjectionError
from city.screens.importing import exported, foresee
from city.screens.plan import Plan
from dashboard.access.viewer import Viewer, viewer
from dashboard.screens.commands import ScreenCommands
from dashboard.screens.exchange_file import ArrangementFile, read, written
from dashboard.transport.answers import answer, refuse
from dashboard.transport.route_docs import documented
from layouts.sentences import both
from streams.messages.values import UNREADABLE

EXCHANGE = "/api/areas/<code>/screens"
FILE = "gridwall-screens-{code}.json"
AreaCode = Annotated[str, Meta(description="An area's code.")]
Text = Annotated[str, Meta(max_length=400_000)]
Mark = Annotated[str, Meta(max_length=64)]


class BringIn(Struct, frozen=True, forbid_unknown_fields=True):
    """`file`: its text. Without `seen` nothing is done: the answer tells what would be, and the mark to send
    then."""

    file: Text
    seen: Mark = ""
    command: Annotated[str, Meta(pattern=r"^[A-Za-z0-9._:-]{1,64}$")] = "look"


class BroughtIn(Struct, frozen=True):
    """Names of what is new and of what is other than it was, and how many are as they were."""

    done: bool
    new: list[str] = []
    changed: list[str] = []
    same: int = 0
    seen: str = ""


class Exchange:
    def __init__(
        self, areas: Areas, plan: Callable[[], Plan], commands: Callable[[], ScreenCommands]
    ) -> None:
        self._areas, self._plan, self._commands = areas, plan, commands

    def file(self, code: str, who: Viewer) -> bytes | None:
        """None for an area that is not there or not theirs."""
        areas = self._areas
        if code not in areas or not areas.within(code, who.scope):
            return None
        whole = code == areas.root.code

        def within(area: str) -> bool:
            return areas.within(area, code) if area in areas else whole

        return written(exported(self._plan(), within))

    def bring_in(self, code: str, who: Viewer, asked: BringIn) -> BroughtIn | dict[str, Any]:
        """Of this area alone: what came of it, or a refusal: `{code, reason}`."""
        commands, who = self._commands(), replace(who, scope=code)
        try:
            told = read(asked.file, asked.seen)
            if not asked.seen:
                foreseen = foresee(commands.moment(who, self._plan(), "look", 0), told)
                new, changed = list(foreseen.new), list(foreseen.changed)
                return BroughtIn(False, new, changed, foreseen.same, foreseen.mark)
        except ObjectionError as error:
            return {"code": error.refusal.code, "reason": both(error.refusal.sentence, error.refusal.values)}
        said = commands.bring_in(who, asked.command, told)
        return BroughtIn(True) if said["ok"] else said


def register(server: Flask, exchange: Exchange) -> None:
    @server.get(EXCHANGE)
    @documented(ArrangementFile, (404, "unknown_area"))
    def arrangement(code: AreaCode) -> Response:
        """Scenes, programmes and rules of an area and those below it, as a file."""
        file = exchange.file(code, viewer())
        if file is None:
            return refuse(404, "unknown_area", both("area_elsewhere"))
        response = Response(file, content_type="application/json")
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Disposition"] = f'attachment; filename="{FILE.format(code=code)}"'
        return response

    @server.post(EXCHANGE)
    @documented(BroughtIn, (400, "bad_command"), (404, "unknown_area"), (409, "file_wrong"), body=BringIn)
    def arrangement_brought_in(code: AreaCode) -> Response:
        """A file is brought in, all of it or nothing. Any other word with 409: why it is not."""
        if exchange.file(code, viewer()) is None:
            return refuse(404, "unknown_area", both("area_elsewhere"))
        try:
            asked = msgspec.json.decode(request.get_data(cache=False), type=BringIn)
        except UNREADABLE as error:
            return refuse(400, "bad_command", both("bad_wall_command", {"got": str(error)}))
        told = exchange.bring_in(code, viewer(), asked)
        return answer(told) if isinstance(told, BroughtIn) else refuse(409, told["code"], told["reason"])
