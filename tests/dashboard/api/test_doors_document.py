"""The doors of the intake process in the OpenAPI document: all of them, as they read and answer, without its
server's library."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from typing import Any

import pytest
from flask.testing import FlaskClient

from streams.access.intake_rights import INTAKE_ROUTES
from streams.intake.doors import Door, cap, load, osmand, owntracks, traccar

MODULES = {"osmand": osmand, "owntracks": owntracks, "traccar": traccar, "cap": cap}
READ = re.compile(r'(?:\.get\(|member\(\w+, |\bextras\.get\()"([\w-]+)"')
WITHOUT = """
import sys
sys.modules["aiohttp"] = None
from dashboard.api.door_paths import paths, types
import msgspec
found, components = msgspec.json.schema_components([each for each in types() if each is not None])
print(len(paths(lambda type: {})))
"""


@pytest.fixture
def doors(client: FlaskClient) -> Any:
    document: Any = client.get("/api/openapi.json").json
    return {path: each for path, each in document["paths"].items() if path.startswith("/doors/")}, document


def test_every_route_of_the_intake_process_stands_in_the_document(doors: Any) -> None:
    assert set(doors[0]) == set(INTAKE_ROUTES)
    methods = {door.path: {each.lower() for each in door.methods} for door in load().values()}
    assert {path: set(each) for path, each in doors[0].items() if path in methods} == methods


@pytest.mark.parametrize("door", load().values(), ids=list(load()))
def test_a_door_describes_every_field_that_it_reads_and_no_other(door: Door, doors: Any) -> None:
    source = inspect.getsource(MODULES[door.name])
    told, components = _names(doors[0][door.path], doors[1]["components"]["schemas"])
    read = set(re.findall(READ, source)) | ({osmand.TOKEN, "location"} if door.name == "osmand" else set())
    assert told == read, components


def test_each_door_says_how_its_key_comes(doors: Any) -> None:
    found = {path: next(iter(each.values())) for path, each in doors[0].items()}
    assert found["/doors/traccar"]["security"] == [{"key": []}]
    assert found["/doors/owntracks"]["security"] == [{"phone": []}]
    schemes = doors[1]["components"]["securitySchemes"]
    assert (schemes["key"]["scheme"], schemes["phone"]["scheme"]) == ("bearer", "basic")
    for path in ("/doors/osmand/{key}", "/doors/cap/{key}"):
        assert [each["name"] for each in found[path]["parameters"] if each["in"] == "path"] == ["key"]


def test_the_doors_are_described_without_their_servers_library() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"{len(INTAKE_ROUTES)}\n"), done.stderr


def _names(operations: Any, components: Any) -> tuple[set[str], list[str]]:
    """The names of its query, its headers and its bodies, with those of the shapes these refer to."""
    found = {
        each["name"]
        for one in operations.values()
        for each in one["parameters"]
        if each["in"] in ("query", "header")
    }
    waiting, seen = re.findall(r"schemas/(\w+)", str(operations)), list[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.append(name)
            found |= set(components[name].get("properties", {}))
            waiting += re.findall(r"schemas/(\w+)", str(components[name]))
    return found, seen
