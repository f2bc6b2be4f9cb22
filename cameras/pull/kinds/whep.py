"""WHEP: a gateway plays to the page by WebRTC; only the SDP of both goes through this process.

The kind's `probe` asks with OPTIONS, which starts nothing at the gateway. That tells whether the gateway is
there and whether the password holds; whether there is such a stream only where a gateway looks so far.
Knows no page.
"""

from __future__ import annotations

from cameras.media.units import SourceError
from cameras.pull.gateway import Gateway, same_host
from cameras.pull.kinds import Kind, register

SDP_BYTES = 1 << 16
SDP_TYPE = "application/sdp"
# the gateway is there but does not know the question
UNKNOWN_METHOD = (400, 405, 501)


async def probe(address: str) -> None:
    """SourceError when the gateway would not play this."""
    async with Gateway(address) as gateway:
        reply = await gateway.ask("OPTIONS", headers={"Accept": SDP_TYPE})
    if (detail := reply.detail()) and reply.status not in UNKNOWN_METHOD:
        raise SourceError(detail)


def check_sdp(text: object) -> str:
    """`text` itself when it can be an SDP; nothing else of it is judged here."""
    if not isinstance(text, str) or not text.startswith("v=0") or len(text) > SDP_BYTES or "\0" in text:
        raise SourceError("garbage")
    return text


class WhepSession:
    """One page's stay at a gateway, from the offer to the DELETE."""

    def __init__(self, address: str) -> None:
        self._gateway = Gateway(address)
        self._resource = ""

    async def open(self, offer: str) -> str:
        """The answer to the offer."""
        headers = {"Content-Type": SDP_TYPE, "Accept": SDP_TYPE}
        reply = await self._gateway.ask("POST", body=offer.encode(), headers=headers, limit=SDP_BYTES)
        if detail := reply.detail():
            raise SourceError(detail)
        if told := reply.headers.get("Location"):
            # not followed to another host: the gateway notices by itself when a page has gone
            place = Gateway.beside(reply.url, told)
            self._resource = str(place) if same_host(self._gateway.url, place) else ""
        try:
            return check_sdp(reply.body.decode())
        except UnicodeDecodeError:
            raise SourceError("garbage") from None

    async def close(self) -> None:
        """Tells the gateway, if it can be told; ends the connection to it in any case."""
        try:
            if self._resource:
                await self._gateway.ask("DELETE", Gateway.beside(self._gateway.url, self._resource))
        except SourceError:
            pass  # a gateway that is gone has nothing left to end
        finally:
            await self._gateway.close()


register("whep", Kind(probe=probe))
