"""An emergency office's warnings, one message a request: what they say is read where they are taken, in
warning_desk.py."""

from __future__ import annotations

from collections.abc import Sequence

from streams.access.api_keys import WARNINGS
from streams.intake.doors import Door, Question, register
from streams.intake.sent import Sent


def read(_: Question) -> Sequence[Sent]:
    """Nothing in it is about places of phones."""
    return ()


register(
    Door(
        "cap",
        "/doors/cap/{key}",
        "path",
        read,
        action=WARNINGS,
        about="A warning of an emergency office: one message of CAP 1.2 or GB/T 35965.1, as it is.",
        bodies={"application/xml": None},
        more={
            400: "What cannot be read: the sentence says where.",
            413: "A body above the limit: bring it in as a file.",
        },
    )
)
