"""THIRD_PARTY_NOTICES.md, made from what is installed: `python -m tests.package.notices` writes it anew."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.package.licences import BUNDLED, INSIDE, MAPS, WRITTEN, Inside

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "THIRD_PARTY_NOTICES.md"
TEMPLATE = Path(__file__).with_name("notices.md")


def project() -> dict[str, list[str]]:
    """What pyproject.toml asks for: `base` and each extra but those that are for tests alone."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {"base": told["dependencies"]} | {
        extra: asked
        for extra, asked in told["optional-dependencies"].items()
        if extra not in ("dev", "scale")
    }


def closure(asked: Iterable[str]) -> set[str]:
    """The distributions that pip would install for these requirements, by their canonical names."""
    found: set[str] = set()
    waiting = [(Requirement(line), "") for line in asked]
    while waiting:
        requirement, extra = waiting.pop()
        name = canonicalize_name(requirement.name)
        if (requirement.marker and not requirement.marker.evaluate({"extra": extra})) or name == "gridwall":
            continue
        inner = [(name, one) for one in ("", *requirement.extras)]
        for who, one in inner:
            key = f"{who}[{one}]" if one else who
            if key not in found:
                found.add(key)
                waiting += [(Requirement(line), one) for line in metadata.requires(name) or ()]
    return {name for name in found if "[" not in name}


def licence(name: str) -> str:
    """In SPDX's words where we know them."""
    told = metadata.metadata(name)
    classified = [
        line.rsplit(" :: ", 1)[-1]
        for line in told.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    short = (told.get("License") or "").strip()
    written = told.get("License-Expression") or (short if 0 < len(short) < 40 and "\n" not in short else "")
    written = written or next(iter(classified), "")
    return WRITTEN.get(written, written)


def python_rows() -> Iterator[tuple[str, str, str, str]]:
    """Name, version, licence, and which extra brings it."""
    seen: set[str] = set()
    for part, asked in project().items():
        for name in sorted(closure(asked) - seen):
            yield metadata.metadata(name)["Name"], metadata.version(name), licence(name), part
            seen.add(name)


def bundled(file: str) -> list[str]:
    """The packages a file of assets/vendor is made of, by its source map."""
    place, own = MAPS[file]
    if not place:
        return [own]
    sources = json.loads((ROOT / "node_modules" / place).read_text("utf-8"))["sources"]
    return sorted({_package(source, own) for source in sources})


def _package(source: str, own: str) -> str:
    path = source.rsplit("node_modules/", 1)[-1] if "node_modules/" in source else source
    path = path.removeprefix("../../") if path.startswith("../../") else path
    if path.startswith(("../build/", "../src/", "src/", "./src/")):
        return own
    parts = path.split("/")
    return "/".join(parts[:2]) if path.startswith("@") else parts[0]


def locked() -> dict[str, str]:
    """The versions of package-lock.json."""
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    return {
        place.rsplit("node_modules/", 1)[-1]: told["version"] for place, told in packages.items() if place
    }


def version_of(inside: Inside) -> str:
    spec = find_spec(inside.package)
    assert spec and spec.origin
    text = (Path(spec.origin).parent / inside.file).read_text("utf-8", "replace")
    found = re.search(inside.version, text)
    assert found, f"{inside.name}: no version in {inside.package}/{inside.file}"
    return found[1]


def table(head: str, rows: Iterable[Iterable[str]]) -> str:
    columns = head.count("|") - 1
    lines = [head, "|" + "---|" * columns, *("| " + " | ".join(row) + " |" for row in rows)]
    return "\n".join(lines)


def notices() -> str:
    versions = locked()
    vendor = (
        (f"`{file}`", name, versions.get(name, "as bundled"), BUNDLED[name].licence, BUNDLED[name].copyright)
        for file in MAPS
        for name in bundled(file)
    )
    served = ((each.name, version_of(each), each.licence, f"`{each.package}`") for each in INSIDE)
    return (
        TEMPLATE.read_text("utf-8")
        .replace("{vendor}", table("| in | package | version | licence | copyright |", vendor))
        .replace("{served}", table("| library | version | licence | handed out by |", served))
        .replace("{python}", table("| package | version | licence | installed with |", python_rows()))
    )


if __name__ == "__main__":
    PAGE.write_text(notices(), "utf-8")
