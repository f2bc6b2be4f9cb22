"""A made-up room of three screens, which run a programme from the first moment. Pure."""

from __future__ import annotations

from typing import Any

from city.areas.areas import Areas
from city.screens.programme import Programme, Step
from city.screens.scenes import Panel, Scene
from city.screens.screen import Screen

ROOM = "demo"
DISTANCE, PANEL = 4.0, 55.0  # metres, inches


def demo_screens(areas: Areas) -> dict[str, Any]:
    """Subjects of the plan: on the left the city's wall, in the middle a programme, on the right a town's."""
    city = areas.root
    town = next(iter(areas.children(city.code)), city)
    scenes = [
        Scene("demo-city", f"{city.name}态势", "wall"),
        Scene("demo-cameras", "摄像头轮巡", "four", tuple(Panel("cameras") for _ in range(4))),
        Scene("demo-work", "待办与排名", "three", (Panel("map"), Panel("feed"), Panel("ranking"))),
        Scene("demo-town", f"{town.name}态势", "wall", area=town.code),
    ]
    turning = Programme(
        "demo-turning",
        "大厅轮巡",
        (
            Step("demo-city", 30),
            Step("demo-work", 20, measure="overdue", stay=60),
            Step("demo-cameras", 20),
            Step("demo-town", 20),
        ),
        area=city.code,
    )
    hung = [
        ("demo-left", "大厅左", city.code, ""),
        ("demo-middle", "大厅中", city.code, turning.id),
        ("demo-right", "大厅右", town.code, ""),
    ]
    screens = [
        Screen(id, name, ROOM, area, 1, column, programme, DISTANCE, PANEL)
        for column, (id, name, area, programme) in enumerate(hung, 1)
    ]
    return (
        {f"scene:{scene.id}": scene for scene in scenes}
        | {f"programme:{turning.id}": turning}
        | {f"screen:{screen.id}": screen for screen in screens}
    )
