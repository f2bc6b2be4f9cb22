"""One picture of one screen: which stream it gets. Another quality takes over once it is there."""

from __future__ import annotations

import time
from typing import Any, Protocol

from cameras.media.condition import Condition, Told
from cameras.media.media_packet import Shot
from cameras.media.outbox import Outbox
from cameras.watch.feed import Feed
from cameras.watch.feeds import Feeds

WIDE = 960  # device pixels from which a sub-stream is too coarse


class Panel(Protocol):
    condition: Condition

    def wish(self, main: bool, width: int) -> None:
        """The same wish again changes nothing, and is answered with the state."""

    def close(self) -> None: ...


def make_panel(number: int, condition: Condition, feeds: Feeds, outbox: Outbox) -> Panel:
    kind = PulledPanel if not feeds.kind(condition).relay else RelayedPanel
    return kind(number, condition, feeds, outbox)


def _say(outbox: Outbox, panel: int, told: Told) -> None:
    outbox.say({"panel": panel, "state": told.state, "since": told.since, "detail": told.detail}, panel)


class Place:
    """A panel's place at one feed."""

    def __init__(self, panel: PulledPanel, feed: Feed) -> None:
        self.panel, self.feed = panel, feed

    @property
    def width(self) -> int:
        return self.panel.width

    def media(self, about: dict[str, Any]) -> None:
        self.panel.media(self, about)

    def shot(self, shot: Shot) -> None:
        if self is self.panel.seat:
            self.panel.outbox.shot(self.panel.number, shot)

    def told(self, told: Told) -> None:
        if self is self.panel.seat:
            _say(self.panel.outbox, self.panel.number, told)


class PulledPanel:
    def __init__(self, number: int, condition: Condition, feeds: Feeds, outbox: Outbox) -> None:
        self.number, self.condition, self.outbox = number, condition, outbox
        self.width = 0
        self.seat: Place | None = None  # whose pictures are shown
        self._coming: Place | None = None  # shown as soon as it has some
        self._feeds = feeds

    def wish(self, main: bool, width: int) -> None:
        self.width = width
        feed = self._feeds.feed(self.condition, main or width > WIDE)
        if self.seat is None:
            self.seat = self._sit(feed)
            feed.join(self.seat)
            return
        if self.seat.feed is feed:
            self._leave_coming()
        elif self._coming is None or self._coming.feed is not feed:
            self._leave_coming()
            self._coming = self._sit(feed)
            feed.join(self._coming)
        if self.seat is not None:
            _say(self.outbox, self.number, self.seat.feed.told)

    def media(self, seat: Place, about: dict[str, Any]) -> None:
        if seat is self._coming and seat.feed.outlet is not None:
            self._change()
        if seat is self.seat:
            self.outbox.say({"panel": self.number, "media": about}, self.number)

    def close(self) -> None:
        self._leave_coming()
        if self.seat is not None:
            self.seat.feed.leave(self.seat)
            self.seat = None
        self.outbox.end(self.number)

    def _sit(self, feed: Feed) -> Place:
        return Place(self, feed)

    def _change(self) -> None:
        """What was coming has pictures now; those of the other quality that still wait are of no use."""
        before, self.seat, self._coming = self.seat, self._coming, None
        if before is not None:
            before.feed.leave(before)
        self.outbox.begin_anew(self.number)
        if self.seat is not None:
            _say(self.outbox, self.number, self.seat.feed.told)

    def _leave_coming(self) -> None:
        if self._coming is not None:
            self._coming.feed.leave(self._coming)
            self._coming = None


class RelayedPanel:
    """The page plays a gateway's stream itself: it is told what it is, and how the gateway looked last."""

    def __init__(self, number: int, condition: Condition, feeds: Feeds, outbox: Outbox) -> None:
        self.number, self.condition, self.outbox = number, condition, outbox
        condition.watchers.add(self._told)
        self.address = ""
        feeds.hurry(condition)

    def wish(self, main: bool, width: int) -> None:
        """The other quality is told as media again: the page then asks anew."""
        address = self.condition.stream(main or width > WIDE).address
        if address != self.address:
            self.address = address
            self.outbox.say(
                {"panel": self.number, "media": {"kind": self.condition.camera.kind}}, self.number
            )
        self._told()

    def seen(self, frozen: bool) -> None:
        """What the page sees of it."""
        self.condition.seen(self, frozen, time.time() * 1000)

    def close(self) -> None:
        self.condition.watchers.discard(self._told)
        self.condition.unseen(self, time.time() * 1000)
        self.outbox.end(self.number)

    def _told(self) -> None:
        told = self.condition.told
        # what a gateway holds ready is as live as this process can tell; the page sees whether it is
        seen = Told("live", told.since) if told.state == "standby" else told
        _say(self.outbox, self.number, seen)
