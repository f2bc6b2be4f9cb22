"""How the HTTP API answers: one shape for what went well, one for what did not, small on the wire."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from typing import Any

import msgspec
from flask import Response, request
from msgspec import UNSET, Struct, UnsetType

SMALL = 1400  # one packet: compressing less saves nothing


class Bilingual(Struct, frozen=True):
    """A sentence for people, in Chinese and English."""

    zh: str
    en: str


class ErrorAnswer(Struct, frozen=True):
    """Every refusal: `error` is one sentence, `code` a word programs can rely on; `reason` stands where
    people may read it."""

    error: str
    code: str
    reason: Bilingual | UnsetType = UNSET


def answer(value: Any, status: int = 200) -> Response:
    """A value as JSON, compressed where the client takes it; never cached unless someone says so."""
    return answer_bytes(msgspec.json.encode(value), status)


def answer_bytes(body: bytes, status: int = 200, packed: bytes | None = None) -> Response:
    """JSON that is already encoded; `packed` is the same compressed, when somebody kept it."""
    response = Response(status=status, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("Accept-Encoding")
    if len(body) > SMALL and request.accept_encodings.quality("gzip") > 0:
        body = packed or gzip.compress(body, 5)
        response.content_encoding = "gzip"
    response.set_data(body)
    return response


def refused(reason: str, **more: Any) -> dict[str, Any]:
    """What a socket answers to what is no command: one sentence."""
    return {"ok": False, "reason": reason, **more}


def refuse(status: int, code: str, message: str | Mapping[str, str]) -> Response:
    """The one shape of every error of the API; `message` is a sentence, or one by language for people too."""
    if isinstance(message, str):
        return answer(ErrorAnswer(message, code), status)
    return answer(ErrorAnswer(message["en"], code, Bilingual(message["zh"], message["en"])), status)
