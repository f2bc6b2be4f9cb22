"""Every role of one town sends all messages that the camera process reads, about cameras here, elsewhere and
nowhere; every byte that comes back, pictures too, is searched."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

import cameras.serve.session_watch
from cameras.serve.requests import READERS, PanelRequest
from cameras.serve.screen import Screen
from cameras.serve.service import Service
from city.access.roles import ROLES, may
from city.cameras.cameras import public, read_cameras
from dashboard.cli.camera_sessions import session_watch
from streams.access.camera_rights import CAMERA_ROUTES, UndeclaredError, check_declared
from tests.cameras.page import Page, serving, until
from tests.city.small_city import AREAS
from tests.dashboard.account_office import CANARY, CODES, HERE, AccountOffice, Guest, Search, canary
from tests.dashboard.walk.camera_gateway import KINDS, application, camera_rows

MINE = ("1", "1-1", "1-2")
OURS = [canary(area, kind) for area in MINE for kind in KINDS]
ELSEWHERE = [canary(area, kind) for area in CODES if area not in MINE for kind in KINDS]
NOWHERE = "none"
PATHS = ("1", "../../2-1/seg.ts", "/2-1/still")  # beside the playlist
FAR = {"X-Forwarded-For": "192.0.2.7"}
MADE = {"Host": "made-to-lead-here.example"}
OFFER = "v=0\r\no=page"
LOOKING = [role for role in ROLES if may(role, "cameras")]
GIVEN = ("sdp", "segment", "still")  # by the kinds of the gateway
Trial = Callable[[Service], Awaitable[None]]


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process ends when its thread of sessions has waited."""
    monkeypatch.setattr(cameras.serve.session_watch, "WAIT_MS", 50)


def on_service(office: AccountOffice, trial: Trial) -> None:
    """`trial(service)` beside a gateway, with cameras in every area that both processes know."""

    async def run() -> None:
        async with TestServer(application()) as gateway, running(office, gateway.port or 0) as service:
            await trial(service)

    asyncio.run(run())


@asynccontextmanager
async def running(office: AccountOffice, port: int) -> AsyncIterator[Service]:
    rows = read_cameras({"camera": camera_rows(port)}, "walk")
    office.engine.watching.look(f"walk {port}", public(rows))
    key, url = office.engine.signing.secrets().cameras, office.settings.redis.url
    async with serving(rows, url, office.keys, key=key, sessions=session_watch(office.settings)) as service:
        yield service


def granted(office: AccountOffice, role: str, cameras: Sequence[str]) -> dict[str, Any]:
    """The web process's answer to a page that wants to see these."""
    guest = Guest(office.app, office.cookie(role))
    answer: dict[str, Any] = guest.ask("cameras", {"screen": "s", "cameras": list(cameras)})
    return answer


class Walker:
    """A page that sends all there is to send about some cameras, each in a panel of its own."""

    def __init__(self, page: Page, token: str) -> None:
        self.page, self.token, self.begun = page, token, 0

    async def ask(self, cameras: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        """What was answered about each, when everything was."""
        panels = dict(enumerate(cameras, self.begun + 1))
        self.begun += len(panels)
        said = self.messages(panels)
        for message in READERS:
            for body in said[message]:
                await self.page.say({message: body})
        await self._answered(panels, 2 + 1)  # shown or refused, an offer's answer and a playlist
        for n in panels:
            for at, path in enumerate(PATHS):
                await self.page.say({"get": {"panel": n, "request": at, "path": path}})
        await self._answered(panels, 2 + 1 + len(PATHS))
        return {camera: self._replies(panel) for panel, camera in panels.items()}

    def messages(self, panels: dict[int, str]) -> dict[str, list[Any]]:
        """What of each kind is said. A kind that is not here fails the walk."""
        show = [{"panel": n, "camera": id, "main": False, "width": 640} for n, id in panels.items()]
        return {
            "token": [self.token],
            "show": [show],
            "offer": [{"panel": n, "sdp": OFFER} for n in panels],
            "get": [{"panel": n, "request": 9, "path": "0"} for n in panels],
            "seen": [{"panel": n, "frozen": False} for n in panels],
        }

    def heard(self) -> bytes:
        """All of it, pictures and segments too."""
        pictures = [shot.payload for shots in self.page.shots.values() for shot in shots]
        return b"\n".join([json.dumps(self.page.heard).encode(), *pictures])

    async def _answered(self, panels: Iterable[int], count: int) -> None:
        await until(lambda: all(len(self._replies(n)) >= count for n in panels), "an answer to everything")

    def _replies(self, panel: int) -> list[dict[str, Any]]:
        told = [each for each in self.page.heard if _panel(each) == panel and "media" not in each]
        states, rest = (
            [each for each in told if "state" in each],
            [each for each in told if "state" not in each],
        )
        return [{**each, "panel": 0} for each in [*states[-1:], *rest]]


def _panel(told: dict[str, Any]) -> int | None:
    inner = told.get("answer") or told.get("got") or told
    return inner.get("panel")


@asynccontextmanager
async def walking(service: Service, token: str) -> AsyncIterator[Walker]:
    async with Page(service, origin=HERE["Origin"]) as page:
        yield Walker(page, token)


@pytest.mark.parametrize("role", LOOKING)
def test_no_camera_of_another_area_shows_a_byte(office: AccountOffice, role: str) -> None:
    async def trial(service: Service) -> None:
        async with walking(service, granted(office, role, OURS)["token"]) as walker:
            beside = await walker.ask([*ELSEWHERE, NOWHERE])
            assert all(answers == beside[NOWHERE] for answers in beside.values())
            assert {each["refused"] for each in beside[NOWHERE]} == {"no_camera", "no_panel"}
            await walker.ask(OURS)
            ours = [canary(area, what).encode() for area in MINE for what in GIVEN]
            await until(lambda: all(each in walker.heard() for each in ours), "our own pictures")
            assert Search(AREAS, "1").foreign(walker.heard()) == set()

    on_service(office, trial)


@pytest.mark.parametrize("kind", KINDS)
def test_a_pass_for_one_camera_opens_no_other_of_the_same_area(office: AccountOffice, kind: str) -> None:
    named = canary("1-1", kind)
    others = [camera for camera in (*OURS, *ELSEWHERE) if camera != named]

    async def trial(service: Service) -> None:
        async with walking(service, granted(office, "officer", [named])["token"]) as walker:
            for few in (others[:12], others[12:]):
                answers = await walker.ask([*few, NOWHERE])
                assert all(each == answers[NOWHERE] for each in answers.values())
            assert (await walker.ask([named]))[named] != answers[NOWHERE]

    on_service(office, trial)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "field"])
def test_a_pass_for_a_camera_elsewhere_is_refused_as_for_one_that_is_nowhere(
    office: AccountOffice, role: str
) -> None:
    for camera in (*ELSEWHERE, *OURS):
        answer = granted(office, role, [camera])
        if camera in OURS and role in LOOKING:
            assert answer["ok"]
        else:
            refusal = json.dumps(granted(office, role, [NOWHERE])).replace(NOWHERE, camera)
            assert (answer["ok"], json.dumps(answer)) == (False, refusal)


@pytest.mark.parametrize("message", [name for name in READERS if name != "token"])
def test_nothing_is_answered_to_whoever_shows_no_pass(office: AccountOffice, message: str) -> None:
    async def trial(service: Service) -> None:
        async with walking(service, "") as walker:
            for body in walker.messages({1: OURS[0]})[message]:
                await walker.page.say({message: body})
            assert await walker.page.end() == 4401
            assert walker.heard().strip() == b"[]"

    on_service(office, trial)


def test_a_pass_of_a_session_that_ended_is_cut_and_opens_nothing_again(office: AccountOffice) -> None:
    token = granted(office, "leaving", OURS)["token"]

    async def trial(service: Service) -> None:
        async with walking(service, token) as walker:
            await walker.ask(OURS)
            office.ends("leaving")
            assert await walker.page.end() == 4401
        async with walking(service, token) as again:
            await again.page.say({"token": token})
            assert await again.page.end() == 4401
            assert again.heard().strip() == b"[]"

    on_service(office, trial)


def test_all_routes_of_the_camera_process_are_in_the_table_and_tell_of_no_camera(
    office: AccountOffice,
) -> None:
    async def trial(service: Service) -> None:
        assert set(service.routes) == set(CAMERA_ROUTES)
        async with aiohttp.ClientSession() as session:
            for route, head in itertools.product((*CAMERA_ROUTES, "/cameras/none"), ({}, FAR, MADE)):
                address = f"http://127.0.0.1:{service.port}{route}"
                async with session.get(address, headers=head) as answer:
                    told = f"{answer.headers}".encode() + await answer.read()
                    assert CANARY.search(told) is None, route
                    assert answer.status in ((403, 404) if head else (200, 403, 404)), route

    on_service(office, trial)


def test_the_same_walk_of_the_whole_city_comes_to_every_camera(office: AccountOffice) -> None:
    async def trial(service: Service) -> None:
        async with walking(service, granted(office, "city", ELSEWHERE)["token"]) as walker:
            await walker.ask(ELSEWHERE)
            wanted = {
                canary(area, what) for area in ("0", "2", "2-1") for what in ("sdp", "segment", "still")
            }
            await until(lambda: wanted <= Search(AREAS, "1").foreign(walker.heard()), "pictures of all")

    on_service(office, trial)


def _shows_whatever_is_asked(screen: Screen, camera: str) -> bool:
    return True


def _tells_what_there_is(screen: Screen, wish: PanelRequest) -> None:
    there = wish.camera in screen.house.feeds.conditions
    screen.outbox.say({"panel": wish.panel, "refused": "not_allowed" if there else "no_camera"})


def test_the_walk_finds_what_a_camera_process_leaks_by_pictures_and_by_refusals(
    office: AccountOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def trial(service: Service) -> None:
        search, token = Search(AREAS, "1"), granted(office, "officer", OURS)["token"]
        with monkeypatch.context() as leaking:
            leaking.setattr(Screen, "_may", _shows_whatever_is_asked)
            async with walking(service, token) as walker:
                await walker.ask(ELSEWHERE)
                wanted = {canary("2-1", what) for what in GIVEN}
                await until(lambda: wanted <= search.foreign(walker.heard()), "what leaks")
        with monkeypatch.context() as leaking:
            leaking.setattr(Screen, "_grant", _tells_what_there_is)
            async with walking(service, token) as walker:
                answers = await walker.ask([ELSEWHERE[0], NOWHERE])
                assert answers[ELSEWHERE[0]] != answers[NOWHERE]

    on_service(office, trial)


def test_a_route_and_a_message_that_nobody_declared_do_not_start() -> None:
    with pytest.raises(UndeclaredError, match="the route /cameras/list, the message pan"):
        check_declared([*CAMERA_ROUTES, "/cameras/list"], [*READERS, "pan"])
