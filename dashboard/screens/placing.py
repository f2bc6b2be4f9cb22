"""Where something lies that is to be put on a screen: what a page says of that is believed of nothing but an
area, and of no area that the viewer may not see."""

from __future__ import annotations

from dataclasses import replace

from city.areas.locate import Locator
from city.cases.refusal import refuse
from city.live import LiveCity
from city.screens.content import CAMERA, CASE, PLACE, SCENE, Content
from dashboard.rooms.cameras import Watching


class Places:
    """`live` and `watching` are what pages see."""

    def __init__(self, live: LiveCity, watching: Watching, locator: Locator) -> None:
        self._live, self.watching, self._locator = live, watching, locator

    def placed(self, content: Content, scope: str) -> Content:
        """With the area it lies in. Raises ObjectionError: the same for what is elsewhere and what is not."""
        if content.kind == SCENE:
            return content  # lies in its own area, or in the screen's
        area, areas = self._area(content), self._live.areas
        if area is None or area not in areas or not areas.within(area, scope):
            refuse("content_elsewhere")
        return replace(content, area=area)

    def _area(self, content: Content) -> str | None:
        if content.kind == CASE:
            case = self._live.case(content.id)
            return case.area if case else None
        if content.kind == CAMERA:
            return self.watching.cameras.area.get(content.id)
        if content.kind == PLACE:
            return self._grid(content)
        return content.area

    def _grid(self, content: Content) -> str | None:
        if content.lat is None or content.lon is None:
            refuse("bad_content")
        found = int(self._locator.leaf(content.lat, content.lon)[0])
        return self._live.areas.order[found].code if found >= 0 else None
