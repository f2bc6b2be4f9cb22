"""How Open311 is answered: XML or JSON, refusals in the shape of the specification. Knows no case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from flask import Response, abort

from dashboard.access.api_auth import ApiRefusedError
from dashboard.field.open311.shapes import Open311Refusal
from dashboard.field.open311.xml import document
from dashboard.transport.answers import answer_bytes
from layouts.words import read_words

XML = "text/xml"
FORMS = ("xml", "json")


class Open311Error(Exception):
    """`key` is its sentence in open311.toml; `seconds` until it may be asked again."""

    def __init__(self, status: int, key: str, seconds: int = 0, **values: object) -> None:
        super().__init__(key)
        self.status, self.key, self.seconds, self.values = status, key, seconds, values


def said(lang: str, key: str, **values: object) -> str:
    """A sentence of open311.toml."""
    return read_words("open311.toml")[key][lang].format_map(values)


def answered(form: str, lang: str, root: str, make: Callable[[], Any]) -> Response:
    """What `make` answers, or its refusal, as `form`; `root` is the name of the XML's first element."""
    if form not in FORMS:
        abort(404)
    try:
        return _reply(form, root, make(), 200)
    except Open311Error as error:
        return _refused(form, error.status, said(lang, error.key, **error.values), error.seconds)
    except ApiRefusedError as error:
        return _refused(form, error.status, str(error), error.seconds)


def _refused(form: str, status: int, sentence: str, seconds: int) -> Response:
    told = _reply(form, "errors", [Open311Refusal(status, sentence)], status)
    if status == 401:
        told.headers["WWW-Authenticate"] = "Bearer"
    if seconds:
        told.headers["Retry-After"] = str(seconds)
    return told


def _reply(form: str, root: str, value: Any, status: int) -> Response:
    if form == "json":
        return answer_bytes(msgspec.json.encode(value), status)
    response = Response(document(root, value), status, content_type=f"{XML}; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
