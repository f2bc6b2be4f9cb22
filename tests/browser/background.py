"""A page that really goes to the background: Playwright keeps every page in front, so this one is opened in a
browser of its own and asked through the browser's own protocol."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Self

from aiohttp import ClientSession, ClientWebSocketResponse

from benchmarks.page import executable
from tests.browser.chromium import arguments
from tests.patience import PATIENCE

FLAGS = (*arguments(), "--headless=new", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0")


class Tab:
    """`async with Tab(url) as tab`: `ask` evaluates, `covered` puts another tab in front for a while."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._asked = 0
        self._wire: ClientWebSocketResponse
        self._id = ""

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
            stack.callback(self._end, self._start(folder))
            self._http = await stack.enter_async_context(ClientSession(await self._address(folder)))
            page = await self._tab("GET", "/json/list")
            self._id = page["id"]
            self._wire = await stack.enter_async_context(self._http.ws_connect(page["webSocketDebuggerUrl"]))
            await self._send("Page.navigate", {"url": self.url})
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def _start(self, folder: Path) -> subprocess.Popen[bytes]:
        command = [executable(), *FLAGS, f"--user-data-dir={folder}", "about:blank"]
        return subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)

    def _end(self, browser: subprocess.Popen[bytes]) -> None:
        browser.send_signal(signal.SIGTERM)
        browser.wait(PATIENCE)

    async def _address(self, folder: Path) -> str:
        told = folder / "DevToolsActivePort"
        for _ in range(int(10 * PATIENCE)):
            if told.exists() and (port := told.read_text().split("\n")[0]):
                return f"http://127.0.0.1:{port}"
            await asyncio.sleep(0.1)
        raise RuntimeError("the browser did not open its protocol's port")

    async def _tab(self, method: str, path: str) -> dict[str, Any]:
        async with self._http.request(method, path) as answer:
            told = await answer.json(content_type=None)
        found: dict[str, Any] = (
            next(t for t in told if t["type"] == "page") if isinstance(told, list) else told
        )
        return found

    async def _send(self, method: str, told: dict[str, Any]) -> dict[str, Any]:
        self._asked += 1
        await self._wire.send_json({"id": self._asked, "method": method, "params": told})
        while (answer := await self._wire.receive_json()).get("id") != self._asked:
            pass
        result: dict[str, Any] = answer["result"]
        return result

    async def ask(self, expression: str) -> Any:
        answer = await self._send("Runtime.evaluate", {"expression": expression, "returnByValue": True})
        return answer["result"].get("value")

    async def until(self, expression: str, wanted: object) -> None:
        give_up = time.monotonic() + PATIENCE
        while (told := await self.ask(expression)) != wanted:
            assert time.monotonic() < give_up, f"not within {PATIENCE:g} s: {wanted}, but {told}"
            await asyncio.sleep(0.05)

    @asynccontextmanager
    async def covered(self) -> AsyncIterator[None]:
        other = await self._tab("PUT", "/json/new?about:blank")
        await self._visit(f"/json/activate/{other['id']}")
        yield
        await self._visit(f"/json/activate/{self._id}")

    async def _visit(self, path: str) -> None:
        async with self._http.get(path) as answer:
            answer.raise_for_status()
