"""What failure tests stand on: a street of real demo cameras, five hundred that are not there, and the real
camera process that pulls them, with a Redis of its own. Remembers what was said, and every secret."""

from __future__ import annotations

import contextlib
import json
import socket
from base64 import b64encode
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

from redis import Redis

from benchmarks.cameras import CameraProcess
from streams.server.embedded import EmbeddedRedis
from tests.cameras.street import Street
from tests.cameras.viewing import CameraScreen

DARK = 510
GOOD = ("good", "drops", "freezes", "stalls", "grows", "babbles", "loses")
USER = "watcher-{}"
PASSWORD = "p@ss/w:rd-{}-läuft"  # what must be quoted in an address, and what is no ASCII
CENTER = (23.02, 113.75)


class Scene:
    """`frozen` is a screen of a camera that stands still from the beginning."""

    frozen: CameraScreen

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.screens: list[CameraScreen] = []
        self.secrets: set[str] = set()
        self.deaf = socket.socket()  # takes connections into a queue that is full: nobody answers

    def __enter__(self) -> Scene:
        with ExitStack() as stack:
            self.redis = stack.enter_context(EmbeddedRedis(self.folder / "redis"))
            self.street = stack.enter_context(Street())
            stack.enter_context(self.deaf)
            self.deaf.bind(("127.0.0.1", 0))
            self.deaf.listen(0)
            for _ in range(4):
                stack.enter_context(self.knock())
            self.write()
            self.process = CameraProcess(self.folder, self.redis.url, GRIDWALL_CAMERAS_LINGER_SECONDS="1")
            stack.callback(self.process.end)
            self.process.start()
            stack.callback(self.leave)
            self.stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stack.close()

    def leave(self) -> None:
        for screen in self.screens:
            screen.close()

    def knock(self) -> socket.socket:
        filler = socket.socket()
        filler.setblocking(False)
        filler.connect_ex(self.deaf.getsockname())
        return filler

    def write(self) -> None:
        """The camera file: those that are there, one with a password of its own, and the five hundred."""
        rows = [self.row(id, self.serve(id)) for id in GOOD]
        good = self.with_login(self.street.address("good"), "good")
        rows.append(self.row("wrong", self.with_login(self.street.address("good"), "wrong")))
        rows.append(self.row("missing", good.replace("/good/", "/nobody/")))
        refusing, silent = "127.0.0.1:9", f"127.0.0.1:{self.deaf.getsockname()[1]}"
        for n in range(DARK):
            host = silent if n % 10 == 0 else refusing
            rows.append(self.row(f"dark-{n:03}", self.with_login(f"rtsp://{host}/", f"dark-{n:03}")))
        text = "\n".join(
            "[[camera]]\n" + "".join(f"{k} = {json.dumps(v)}\n" for k, v in row.items()) for row in rows
        )
        (self.folder / "cameras.toml").write_text(text, encoding="utf-8")

    def serve(self, id: str) -> str:
        self.secrets |= {USER.format(id), PASSWORD.format(id)}
        size = {"width": 1280, "height": 720} if id == "good" else {}
        self.street.add(id, seed=1, user=USER.format(id), password=PASSWORD.format(id), **size)
        return self.with_login(self.street.address(id), id)

    def with_login(self, address: str, id: str) -> str:
        """The address with this camera's user and password, as they are written in one."""
        user, password = USER.format(id), PASSWORD.format(id)
        self.secrets |= {user, password}
        host = address.removeprefix("rtsp://").rpartition("@")[2]
        return f"rtsp://{quote(user, safe='')}:{quote(password, safe='')}@{host}"

    def row(self, id: str, source: str) -> dict[str, Any]:
        spread = len(id) + sum(map(ord, id)) % 97
        lat, lon = CENTER[0] + spread / 9000, CENTER[1] + spread / 7000
        return {"id": id, "name": f"路口 {id}", "lat": lat, "lon": lon, "kind": "rtsp", "source": source}

    def client(self) -> Redis:
        return self.redis.client()

    def open(self, *cameras: str, also: tuple[str, ...] = (), **told: Any) -> CameraScreen:
        """A screen that shows these, and was let in for others too."""
        screen = CameraScreen(self.process.port, **told)
        self.screens.append(screen)
        screen.present(self.process.key, [*cameras, *also])
        screen.show(*cameras)
        return screen

    def everything(self) -> dict[str, str]:
        """All that the camera process said so far, to whomever, and what can be seen of it from outside."""
        asked = ("/cameras/healthz", "/cameras/nothing", "/cameras/socket", "/../cameras.toml", "/?good")
        with self.client() as redis:
            kept = "\n".join(repr(worth(redis, key)) for key in redis.scan_iter())
        return {
            "log": self.process.log(),
            "metrics": self.process.get("/cameras/metrics")[1],
            "answers": "\n".join(self.process.get(path)[1] for path in asked),
            "messages": "\n".join(text for screen in self.screens for text in screen.texts),
            "redis": kept,
            "processes": "\n".join(command_lines()),
        }

    def spellings(self) -> set[str]:
        """Every secret as it might stand somewhere."""
        logins = {b64encode(f"{USER.format(id)}:{PASSWORD.format(id)}".encode()).decode() for id in GOOD}
        quoted = {quote(secret, safe="") for secret in self.secrets} | {quote(s) for s in self.secrets}
        return self.secrets | quoted | logins


def worth(redis: Redis, key: bytes) -> Any:
    """What a key holds, of whatever type."""
    ask = {
        b"string": redis.get,
        b"hash": redis.hgetall,
        b"stream": redis.xrange,
        b"set": redis.smembers,
        b"zset": lambda key: redis.zrange(key, 0, -1, withscores=True),
        b"list": lambda key: redis.lrange(key, 0, -1),
    }
    return key, ask[redis.type(key)](key)


def command_lines() -> list[str]:
    """Of every process of this machine that we may look at."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
    return found
