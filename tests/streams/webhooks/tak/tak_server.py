"""A TAK server of the test's own: takes the stream apart as one does, event after event, and shows what a
client's map would: what came, until it is removed. It holds each event to the rules of cot_rules.py."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from xml.etree.ElementTree import Element, ParseError, fromstring

from tests.streams.webhooks.tak.cot_rules import faults

END = b"</event>"
PONG = (
    b'<event version="2.0" uid="takPong" type="t-x-c-t-r" how="h-g-i-g-o" time="2026-01-01T00:00:00Z" '
    b'start="2026-01-01T00:00:00Z" stale="2026-01-01T00:00:20Z"><point lat="0" lon="0" '
    b'hae="0" ce="0" le="0"/></event>'
)


class TakMap:
    """Outlives the server, as clients' maps do. `alerts` are repeated until they are cancelled."""

    def __init__(self) -> None:
        self.events: list[Element] = []
        self.shown: dict[str, Element] = {}
        self.alerts: set[str] = set()
        self.wrong: list[str] = []
        self.pings = self.links = 0

    def take(self, raw: bytes) -> bool:
        """True for a ping."""
        try:
            event = fromstring(raw)
        except ParseError as error:
            self.wrong.append(f"{error}: {raw[:200]!r}")
            return False
        self.wrong += faults(event, len(raw))
        self.events.append(event)
        type_, uid, detail = event.attrib["type"], event.attrib["uid"], event.find("detail")
        if type_ == "t-x-c-t":
            self.pings += 1
            return True
        assert detail is not None
        emergency = detail.find("emergency")
        if type_ == "t-x-d-d" and detail.find("__forcedelete") is not None:
            link = detail.find("link")
            assert link is not None
            self.shown.pop(link.attrib["uid"], None)
        elif emergency is not None and emergency.get("cancel") == "true":
            self.alerts.discard(uid)
        else:
            self.shown[uid] = event
            if emergency is not None:
                self.alerts.add(uid)
        return False

    @property
    def cases(self) -> list[str]:
        return sorted(uid.removeprefix("gridwall.") for uid in self.shown)

    def remarks(self, case: str) -> str:
        event = self.shown.get(f"gridwall.{case}")
        return "" if event is None else event.findtext("detail/remarks", "")


@asynccontextmanager
async def tak_server(
    shown: TakMap,
    port: int = 0,
    tls: ssl.SSLContext | None = None,
    *,
    chatter: int = 0,
    pongs: int = 1_000_000,
    lasts: float | None = None,
) -> AsyncIterator[int]:
    """The port it listens on. `chatter`: bytes that it sends whoever connects; `pongs`: how many pings of a
    link it answers; `lasts`: seconds until it ends a link. Its end breaks its links."""
    links: set[asyncio.StreamWriter] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        links.add(writer)
        shown.links += 1
        if lasts is not None:
            asyncio.get_running_loop().call_later(lasts, writer.transport.abort)
        try:
            writer.write(b"x" * chatter)
            await read(reader, writer, shown, pongs)
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            links.discard(writer)
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", port, ssl=tls)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        for writer in list(links):
            writer.transport.abort()
        await server.wait_closed()


async def read(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, shown: TakMap, pongs: int) -> None:
    """As FreeTAKServer does, in pieces that cut events."""
    held, answered = b"", 0
    while chunk := await reader.read(700):
        held += chunk
        while END in held:
            raw, _, held = held.partition(END)
            if shown.take(raw + END) and answered < pongs:
                answered += 1
                writer.write(PONG)
