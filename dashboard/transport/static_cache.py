"""Scripts and styles as they were at this process's start, ready to send: a page asks for a hundred at once.

Knows only addresses; stands inside the guard. Edited files are seen after a restart, as the build's id is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
SUITES = "_dash-component-suites/"
UNDER = ("/assets/", f"/{SUITES}", f"/console/{SUITES}", f"/screen/{SUITES}")
PASSED_ON = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")
AT_MOST = 64_000_000  # bytes; what all pages need is a third of it


class StaticCache:
    """Whole answers, squeezed ones apart; anything conditional goes to the application.

    `name(path)` is what an address stands for; what has none is not there.
    """

    def __init__(
        self, application: Application, name: Callable[[str], str | None] = lambda path: path
    ) -> None:
        self.application, self._name = application, name
        self._answers: dict[tuple[str, bool], tuple[list[tuple[str, str]], bytes]] = {}
        self.bytes = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = str(environ["PATH_INFO"])
        if not path.startswith(UNDER):
            return self.application(environ, start_response)
        name = self._name(path)
        if name is None:
            start_response("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", "0")])
            return []
        if environ["REQUEST_METHOD"] != "GET" or any(name in environ for name in PASSED_ON):
            return self.application(environ, start_response)
        key = (name, "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""))
        if key not in self._answers:
            status, headers, body = self._ask(environ)
            if not status.startswith("200") or self.bytes + len(body) > AT_MOST:
                start_response(status, headers)
                return [body]
            self._answers[key] = (headers, body)
            self.bytes += len(body)
        headers, body = self._answers[key]
        start_response("200 OK", list(headers))
        return [body]

    def __len__(self) -> int:
        return len(self._answers)

    def _ask(self, environ: dict[str, Any]) -> tuple[str, list[tuple[str, str]], bytes]:
        told: list[Any] = []
        parts = self.application(environ, lambda status, headers, info=None: told.extend((status, headers)))
        try:
            body = b"".join(parts)
        finally:
            if (close := getattr(parts, "close", None)) is not None:
                close()
        return told[0], told[1], body
