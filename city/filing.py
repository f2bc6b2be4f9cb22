"""From a report or an SOS to the data of its `filed` event. Pure; nothing is lost for being incomplete."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """A decoded report. What its sender left out is None or empty; times are epoch ms."""

    entry: str
    report: str  # the sender's unique id
    time: int | None
    received: int
    item: str = ""
    lat: float | None = None
    lon: float | None = None
    area: str | None = None
    text: str = ""
    inspector: str | None = None
    channel: str | None = None
    urgency: str | None = None
    address: str | None = None
    photos: tuple[str, ...] = ()
    outcome: str | None = None
