"""Everything that a page names, asked for: its scripts, sheets and modules, and what those import."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urljoin

NAMED = re.compile(r"""<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+)\"""")
IMPORTED = re.compile(r"""(?:\bfrom|\bimport|\bimport\()\s*['"](\.{1,2}/[^'"]+)['"]""")


COMMENT = re.compile(r"/\*.*?\*/", re.S)  # types are imported in them


def addresses(page: str) -> list[str]:
    """What a document's scripts and links name at its own origin."""
    return [found.replace("&amp;", "&") for found in NAMED.findall(page) if found.startswith("/")]


def imports(address: str, module: str) -> list[str]:
    """The addresses that a module imports."""
    return [urljoin(address, found) for found in IMPORTED.findall(COMMENT.sub("", module))]


def missing(page: str, get: Callable[[str], tuple[int, bytes]]) -> dict[str, int]:
    """Address → status of everything that is named and does not answer 200. `get(address)` asks."""
    waiting, seen = addresses(page), dict[str, int]()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen[address], body = get(address)
        if address.split("?")[0].endswith(".mjs") and "/vendor/" not in address:
            waiting += imports(address, body.decode())
    assert len(seen) > 10, f"a page names more than {sorted(seen)}"
    return {address: status for address, status in seen.items() if status != 200}
