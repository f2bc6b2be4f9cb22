"""The questions as they are written, and what each wants to be told. ClickHouse takes them as they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from streams.history.columns.column_table import Part
from streams.history.columns.stream_ids import SEQUENCE_BITS

_PARAMETER = re.compile(r"\{(\w+):(\w+)\}")
_TYPES: dict[str, type | tuple[type, ...]] = {"Int64": int, "String": str, "Float64": (int, float)}
_CASTS = {"Int64": "BIGINT", "String": "VARCHAR", "Float64": "DOUBLE"}
EVER = (1 << 62) - 1  # `known` of whoever wants to know what is known now


@dataclass(frozen=True)
class Question:
    """`table` is the one it asks. `begins`: the parameter that says from when on rows count, epoch ms, or as
    an entry's number where `entries`; up to `last`."""

    name: str
    table: str
    begins: str = "first"
    entries: bool = False
    always: bool = False  # every file counts, whatever its times

    @cached_property
    def text(self) -> str:
        return Path(__file__).with_name(f"{self.name}.sql").read_text("utf-8")

    @cached_property
    def parameters(self) -> dict[str, str]:
        """Each with its type, in ClickHouse's words."""
        return dict(_PARAMETER.findall(self.text))

    @cached_property
    def duckdb(self) -> str:
        return _PARAMETER.sub(lambda found: f"${found[1]}::{_CASTS[found[2]]}", self.text)

    def checked(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """What it wants of what was told. ValueError names what is wrong; `known` may be left out."""
        given = {"known": EVER, **told}
        for name, kind in self.parameters.items():
            if not isinstance(given.get(name), _TYPES[kind]):
                raise ValueError(f"{self.name}: {name} must be {kind}, got {given.get(name)!r}")
        return {name: given[name] for name in self.parameters}

    def needs(self, part: Part, told: Mapping[str, Any]) -> bool:
        """Whether a file may hold something of the answer."""
        if self.always:
            return True
        first = told[self.begins] >> SEQUENCE_BITS if self.entries else told[self.begins]
        return bool(part.first <= told["last"] and part.last >= first)


QUESTIONS = {
    question.name: question
    for question in (
        Question("town_tracks", "fixes"),
        Question("person_track", "fixes"),
        Question("everybody", "fixes"),
        Question("near", "fixes"),
        Question("grid_presence", "presence"),
        Question("presence", "presence"),
        Question("area_counters", "counters", begins="since"),
        Question("camera_states", "cameras", begins="since", entries=True),
        Question("shown", "shown", begins="since", entries=True),
        Question("gaps", "gaps", always=True),
    )
}
