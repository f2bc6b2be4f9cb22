"""All cameras of this process: how each is, and one feed for each of their streams that somebody watches."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from cameras.media.condition import Condition
from cameras.media.pictures import Pictures
from cameras.pull.kinds import Kind
from cameras.watch.feed import Feed, Pace
from city.cameras.cameras import Camera


def _no_hurry(condition: Condition) -> None:
    """Until somebody looks at cameras that only gateways show."""


class Feeds:
    """`tell` hears of every change of a camera's state; `hurry` of one that should be looked at now."""

    def __init__(
        self,
        cameras: Iterable[Camera],
        kinds: dict[str, Kind],
        pictures: Pictures,
        pace: Pace,
        tell: Callable[[Condition], None],
    ) -> None:
        self.kinds, self.pictures, self.pace = kinds, pictures, pace
        self.conditions = {camera.id: Condition(camera, tell) for camera in cameras}
        self.hurry: Callable[[Condition], None] = _no_hurry
        self._feeds: dict[tuple[str, bool], Feed] = {}

    def kind(self, condition: Condition) -> Kind:
        return self.kinds[condition.camera.kind]

    def feed(self, condition: Condition, main: bool) -> Feed:
        """Of a camera that this process pulls: one whose kind is no relay."""
        stream = condition.stream(main)
        key = (condition.camera.id, stream.main)
        if key not in self._feeds:
            pull = self.kind(condition).pull
            assert pull is not None
            self._feeds[key] = Feed(condition, stream, pull, self.pictures, self.pace)
        return self._feeds[key]

    def is_pulled(self, condition: Condition) -> bool:
        feeds = (self._feeds.get((condition.camera.id, main)) for main in (False, True))
        return any(feed is not None and feed.running for feed in feeds)

    def pulled(self) -> int:
        """How many connections to cameras there are, or are being tried, for viewers."""
        return sum(feed.running for feed in self._feeds.values())

    async def close(self) -> None:
        await asyncio.gather(*(feed.close() for feed in self._feeds.values()))
