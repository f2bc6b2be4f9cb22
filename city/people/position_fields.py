"""The fields of a position entry, a row each: by this table they are checked, kept, written, recognised in
recordings, and told in docs/streams.md. Knows neither entry nor column."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PositionField:
    """`low` to `high`, both included, in `unit`; `in_row` of a `fixes` entry too, in this order."""

    name: str
    kind: str  # id, time, number, flag
    meaning: str
    low: float = 0
    high: float = 1
    unit: str = ""
    required: bool = False
    in_row: bool = True
    written: str = "%d"
    headers: tuple[str, ...] = ()  # that recordings know it by, the surest first, after its name


_PEOPLE = ("vehicle_id", "device_id", "deviceid", "user_id", "tracker", "tid", "id")
_TIMES = ("timestamp", "datetime", "date_time", "gps_time", "t", "date")
_EAST = ("lng", "long", "longitude", "x")
_COURSE = ("bearing", "course")
_NORTH = "north of the equator; (0, 0) is refused, because phones send it when they know nothing"
_ROUGH = "how far off it may be; above 200 a fix moves nobody ([counters.md](counters.md))"
_LATE = "with `sos`: it came through a personal link that has expired or was revoked"

POSITION_FIELDS = (
    PositionField("inspector", "id", "who", required=True, written="%s", headers=_PEOPLE),
    PositionField("time", "time", "when the position was taken", required=True, headers=_TIMES),
    PositionField("lat", "number", _NORTH, -90, 90, "degrees", True, True, "%.6f", ("latitude", "y")),
    PositionField("lon", "number", "east of Greenwich", -180, 180, "degrees", True, True, "%.6f", _EAST),
    PositionField("accuracy", "number", _ROUGH, 0, 100_000, "m", written="%.6g", headers=("acc", "hdop_m")),
    PositionField("speed", "number", "over the ground", 0, 200, "m/s", written="%.6g", headers=("velocity",)),
    PositionField("heading", "number", "from north", 0, 360, "degrees", written="%.6g", headers=_COURSE),
    PositionField("battery", "number", "what is left of it", 0, 100, "%", written="%.6g", headers=("batt",)),
    PositionField("sos", "flag", "the inspector calls for help"),
    PositionField("unverified", "flag", _LATE, in_row=False),
)
ROW = tuple(field for field in POSITION_FIELDS if field.in_row)
NUMBERS = {field.name: field for field in POSITION_FIELDS if field.kind == "number"}
PLACE = tuple(name for name, field in NUMBERS.items() if field.required)
MEASURES = tuple(name for name, field in NUMBERS.items() if not field.required)
