"""A paired screen comes back by itself: after its server died, and after its Redis did."""

from __future__ import annotations

import json
import re
import signal
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from city.access.grants import Grant
from city.screens.content import AREA, Content
from city.screens.decision import Decision
from city.screens.plan import Plan
from city.screens.stack import Push, Stack
from dashboard.access.key_file import KeyFile
from dashboard.access.session_cookie import NAME, seal
from streams.access.accounts import Accounts
from streams.access.sessions import HOUR, Session, SessionLog
from streams.record.keys import Keys
from streams.screens.plan_store import PlanStore
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.office import now
from tests.dashboard.running import Web
from tests.patience import until

pytestmark = pytest.mark.no_pictures


class Hall:
    """A wall where people sign in, on a Redis of its own, with one screen that an operator paired."""

    def __init__(self, web: Web, redis: EmbeddedRedis, page: Page) -> None:
        self.web, self.redis, self.page = web, redis, page
        self.loads = 0
        page.on("load", lambda _: setattr(self, "loads", self.loads + 1))
        page.goto(f"{self.address}/screen")
        code = page.locator('.pairing[data-state="waiting"] #code')
        code.wait_for()
        self.screen = self._pair(code.inner_text().replace("\n", ""))
        page.wait_for_url(re.compile(r"/screen/screen-"))
        until(self.shown, "it shows something")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.web.port}"

    def _pair(self, code: str) -> str:
        told = {"command": "c", "code": code, "name": "One", "room": "hall", "area": "1"}
        cookie = f"{NAME}={seal(KeyFile(self.web.keys).session_keys(), 's-op')}"
        headers = {"Cookie": cookie, "Origin": self.address, "Content-Type": "application/json"}
        asked = urllib.request.Request(
            f"{self.address}/api/screens/pair", json.dumps(told).encode(), headers, method="POST"
        )
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return str(json.load(answer)["screen"])

    def push(self, id: str, seconds: float) -> None:
        push = Push(id, Content(AREA, "1-1"), "op", now(), now() + int(1000 * seconds))

        def decide(plan: Plan) -> Decision:
            return Decision("put", {f"stack:{self.screen}": Stack((push,))})

        PlanStore(self.redis.client(), Keys()).carry_out(id, "op", now(), decide)

    def shown(self) -> str | None:
        """Of what it shows, the kind."""
        told: dict[str, Any] | None = self.page.evaluate("() => window.gridwall?.screen?.().shows ?? null")
        return str(told["kind"]) if told else None


@pytest.fixture
def hall(tmp_path: Path, browser: Browser) -> Iterator[Hall]:
    with EmbeddedRedis(tmp_path / "redis") as redis:
        web = Web(tmp_path, redis.url, GRIDWALL_WEB_SIGN_IN="accounts")
        client, keys = redis.client(), Keys()
        Accounts(client, keys).add("op", "Op", now(), "host", (Grant("operator", "1"),))
        SessionLog(client, keys).open(Session("s-op", "op", "operator:1", now(), now() + HOUR, now()))
        web.start()
        try:
            with browser.new_context(locale="en-GB") as context:
                yield Hall(web, redis, context.new_page())
        finally:
            web.end()


def test_a_screen_comes_back_by_itself_after_its_server_and_its_redis_died(hall: Hall) -> None:
    loads = hall.loads
    hall.push("p-1", 8)
    began = time.monotonic()
    until(lambda: hall.shown() == "push", "what was put there is seen")
    hall.web.end(signal.SIGKILL)
    until(lambda: hall.shown() == "area", "its lease ends without a server")
    assert time.monotonic() - began < 9.5
    hall.web.start()
    hall.push("p-2", 600)
    until(lambda: hall.shown() == "push", "it hears its server again")
    hall.redis.kill()
    time.sleep(1)
    assert hall.shown() == "push"
    hall.redis.restart()
    until(lambda: hall.web.get("/readyz")[0] == 200, "the server has its Redis again")
    hall.push("p-3", 5)
    until(lambda: hall.page.evaluate("() => window.gridwall.screen().shows.id") == "p-3", "and what is new")
    until(lambda: hall.shown() == "area", "and goes back")
    assert hall.loads == loads, "nothing was loaded anew for it"
    hall.page.reload()
    until(lambda: hall.shown() == "area", "its cookie is good as ever")
