"""A browser on another machine: its sockets are made in a network namespace of its own, where a server of
this machine listens with a socket made there. This machine gets no new interface: a browser that runs on it
would take that for another network and drop what it is loading."""

from __future__ import annotations

import contextlib
import ctypes
import http.client
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.dashboard.running import Line, LiveScreen
from tests.patience import PATIENCE

NAME = "wall.example.org"
SERVER, VISITOR = "10.213.57.1", "10.213.57.2"
NEW_NETWORK = 0x40000000  # CLONE_NEWNET


def missing() -> str | None:
    """What stands in the way of namespaces here; None when they can be made."""
    if not shutil.which("ip", path="/usr/sbin:/sbin:/usr/bin"):
        return "no `ip` here (Debian: iproute2)"
    name = f"gw-try{os.getpid()}"  # several workers ask at once
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True, check=False)
    subprocess.run(["ip", "netns", "delete", name], capture_output=True, check=False)
    return None if made.returncode == 0 else "network namespaces cannot be made here (not root?)"


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@contextlib.contextmanager
def another_machine() -> Iterator[str]:
    """The name of a namespace whose addresses are VISITOR and SERVER."""
    name = f"gw{os.getpid()}"
    _ip("netns", "add", name)
    try:
        for address in (SERVER, VISITOR):
            _ip("-n", name, "address", "add", f"{address}/30", "dev", "lo")
        _ip("-n", name, "link", "set", "lo", "up")
        yield name
    finally:
        _ip("netns", "delete", name)


def listening(namespace: str, port: int) -> socket.socket:
    """Whatever accepts from it is reached from there, at SERVER."""
    made = _made_in(namespace)
    made.bind(("0.0.0.0", port))
    made.listen(128)
    return made


def connected(namespace: str, port: int) -> socket.socket:
    """A connection from there."""
    made = _made_in(namespace)
    made.settimeout(PATIENCE)
    made.bind((VISITOR, 0))
    made.connect((SERVER, port))
    return made


def _made_in(namespace: str) -> socket.socket:
    """A socket belongs to where it was made; this thread comes back."""
    libc = ctypes.CDLL(None, use_errno=True)
    with open("/proc/thread-self/ns/net") as home, open(f"/var/run/netns/{namespace}") as there:
        if libc.setns(there.fileno(), NEW_NETWORK):
            raise OSError(ctypes.get_errno(), "setns")
        try:
            return socket.socket()
        finally:
            libc.setns(home.fileno(), NEW_NETWORK)


class FarBrowser:
    """One browser there, with its cookies; it believes `authority` alone."""

    def __init__(self, namespace: str, port: int, authority: Path) -> None:
        self.namespace, self.port = namespace, port
        self.tls = ssl.create_default_context(cafile=str(authority))
        self.cookies: dict[str, str] = {}
        self.origin = f"https://{NAME}:{port}"

    def secured(self, name: str = NAME) -> ssl.SSLSocket:
        return self.tls.wrap_socket(connected(self.namespace, self.port), server_hostname=name)

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        line = http.client.HTTPConnection(NAME, self.port, timeout=PATIENCE)
        line.sock = self.secured()
        told = {"Cookie": self.header, **{name.replace("_", "-"): text for name, text in headers.items()}}
        line.request(method, path, body, {name: text for name, text in told.items() if text})
        answer = line.getresponse()
        read = answer.status, dict(answer.getheaders()), answer.read()
        self._keep(answer.headers.get_all("Set-Cookie") or [])
        line.close()
        return read

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        return self.ask("GET", path, **headers)

    def post(self, path: str, **form: str) -> tuple[int, dict[str, str], bytes]:
        kind = {"Content_Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        return self.ask("POST", path, urlencode(form).encode(), **kind)

    @property
    def header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def screen(self) -> FarScreen:
        return FarScreen(self)

    def _keep(self, set_: list[str]) -> None:
        for each in set_:
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
            if not value:
                del self.cookies[name]


class FarLine(Line):
    def __init__(self, browser: FarBrowser, path: str) -> None:
        self.browser = browser
        super().__init__(browser.port, path, browser.origin, browser.header)

    def named(self, port: int) -> str:
        return f"{NAME}:{port}"

    def connected(self, port: int) -> Any:
        return self.browser.secured()


class FarScreen(LiveScreen):
    """A wall's socket; `base` as in Origin.path."""

    def __init__(self, browser: FarBrowser, base: str = "") -> None:
        self.begin(FarLine(browser, base + self.path))
