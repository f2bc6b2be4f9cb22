"""What a page is told of the warnings that concern the area it looks at. Values in, values out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from city.areas.areas import Areas
from city.warnings.meant import concerns, seen_from
from city.warnings.standing import Standing

TOLD = 12  # warnings, the gravest; the others are counted
NAMED = 8  # areas of one
OUTLINED = 100  # areas of one that a map outlines
TEXT = 1500  # characters of what is told on request


def warnings_told(
    standing: Sequence[Standing], meant: Callable[[Standing], Sequence[str]], areas: Areas, area: str
) -> dict[str, Any]:
    """`meant(part)`: codes of ours. Of areas beyond the one looked at nothing is told."""
    here = [part for part in standing if concerns(areas, meant(part), area)]
    told = [_view(part, seen_from(areas, meant(part), area), areas) for part in here[:TOLD]]
    return {"area": area, "warnings": told, "more": len(here) - len(told)}


def _view(part: Standing, codes: list[str], areas: Areas) -> dict[str, Any]:
    zh, en = part.in_language("zh"), part.in_language("en")
    named = [areas[code] for code in codes[:NAMED]]
    return {
        "id": part.id,
        "grade": part.info.grade,
        "exercise": part.exercise,
        "headline": [zh.headline or zh.event, en.headline or en.event],
        "text": [_text(zh.description, zh.instruction), _text(en.description, en.instruction)],
        "sender": [zh.sender_name or part.message.sender, en.sender_name or part.message.sender],
        "areas": [[each.name, each.name_en] for each in named],
        "more": len(codes) - len(named),
        "codes": codes[:OUTLINED],
        "onset": part.info.onset,
        "until": part.expires,
    }


def _text(description: str, instruction: str) -> str:
    whole = "\n\n".join(filter(None, (description, instruction)))
    return whole if len(whole) <= TEXT else f"{whole[: TEXT - 1]}…"
