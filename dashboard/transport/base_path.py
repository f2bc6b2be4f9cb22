"""A wall below a path of its name (web.origin): the one place that knows the path. Inside of it every address
is as it is without one; what is named to a browser goes through layouts/address.py."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from layouts.address import below

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
OF_MACHINES = ("/healthz", "/readyz", "/metrics")  # asked of the process itself, which has no path there


class BasePath:
    """`base` as in Origin.path: nothing, or `/grid`. The proxy passes the path on as it came."""

    def __init__(self, application: Application, base: str) -> None:
        self.application, self._base = application, base

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = str(environ.get("PATH_INFO") or "")
        if not self._base or path in OF_MACHINES:
            return self.application(environ, start_response)
        if path == self._base:
            return self._lead(environ, start_response)
        if not path.startswith(f"{self._base}/"):
            return self._refuse(start_response)
        environ["SCRIPT_NAME"], environ["PATH_INFO"] = self._base, path.removeprefix(self._base)
        with below(self._base):
            return self.application(environ, start_response)

    def _lead(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        query = str(environ.get("QUERY_STRING") or "")
        place = f"{self._base}/?{query}" if query else f"{self._base}/"
        start_response("308 Permanent Redirect", [("Location", place), ("Content-Length", "0")])
        return []

    def _refuse(self, start_response: Any) -> Iterable[bytes]:
        sentence = (
            f"This wall is opened below {self._base}/ (web.origin), and the request came without it: the "
            "proxy must pass the path on as it came (nginx: proxy_pass without a path, not even a slash)."
        )
        body = json.dumps({"error": sentence, "code": "not_below"}).encode()
        headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
        start_response("404 Not Found", [*headers, ("Content-Length", str(len(body)))])
        return [body]
