"""The webhook process inside a test, over the small city, and a receiver of this machine."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC
from typing import Any

from aiohttp import web
from redis import Redis
from standardwebhooks.webhooks import Webhook

from city.cases.case import CaseEvent
from city.rules import Rules
from streams.record.append import append_event
from streams.record.keys import Keys
from streams.record.seal import Seal
from streams.server.connect import connect, connect_async
from streams.webhooks.case_fold import CaseFold, WebhookCity
from streams.webhooks.hooks import Hook, Hooks, HookState
from streams.webhooks.sending import Sender
from streams.webhooks.service import Place, Service
from streams.webhooks.signing import secret_text
from streams.webhooks.tak.events import Telling
from streams.webhooks.tak.server import TakServer
from streams.webhooks.targets import Targets
from tests.city.small_city import AREAS, LOCATOR, MATTERS, NOW, filed
from tests.patience import PATIENCE

KEY = b"k" * 32
CITY = WebhookCity(AREAS, MATTERS, Rules(), LOCATOR)
NEAR = Targets(development=True)
TELLING = Telling("en", {"new": "New"}, "Urgent", "Deadline", UTC)
Answer = Callable[[web.Request], Awaitable[web.Response]]


class Receiver:
    """Takes messages at `/`, and answers each by `answer`."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status, self.headers, self.slow = 200, {}, 0.0
        self.by_case: dict[str, int] = {}
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.got.append((dict(request.headers), body))
        await asyncio.sleep(self.slow)
        case = json.loads(body)["data"].get("case", "")
        return web.Response(status=self.by_case.get(case, self.status), headers=self.headers)

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.got]

    @property
    def cases(self) -> list[str]:
        return [json.loads(body)["data"].get("case", "") for _, body in self.got]

    def verified(self, hook: Hook) -> list[Any]:
        """All that came, as the receiver's own library takes it."""
        receiver = Webhook(secret_text(KEY, hook))
        return [receiver.verify(body, headers) for headers, body in self.got]


class Outgoing:
    """A record and its hooks."""

    def __init__(self, redis: Redis, keys: Keys, url: str) -> None:
        self.redis, self.keys, self.url = redis, keys, url
        self.hooks = Hooks(redis, keys)
        redis.set(keys.epoch, "e")

    def hook(self, receiver: Receiver, *types: str, name: str = "", area: str = "0") -> Hook:
        return self.hooks.add(receiver.url, [area], types, name, 1)

    def file(self, case: str, area: str = "1-1", **data: Any) -> None:
        append_event(self.redis, self.keys, filed(case, area, **data), 0)

    def note(self, case: str, revision: int) -> None:
        event = CaseEvent("", case, revision, "noted", NOW, "wang", f"{case}:{revision}", {"text": "x"})
        append_event(self.redis, self.keys, event, revision - 1)

    def state(self, hook: Hook) -> HookState:
        return self.hooks.states().get(hook.id, HookState())

    def waiting(self, hook: Hook) -> int:
        return int(self.redis.hlen(self.keys.webhook_waiting(hook.id)))

    def failures(self, hook: Hook) -> int:
        return int(self.redis.hlen(self.keys.webhook_failures(hook.id)))

    def end(self, case: str, revision: int = 2) -> None:
        event = CaseEvent("", case, revision, "advised", NOW, "wang", f"{case}:{revision}", {})
        append_event(self.redis, self.keys, event, revision - 1)

    def service(self, targets: Targets = NEAR, tak: TakServer | None = None) -> Service:
        def fold() -> CaseFold:
            return CaseFold(lambda: connect(self.url), self.keys, CITY, Seal())

        record = connect_async(self.url, timeout=PATIENCE)
        return Service(
            record,
            self.keys,
            CITY,
            Sender(targets, lambda: KEY),
            fold,
            Place(),
            tak=(tak, TELLING) if tak else None,
        )

    def run(self, trial: Callable[[Receiver, Callable[[], Service]], Awaitable[None]]) -> None:
        """The trial starts processes itself."""

        async def live() -> None:
            async with receiving() as receiver:
                await trial(receiver, self.service)

        asyncio.run(live())


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver, app = Receiver(), web.Application()
    app.router.add_post("/", receiver.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    try:
        yield receiver
    finally:
        await runner.cleanup()


async def until(wanted: Callable[[], Any], what: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while not wanted():
            await asyncio.sleep(0.02)
    assert what
