"""Scripts and styles under an address that names the build they are of, `/assets/<build>/`.

What has such an address never changes, so a browser keeps it and asks for none of a hundred files again;
modules import each other by relative addresses and stay in their build. Stands outside the guard, which sees
the plain address. Of another build a page is told what there is now, to be asked for again: it reloads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
NAMED = re.compile(r"/assets/([0-9a-f]{12})(?=/)")
KEPT = ("Cache-Control", "private, max-age=31536000, immutable")


class BuildPaths:
    def __init__(self, application: Application, build: str) -> None:
        self.application, self._build = application, build

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = str(environ.get("PATH_INFO"))
        named = NAMED.match(path)
        if named is None:
            return self.application(environ, start_response)
        environ["PATH_INFO"] = "/assets" + path[named.end() :]
        if named[1] != self._build:
            return self.application(environ, start_response)

        def kept(status: str, headers: list[tuple[str, str]], info: Any = None) -> Any:
            if status.startswith("200"):
                headers = [*(each for each in headers if each[0].lower() != "cache-control"), KEPT]
            return start_response(status, headers, info)

        return self.application(environ, kept)
