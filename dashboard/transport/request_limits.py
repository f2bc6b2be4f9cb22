"""How much a request may bring: looked at before anybody knows who asks. Knows no page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
BODY_MOST = 64 * 1024  # bytes of what is no photo
FILE = re.compile(r"/api/areas/[^/]+/screens")  # scenes, programmes and rules of a whole city
FILE_MOST = 512 * 1024
REPORT = re.compile(r"/open311/v2/requests\.(?:xml|json)")  # with photos in it
REPORT_MOST = 11_000_000
# photos look themselves, how big and how long; a call for help is heard whatever comes with it, unread
LOOK_THEMSELVES = frozenset({"/api/photos", "/api/field/sos"})


class RequestLimits:
    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ.get("PATH_INFO") in LOOK_THEMSELVES:
            return self.application(environ, start_response)
        told = str(environ.get("CONTENT_LENGTH") or "0")
        most = _most(str(environ.get("PATH_INFO")))
        if not (told.isascii() and told.isdigit() and int(told[:12]) <= most):
            sentence = f"A body may have {most} bytes here, got {told[:12]}."
            return _refused(start_response, "413 Content Too Large", "too_big", sentence)
        if environ.get("HTTP_TRANSFER_ENCODING"):
            sentence = "The request must tell how long it is (Content-Length)."
            return _refused(start_response, "411 Length Required", "no_length", sentence)
        return self.application(environ, start_response)


def _most(path: str) -> int:
    if REPORT.fullmatch(path):
        return REPORT_MOST
    return FILE_MOST if FILE.fullmatch(path) else BODY_MOST


def _refused(start_response: Any, status: str, code: str, sentence: str) -> Iterable[bytes]:
    """What is still coming is not read: the connection ends."""
    body = json.dumps({"error": sentence, "code": code}).encode()
    head = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response(status, [*head, ("Connection", "close")])
    return [body]
