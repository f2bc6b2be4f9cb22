"""The thresholds the fold counts by. Settings fill them; nothing here knows where a setting comes from."""

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from city.ladder_steps import LadderError, read_ladder

AROUND_THE_CLOCK = ((0, 1440),)
_LARGEST = 1_000_000  # of any threshold: times are counted in ms of 64 bits
_RANGE = re.compile(r"(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)")


class RulesError(ValueError):
    """One sentence: which rule, what was wanted, what came."""


@dataclass(frozen=True, slots=True)
class Rules:
    timezone: str = "Asia/Shanghai"
    duty: tuple[tuple[int, int], ...] = ((480, 1050),)  # minutes of the local day, [from, to)
    on_duty_minutes: int = 10
    patrol_minutes: int = 5
    patrol_metres: int = 30
    accuracy_metres: int = 200  # a fix less accurate than this moves nobody
    jump_mps: int = 60  # metres a second that nobody moves at
    covered_hours: int = 2
    sos_minutes: int = 10  # a later signal opens a new SOS
    report_late_days: int = 7
    report_ahead_minutes: int = 2
    text_limit: int = 4000
    clock_wrong_after: int = 10  # fixes in a row from the future
    unlisted_limit: int = 10_000  # people not on the roster that are kept
    answer_minutes: int = 10  # until a dispatch that nobody accepts is unanswered
    answer_urgent_seconds: int = 60  # the same, of an urgent case
    handover_minutes: int = 10  # until a signed handover that nobody accepts is told to the leader
    urge_minutes: int = 10  # at least, between two times that somebody is urged about one case
    idle_seconds: int = 120  # without a word of its owner until a claimed case is free again
    seat_minutes: int = 15  # without a console until an owner's shift counts as over
    due_soon_minutes: int = 60  # of the limit's own kind of time
    ladder: str = "60 head, 90 leader"  # seconds without an owner, and who hears of it then
    duplicate_metres: int = 50
    duplicate_minutes: int = 120
    resend_metres: int = 500  # a report sent again from farther away is a case of its own
    foot_kmh: float = 5.0
    bike_kmh: float = 15.0
    car_kmh: float = 25.0
    detour: float = 1.3  # the way there / metres as the crow flies
    load_minutes: int = 10  # that a case in hand keeps somebody
    leave_minutes: int = 2  # that somebody with work in hand needs to leave it for a call for help

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise RulesError(f"timezone must be a name like Asia/Shanghai, got {self.timezone!r}") from error
        for begin, end in self.duty:
            if not 0 <= begin < end <= 1440:
                raise RulesError(f"duty must be ranges of minutes within 0-1440, got {begin}-{end}")
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            if isinstance(value, int | float) and not value > 0:  # not a number is refused too
                raise RulesError(f"{name} must be above 0, got {value}")
            if isinstance(value, int | float) and value > _LARGEST:
                raise RulesError(f"{name} must be at most {_LARGEST}, got {value}")
        try:
            read_ladder(self.ladder)
        except LadderError as error:
            raise RulesError(f"ladder {error}") from error

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def around_the_clock(self) -> bool:
        return self.duty == AROUND_THE_CLOCK


def duty_hours(text: str) -> tuple[tuple[int, int], ...]:
    return day_ranges(text, "duty")


def day_ranges(text: str, name: str) -> tuple[tuple[int, int], ...]:
    """`08:00-12:00, 14:00-17:30` as minutes of the day; a range past midnight is split in two."""
    ranges: list[tuple[int, int]] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        found = _RANGE.fullmatch(part)
        if not found:
            raise RulesError(f"{name} must be ranges like 08:00-17:30, got {part!r}")
        hours = [int(number) for number in found.groups()]
        begin, end = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
        if max(begin, end) > 1440 or max(hours[1], hours[3]) > 59 or begin == end:
            raise RulesError(f"{name} must be ranges within 00:00-24:00, got {part!r}")
        ranges += [(begin, end)] if begin < end else [(begin, 1440), (0, end)]
    return tuple(sorted((b, e) for b, e in ranges if b < e))
