"""The OpenAPI document of this server, made from its routes as they stand, and served. Holds no value of
any city: only shapes, words and addresses."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import version
from typing import Any, get_type_hints

import msgspec
from flask import Flask, Response, request
from werkzeug.routing import Rule

from dashboard.access import seat, start_token
from dashboard.access.public_routes import is_open
from dashboard.api import door_paths
from dashboard.transport.answers import ErrorAnswer, answer_bytes
from dashboard.transport.route_docs import REFERENCE, Parameter, RouteDoc, doc_of, documented
from layouts.address import at

PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
ABOUT = (
    "What a Gridwall answers to programs. Times are epoch milliseconds, places WGS-84 degrees, names Chinese "
    "and English. Every refusal is one sentence and a word programs can rely on."
)
EVERYWHERE = (
    "Any other refusal: 400 `one_credential`, 401 `not_signed_in`, 403 `no_start` `not_allowed` `not_yours`, "
    "404 `not_found` `not_below`, 405 `method_not_allowed`, 411 `no_length`, 413 `too_big`, 500 `fault`, "
    "503 `away`."
)
SECURITY = {
    "start": {
        "type": "apiKey",
        "in": "cookie",
        "name": f"{start_token.COOKIE}<wall>",
        "description": "The cookie a browser gets by the start address; each wall has its own name for it.",
    },
    "seat": {
        "type": "apiKey",
        "in": "cookie",
        "name": seat.COOKIE,
        "description": "The cookie of a browser that has opened a duty console.",
    },
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "A system's key, or the end of a personal link.",
    },
    "asked_key": {
        "type": "apiKey",
        "in": "query",
        "name": "api_key",
        "description": "A system's key as Open311 sends it; a POST may bring it as a field of its form.",
    },
    "phone": {
        "type": "http",
        "scheme": "basic",
        "description": "A system's key as the password; the user's name is the phone's.",
    },
}


def document(server: Flask) -> dict[str, Any]:
    """Every documented route, in the order of their addresses."""
    described = sorted(_described(server), key=lambda each: each[0].rule)
    schemas, components = _schemas(described)
    paths: dict[str, dict[str, Any]] = {}
    for rule, view, doc in described:
        paths.setdefault(PLACE.sub(r"{\1}", rule.rule), {})[_method(rule)] = _operation(
            rule, view, doc, schemas
        )
    return {
        "openapi": "3.1.0",
        "info": {"title": "Gridwall", "version": version("gridwall"), "description": ABOUT},
        "tags": [door_paths.INTAKE],
        "paths": dict(sorted((paths | door_paths.paths(schemas)).items())),
        "components": {
            "schemas": dict(sorted(components.items())),
            "responses": {"Refused": _content(EVERYWHERE, schemas(ErrorAnswer))},
            "securitySchemes": SECURITY,
        },
    }


Schemas = Callable[[Any], dict[str, Any]]
Described = tuple[Rule, Callable[..., Any], RouteDoc]


def _described(server: Flask) -> Iterator[Described]:
    for rule in server.url_map.iter_rules():
        view = server.view_functions[rule.endpoint]
        if (doc := doc_of(view)) is not None:
            yield rule, view, doc


def _method(rule: Rule) -> str:
    [method] = (rule.methods or set()) - {"HEAD", "OPTIONS"}
    return method.lower()


def _schemas(described: list[Described]) -> tuple[Schemas, dict[str, Any]]:
    """What tells the schema of a type, and those of the shapes that have a name."""
    types: list[Any] = [ErrorAnswer]
    for _, view, doc in described:
        types += [
            doc.answer,
            doc.body,
            doc.errors,
            *doc.parts,
            *(each.type for each in doc.query),
            *_places(view).values(),
        ]
    types += door_paths.types()
    wanted = [each for each in types if each is not None and not _is_media(each)]
    found, components = msgspec.json.schema_components(wanted, ref_template=REFERENCE)
    known = {repr(each): schema for each, schema in zip(wanted, found, strict=True)}
    return lambda type: known[repr(type)], components


def _places(view: Callable[..., Any]) -> dict[str, Any]:
    """The types of the places in its path, with what is said of them."""
    return {
        name: type for name, type in get_type_hints(view, include_extras=True).items() if name != "return"
    }


def _is_media(told: Any) -> bool:
    return isinstance(told, str) or (isinstance(told, tuple) and all(map(_is_media, told)))


def _operation(rule: Rule, view: Callable[..., Any], doc: RouteDoc, schemas: Schemas) -> dict[str, Any]:
    hints = _places(view)
    places = [
        _parameter("path", Parameter(each, hints[each], ""), schemas) for each in PLACE.findall(rule.rule)
    ]
    queries = [_parameter("query", each, schemas) for each in doc.query]
    told = {
        "operationId": rule.endpoint,
        "summary": " ".join((view.__doc__ or "").split()),
        "parameters": places + queries,
        "requestBody": {"content": _body(doc, schemas), "required": True} if doc.body else None,
        "responses": _responses(doc, schemas),
        "security": _security(rule, doc),
    }
    return {name: value for name, value in told.items() if value is not None}


def _parameter(where: str, told: Parameter, schemas: Schemas) -> dict[str, Any]:
    schema = dict(schemas(told.type))
    description = told.description or schema.pop("description", "")
    head = {"name": told.name, "in": where, "required": told.required, "schema": schema}
    return head | ({"description": description} if description else {})


def _responses(doc: RouteDoc, schemas: Schemas) -> dict[str, Any]:
    also: dict[str, Any] = {kind: {} for kind in doc.also}
    told: dict[str, Any] = {
        str(status): {"description": "The answer.", "content": _media(doc.answer, schemas, doc.media) | also}
        for status in doc.statuses
    }
    for status in sorted({status for status, _ in doc.refusals}):
        words = [f"`{word}`" for at, word in dict.fromkeys(doc.refusals) if at == status]
        told[str(status)] = _content(" ".join(words), _refusal(doc, schemas))
        told[str(status)]["content"] |= also
    return told | {"default": {"$ref": "#/components/responses/Refused"}}


def _refusal(doc: RouteDoc, schemas: Schemas) -> dict[str, Any]:
    """Its own shape, or that of whoever turns it away before it."""
    usual = schemas(ErrorAnswer)
    return {"anyOf": [schemas(doc.errors), usual]} if doc.errors else usual


def _content(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _media(told: Any, schemas: Schemas, media: str = "application/json") -> dict[str, Any]:
    if _is_media(told):
        return {kind: {} for kind in ([told] if isinstance(told, str) else told)}
    return {media: {"schema": schemas(told)}}


def _body(doc: RouteDoc, schemas: Schemas) -> dict[str, Any]:
    if _is_media(doc.body):
        return _media(doc.body, schemas)
    return {kind: {"schema": schemas(doc.body)} for kind in doc.body_media}


def _security(rule: Rule, doc: RouteDoc) -> list[dict[str, list[str]]]:
    """As the table of what is open says it: one of these opens the route, each with all it names."""
    asked = {"REQUEST_METHOD": _method(rule).upper(), "PATH_INFO": PLACE.sub("1", rule.rule)}
    ways: tuple[tuple[str, ...], ...]
    if doc.ways:
        ways = doc.ways
    elif is_open(asked):
        ways = ((),)
    elif is_open(asked | {"HTTP_AUTHORIZATION": ""}):
        ways = (("key",), ("start",))
    else:
        ways = (("start",),)
    return [{name: [] for name in (*way, *doc.needs)} for way in ways]


def register(server: Flask, build: str) -> None:
    @cache
    def encoded() -> tuple[bytes, bytes]:
        where = {"servers": [{"url": at("")}]} if at("") else {}
        body = msgspec.json.encode(document(server) | where)
        return body, gzip.compress(body, 9)

    @server.get("/api/openapi.json")
    @documented(dict[str, Any])
    def openapi() -> Response:
        """This document."""
        body, packed = encoded()
        response = answer_bytes(body, packed=packed)
        response.set_etag(build)
        response.headers["Cache-Control"] = "no-cache"
        response.make_conditional(request)
        return response
