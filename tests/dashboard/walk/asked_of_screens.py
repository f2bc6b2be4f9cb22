"""What the socket is asked about screens: one's own, those of elsewhere, and what lies elsewhere."""

from __future__ import annotations

from typing import Any

from tests.dashboard.account_office import CODES, canary

SCREENS = [canary(area, "screen_hall") for area in CODES]
ON_A_SCREEN = (
    *("put", "identify", "hold", "end", "follow", "reload", "take_down", "withdraw"),
    *("make_wall", "split_wall"),
)


def asked_of_screens() -> dict[str, list[Any]]:
    return {
        "screen": [*({"id": screen} for screen in SCREENS), {"id": "x-screen"}],
        "beat": [{"fps": 60.0}],
        "room": [*({"room": canary(area, "room")} for area in CODES), {"room": "hall"}, {"room": ""}],
        "seen": [{"announcement": canary(area, "words"), "read": True} for area in CODES],
        "wall": [
            *(_on_a_screen(do, screen, area) for do in ON_A_SCREEN for screen in SCREENS for area in CODES),
            *(
                {
                    "command": f"s{area}",
                    "do": "save_scene",
                    "data": {"name": "s", "layout": "wall", "area": area},
                }
                for area in CODES
            ),
            *(
                {
                    "command": f"r{area}",
                    "do": "remove",
                    "data": {"kind": "scene", "id": canary(area, "scene")},
                }
                for area in CODES
            ),
            *(
                {
                    "command": f"i{area}",
                    "do": "bring_in",
                    "data": {"scenes": [{"id": canary(area, "scene"), "name": "n", "layout": "wall"}]},
                }
                for area in CODES
            ),
            {"command": "rooms", "do": "end_room", "data": {"room": "hall"}},
        ],
    }


def _on_a_screen(do: str, screen: str, area: str) -> dict[str, Any]:
    """A command about a screen, with what lies in an area."""
    content = {"kind": "case", "id": canary(area, "case"), "area": "1"}
    data = {
        "put": {"screen": screen, "content": content, "over": canary(area, "push")},
        "follow": {"screen": screen, "push": canary(area, "push"), "area": area},
        "hold": {"screen": screen, "held": True},
        "withdraw": {"announcement": canary(area, "words")},
        "make_wall": {"screen": screen, "rows": 1, "columns": 2},
    }
    return {"command": f"{do}-{screen}-{area}", "do": do, "data": data.get(do, {"screen": screen})}
