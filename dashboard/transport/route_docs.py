"""What a route of the HTTP API takes, answers and refuses, said beside its function. Knows no route and no
shape; api/openapi.py makes the document of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from msgspec import Meta

View = TypeVar("View", bound=Callable[..., Any])
_ATTRIBUTE = "route_doc"
REFERENCE = "#/components/schemas/{name}"


def one_of(words: Iterable[str]) -> Meta:
    """Of a text that is one of these: said in the document, not checked."""
    return Meta(extra_json_schema={"enum": list(words)})


def items_of(*shapes: type) -> Meta:
    """Of a list that holds one of these shapes; the route names them as its `parts`."""
    names = [{"$ref": REFERENCE.format(name=shape.__name__)} for shape in shapes]
    return Meta(extra_json_schema={"items": {"anyOf": names}})


class Parameter(NamedTuple):
    """One of the query. `type` is anything msgspec can describe."""

    name: str
    type: Any
    description: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class RouteDoc:
    """`answer` and `body` are types that msgspec can describe, or media types (`image/jpeg`); `body_media`
    are those in which the same body is taken. `refusals` are pairs of a status and the word of the error;
    `needs` what must be brought beside what the way in asks for; `ways` what lets in instead, where the
    route itself looks who comes. `parts` are shapes that the answer has among others. `also` are media types
    in which the same is told besides JSON; `errors` the shape of its refusals, when it is its own; `media`
    how the answer calls its JSON."""

    answer: Any
    refusals: tuple[tuple[int, str], ...]
    statuses: tuple[int, ...] = (200,)
    query: tuple[Parameter, ...] = ()
    body: Any = None
    needs: tuple[str, ...] = ()
    ways: tuple[tuple[str, ...], ...] = ()
    body_media: tuple[str, ...] = ("application/json",)
    parts: tuple[type, ...] = ()
    also: tuple[str, ...] = ()
    errors: Any = None
    media: str = "application/json"


def documented(answer: Any, *refusals: tuple[int, str], **more: Any) -> Callable[[View], View]:
    """Stands under the route: `more` is the rest of a RouteDoc. The function's docstring says what it does,
    and its annotations what the places in the path are."""
    doc = RouteDoc(answer, refusals, **more)

    def mark(view: View) -> View:
        setattr(view, _ATTRIBUTE, doc)
        return view

    return mark


def doc_of(view: Callable[..., Any]) -> RouteDoc | None:
    found: RouteDoc | None = getattr(view, _ATTRIBUTE, None)
    return found
