"""From bytes to a tree of elements, with nothing of XML that a warning does not need: no document type, so no
entities and nothing fetched; bounded in size, depth and number. Knows nothing of warnings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from city.warnings.warning import WarningError

LONGEST = 262_144  # bytes
DEEPEST = 12
MOST = 5_000  # elements
_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,20})["']""")
_CHINESE = {"gbk", "gb2312", "gb18030"}  # expat reads none of them; the last holds the others


@dataclass(slots=True)
class Element:
    """`name` without its namespace, `space` the namespace, empty for none."""

    name: str
    space: str
    pieces: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces).strip()

    def all(self, name: str) -> list[Element]:
        """Those of its children that have this name and its own namespace."""
        return [child for child in self.children if child.name == name and child.space == self.space]

    def one(self, name: str) -> str:
        """The text of the first such child; empty when there is none."""
        found = self.all(name)
        return found[0].text if found else ""


class _Builder:
    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._count = 0

    def start(self, name: str, _: object) -> None:
        space, _, local = name.rpartition(" ")
        self._count += 1
        if self._count > MOST:
            raise WarningError(f"a warning must have at most {MOST:,} elements, got more")
        if len(self._open) >= DEEPEST:
            raise WarningError(f"elements must stand at most {DEEPEST} deep, got a deeper {local[:40]!r}")
        element = Element(local, space)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, _: str) -> None:
        self._open.pop()

    def text(self, text: str) -> None:
        if self._open:
            self._open[-1].pieces.append(text)


def _refuse_doctype(name: str, *_: object) -> None:
    raise WarningError(f"a warning must have no document type, got <!DOCTYPE {name[:40]}>")


def read_xml(body: bytes) -> Element:
    """The root. Raises WarningError."""
    if len(body) > LONGEST:
        raise WarningError(f"a warning must have at most {LONGEST:,} bytes, got {len(body):,}")
    if not body.strip():
        raise WarningError("a warning must be XML, got nothing")
    builder = _Builder()
    document, encoding = _decoded(body)
    parser = expat.ParserCreate(encoding, namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(document, True)
    except expat.ExpatError as error:
        raise WarningError(
            f"a warning must be well-formed XML, got {expat.ErrorString(error.code)} in line {error.lineno}"
        ) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        if isinstance(error, WarningError):
            raise
        raise WarningError("a warning must be in UTF-8, UTF-16 or GB 18030, got another encoding") from error
    if builder.root is None:
        raise WarningError("a warning must be XML, got no element")
    return builder.root


def _decoded(body: bytes) -> tuple[bytes, str | None]:
    """What expat reads, and the encoding to take instead of the declared one."""
    declared = _ENCODING.match(body)
    if declared is None or declared[1].decode("ascii").lower() not in _CHINESE:
        return body, None
    try:
        return body.decode("gb18030").encode(), "utf-8"
    except UnicodeDecodeError as error:
        raise WarningError(
            f"a warning must be in the encoding it declares, got another than GB 18030: byte {error.start}"
        ) from error
