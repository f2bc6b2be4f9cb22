"""A warning as an office sent it, whichever of the formats it came in. Pure values."""

from __future__ import annotations

from dataclasses import dataclass

ALERT, UPDATE, CANCEL = "Alert", "Update", "Cancel"
KINDS = (ALERT, UPDATE, CANCEL, "Ack", "Error")
ACTUAL, EXERCISE = "Actual", "Exercise"
STATUSES = (ACTUAL, EXERCISE, "System", "Test", "Draft")
SCOPES = ("Public", "Restricted", "Private")
URGENCIES = ("Immediate", "Expected", "Future", "Past", "Unknown")
CERTAINTIES = ("Observed", "Likely", "Possible", "Unlikely", "Unknown")
# how grave, 0: not told; the colours are those of the Chinese scale
GRAVEST, UNKNOWN_GRADE = 4, 0
GRADES = {"Extreme": 4, "Severe": 3, "Moderate": 2, "Minor": 1, "Unknown": UNKNOWN_GRADE}
COLOURS = {"Red": 4, "Orange": 3, "Yellow": 2, "Blue": 1, "Unknown": UNKNOWN_GRADE}


class WarningError(ValueError):
    """One sentence: where, what was wanted, what came."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier message. `sender` is empty where a format does not name one."""

    sender: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Circle:
    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True)
class WarnedArea:
    """`polygons`: rings of (lat, lon) in WGS-84 degrees that end where they begin; `codes` of areas."""

    description: str
    polygons: tuple[tuple[tuple[float, float], ...], ...] = ()
    circles: tuple[Circle, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Info:
    """What is said in one language. Times are epoch ms, None: not told. `all_clear`: that it is over."""

    language: str
    event: str
    grade: int
    urgency: str
    certainty: str
    headline: str = ""
    description: str = ""
    instruction: str = ""
    sender_name: str = ""
    effective: int | None = None
    onset: int | None = None
    expires: int | None = None
    all_clear: bool = False
    areas: tuple[WarnedArea, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """`sent` epoch ms. `series`: whether references name the first of a series that the newest speaks for,
    and not each message that this one takes the place of."""

    identifier: str
    sender: str
    sent: int
    status: str
    kind: str
    scope: str
    references: tuple[Reference, ...] = ()
    infos: tuple[Info, ...] = ()
    series: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.sender, self.identifier
