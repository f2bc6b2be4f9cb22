"""Values as the XML of Open311: an element a field, a list's elements by the one name it has there."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

import msgspec

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
ITEMS = {
    "services": "service",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "attributes": "attribute",
    "endpoints": "endpoint",
    "formats": "format",
    "errors": "error",
}
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in no XML 1.0


def document(root: str, value: Any) -> bytes:
    """`value` is a Struct or a list of Structs; `root` a key of ITEMS where it is a list."""
    return (HEAD + _element(root, msgspec.to_builtins(value))).encode()


def _element(name: str, value: Any) -> str:
    match value:
        case None | "":
            return f"<{name}/>"
        case list():
            inner = "".join(_element(ITEMS[name], each) for each in value)
        case dict():
            inner = "".join(_element(field, each) for field, each in value.items())
        case bool():
            inner = str(value).lower()
        case _:
            inner = escape(_IMPOSSIBLE.sub("\ufffd", str(value)))
    return f"<{name}>{inner}</{name}>"
