"""What this process has done since it began, for those who look after it. Knows no part."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Counts:
    pulls: int = 0  # connections to cameras begun for viewers
    units: int = 0  # pictures that came from them
    probes: int = 0
    knocks: int = 0
    shots: int = 0  # messages queued for screens
    dropped: int = 0  # messages that screens were too slow for
    stuck: int = 0  # screens let go because they took nothing
    refused: int = 0  # screens turned away: no token, a bad one, too many
    looks: int = 0  # key frames decoded
    unseen: int = 0  # key frames not looked at, because too many waited
    slides: int = 0  # JPEGs made
    skipped: int = 0  # pictures that came too fast to be made into JPEGs
    faults: int = 0  # errors nobody expected
