"""A gateway of the walk: whatever it gives of a camera, an answer to an offer, a segment or a still picture,
holds a canary of its area, so that bytes that reach the wrong page tell whose they are."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from tests.cameras.media.test_pictures import jpeg
from tests.dashboard.account_office import CODES, PLACED, canary

KINDS = {"whep": "whep", "hls": "live.m3u8", "jpeg": "still"}
PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:{n}\n#EXTINF:1.0,\nseg.ts?n={n}\n"


def camera_rows(port: int) -> list[dict[str, Any]]:
    """One camera of each kind in each area, as a camera file says it."""
    return [
        {
            "id": canary(area, kind),
            "name": canary(area, "street"),
            "lat": PLACED[area][0],
            "lon": PLACED[area][1],
            "kind": kind,
            "source": f"http://127.0.0.1:{port}/{area}/{path}",
        }
        for area in CODES
        for kind, path in KINDS.items()
    ]


def application() -> web.Application:
    moved = iter(range(1, 1_000_000))

    async def serve(request: web.Request) -> web.Response:
        area, what = request.match_info["area"], request.match_info["what"]
        match request.method, what:
            case "POST", "whep":
                head = {"Location": f"/{area}/whep/1"}
                return web.Response(status=201, text=f"v=0\r\ns={canary(area, 'sdp')}\r\n", headers=head)
            case "GET", "live.m3u8":
                return web.Response(text=PLAYLIST.format(n=next(moved)))
            case "GET", "seg.ts":
                return web.Response(body=b"G" + canary(area, "segment").encode())
            case "GET", "still":
                return web.Response(body=_marked(area))
        return web.Response(status=204 if request.method in ("OPTIONS", "DELETE") else 404)

    app = web.Application()
    app.router.add_route("*", "/{area}/{what:.*}", serve)
    return app


def _marked(area: str) -> bytes:
    """A picture with a comment."""
    text = canary(area, "still").encode()
    picture = jpeg(64)
    return picture[:2] + b"\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text + picture[2:]
