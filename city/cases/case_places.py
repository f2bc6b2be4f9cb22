"""Where cases lie in this edition of the city, and which level owns them when nobody says. Knows no case."""

from city.areas.areas import Areas
from city.areas.locate import Locator

# levels are a list in the city's file: what stands between city and village goes by many words
USUAL_LEVELS = ("town", "township", "street", "subdistrict", "镇街", "街道", "乡镇", "镇")


class CasePlaces:
    def __init__(self, areas: Areas, locator: Locator) -> None:
        self.areas, self.locator = areas, locator
        self._places: dict[str, tuple[str, ...]] = {}
        self._usual = usual_level(areas)

    def area(self, code: object, lat: float | None, lon: float | None, edition: object = None) -> str | None:
        """Where something lies today. `edition`: of the areas by which it was told. What was told by another
        one is found again by its position, if it has one."""
        known = code in self.areas
        ours = known and (not self.areas.earlier if edition is None else edition == self.areas.edition)
        if not ours and lat is not None and lon is not None and (leaf := self.leaf(lat, lon)):
            return leaf
        return self.areas.stands_for(code) if isinstance(code, str) else None

    def leaf(self, lat: float, lon: float) -> str | None:
        """The deepest area around the point; None outside the city."""
        leaf = int(self.locator.leaf([lat], [lon])[0])
        return None if leaf < 0 else self.areas.order[leaf].code

    def place(self, area: str) -> tuple[str, ...]:
        """Codes of the areas it lies in, the root first, itself last."""
        place = self._places.get(area)
        if place is None:
            place = self._places[area] = tuple(step.code for step in self.areas.path(area))
        return place

    def level(self, told: object) -> str:
        return told if isinstance(told, str) and told in self.areas.levels else self._usual


def usual_level(areas: Areas) -> str:
    """The level that owns a case unless its item says otherwise: towns, or whatever stands below the root."""
    below = areas.levels[min(1, len(areas.levels) - 1)]
    return next((level for level in USUAL_LEVELS if level in areas.levels), below)
