"""The cameras as this process knows them: which there are, how each is, whether anybody looks after them.

Knows neither Redis nor where pictures come from. Only the area asked for decides what is told.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from city.areas.areas import Areas
from city.areas.locate import Locator
from city.cameras.camera_states import CameraEvent, CameraStates
from city.cameras.cameras import Camera, CameraError, Cameras, edition, from_public

Told = tuple[str, int, str]  # state, since (epoch ms, 0 unknown), detail
log = logging.getLogger(__name__)


class CameraRow(Struct, frozen=True):
    """`place` names the areas it lies in, below the area that was asked for; `since` is 0 when unknown."""

    id: str
    name: str
    name_en: str | None
    lat: float
    lon: float
    area: str
    place: list[tuple[str, str | None]]
    kind: str
    still: bool
    state: str
    since: int
    detail: str


class NearCamera(CameraRow, frozen=True):
    """With its distance from the place that was asked for."""

    metres: int


class Watching:
    """`listed` is the edition of the list that the camera process works on, None while it is not running."""

    def __init__(self, areas: Areas, locator: Locator | None = None) -> None:
        self.areas, self._locator = areas, locator
        self.cameras = Cameras(areas, (), locator)
        self.states = CameraStates()
        self.edition: str | None = None  # of `cameras`
        self.listed: str | None = None
        self._refused: str | None = None  # the edition last refused: told once
        self._editions: dict[str, str] = {}  # of what a scope holds

    def heir(self) -> Watching:
        """The same cameras, whose states are read anew."""
        heir = Watching(self.areas, self._locator)
        heir.cameras, heir.edition, heir.listed = self.cameras, self.edition, self.listed
        return heir

    @property
    def running(self) -> bool:
        return self.listed is not None

    def edition_of(self, scope: str) -> str | None:
        """Of the cameras in a scope alone: it does not tell that others changed."""
        if self.edition is None:
            return None
        if scope not in self._editions:
            self._editions[scope] = edition(self.cameras.within(scope))
        return self._editions[scope]

    def listed_of(self, scope: str) -> str | None:
        """The same, None while the camera process does not run."""
        return self.edition_of(scope) if self.running else None

    def apply(self, events: Iterable[CameraEvent]) -> list[str]:
        """The cameras of this city that are not as they were."""
        changed = dict.fromkeys(event.camera for event in events if self.states.apply(event))
        return [camera for camera in changed if camera in self.cameras.area]

    def look(self, listed: str | None, rows: object = None) -> bool:
        """What the camera process said last, with its list when that is new. Whether this is news."""
        if listed is not None and listed != self.edition and rows is not None:
            self._take(listed, rows)
        before, self.listed = self.listed, listed if listed == self.edition else None
        return self.listed != before

    def of(self, camera: str) -> Told:
        return self.states.of(camera)

    def ids(self, code: str) -> list[str]:
        """The cameras of an area and of those below it."""
        return [camera.id for camera in self.cameras.within(code)]

    def counts(self, code: str) -> dict[str, Any]:
        """How many there are and how many are well; nobody knows that while the camera process is away."""
        ids = self.ids(code)
        healthy = self.states.healthy(ids) if self.running else None
        return {"running": self.running, "total": len(ids), "healthy": healthy}

    def rows(self, code: str) -> list[CameraRow]:
        """An area's cameras as the API tells them."""
        return [self._row(camera, code) for camera in self.cameras.within(code)]

    def near(self, lat: float, lon: float, radius_m: float, limit: int, scope: str) -> list[NearCamera]:
        """The nearest of those in a viewer's scope, with their distance."""
        found = self.cameras.near(lat, lon, radius_m, limit, scope)
        return [
            NearCamera(**asdict(self._row(camera, scope)), metres=round(metres)) for camera, metres in found
        ]

    def allowed(self, camera: str, scope: str) -> bool:
        area = self.cameras.area.get(camera)
        return area is not None and self.areas.within(area, scope)

    def _take(self, listed: str, rows: object) -> None:
        try:
            self.cameras = Cameras(self.areas, from_public(rows), self._locator)
        except CameraError as error:
            if listed != self._refused:
                log.warning("the list of cameras is not taken: %s", error)
            self._refused = listed
            return
        self.edition, self._editions = listed, {}

    def _row(self, camera: Camera, code: str) -> CameraRow:
        area = self.cameras.area[camera.id]
        depth = int(self.areas.depth[self.areas.position[code]])
        below = self.areas.path(area)[depth + 1 :]
        state, since, detail = self.of(camera.id)
        return CameraRow(
            id=camera.id,
            name=camera.name,
            name_en=camera.name_en,
            lat=camera.lat,
            lon=camera.lon,
            area=area,
            place=[(step.name, step.name_en) for step in below],
            kind=camera.kind,
            still=camera.still,
            state=state,
            since=since,
            detail=detail,
        )
