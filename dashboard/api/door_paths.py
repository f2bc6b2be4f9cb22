"""The intake process's doors in the OpenAPI document, as they describe themselves. Starts none of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Annotated, Any

from msgspec import Meta, structs

from streams.intake.doors import Door, load
from streams.intake.state_routes import STATE_ROUTES, STRANGER, StateRoute

PLACE = re.compile(r"\{(\w+)\}")
INTAKE = {
    "name": "intake",
    "description": "Answered by the intake process (`gridwall intake`, port 8070), to which nginx brings "
    "`/doors/`. Its refusals are a sentence in plain text.",
}
KEY = Annotated[str, Meta(description="A system's key: it stands in the path, and must come over https.")]
SECURITY: dict[str, list[dict[str, list[str]]]] = {
    "path": [{}],
    "bearer": [{"key": []}],
    "basic": [{"phone": []}],
}
Schemas = Callable[[Any], dict[str, Any]]


def types() -> list[Any]:
    """Whose schemas are wanted."""
    told: list[Any] = [KEY]
    for door in load().values():
        told += [*door.bodies.values(), *(type for _, type in _fields(door))]
    return told + [route.answer for route in STATE_ROUTES if not isinstance(route.answer, str)]


def paths(schemas: Schemas) -> dict[str, dict[str, Any]]:
    """By path and method."""
    told = {
        door.path: {method.lower(): _operation(door, method, schemas) for method in door.methods}
        for door in load().values()
    }
    return told | {route.path: {"get": _state(route, schemas)} for route in STATE_ROUTES}


def _fields(door: Door) -> Iterator[tuple[tuple[str, str], Any]]:
    """Of the query and the headers: where, the name, the type without the nothing it may be."""
    for where, shape in (("query", door.query), ("header", door.headers)):
        for field in structs.fields(shape) if shape is not None else ():
            yield (where, field.encode_name), _told(field.type)


def _told(type: Any) -> Any:
    """What stands there when something does."""
    rest = [each for each in type.__args__ if each is not None.__class__]
    found = rest[0]
    for each in rest[1:]:
        found = found | each
    return found


def _operation(door: Door, method: str, schemas: Schemas) -> dict[str, Any]:
    places = [("path", name) for name in PLACE.findall(door.path)]
    asked = [_parameter(where, KEY, True, schemas) for where in places]
    asked += [_parameter(where, type, False, schemas) for where, type in _fields(door)]
    bodies = {kind: {} if type is None else {"schema": schemas(type)} for kind, type in door.bodies.items()}
    takes = {"requestBody": {"content": bodies}} if method == "POST" else {}
    return {
        "operationId": f"{door.name}_{method.lower()}",
        "tags": [INTAKE["name"]],
        "summary": door.about,
        "parameters": asked,
        **takes,
        "responses": {
            str(status): {"description": said, "content": {kind: {}}}
            for status, (said, kind) in door.answers().items()
        },
        "security": SECURITY[door.key],
    }


def _parameter(told: tuple[str, str], type: Any, required: bool, schemas: Schemas) -> dict[str, Any]:
    where, name = told
    schema = dict(schemas(type))
    description = schema.pop("description", "")
    head = {"name": name, "in": where, "required": required, "schema": schema}
    return head | ({"description": description} if description else {})


def _state(route: StateRoute, schemas: Schemas) -> dict[str, Any]:
    media = isinstance(route.answer, str)
    content = {route.answer: {}} if media else {"application/json": {"schema": schemas(route.answer)}}
    told: dict[str, Any] = {
        str(status): {"description": said, "content": content} for status, said in route.statuses.items()
    }
    return {
        "operationId": route.path.strip("/").replace("/", "_"),
        "tags": [INTAKE["name"]],
        "summary": route.about,
        "parameters": [],
        "responses": told | {"403": {"description": STRANGER, "content": {"text/plain": {}}}},
        "security": [{}],
    }
