"""Table of contents: what goes over the streams, its decoder and its encoder. Decides nothing."""

from streams.cameras import camera_fields, decode_camera_events
from streams.entries import Entry
from streams.events import decode_events, event_fields
from streams.fix import FIELDS, Fix, Sos
from streams.gathered import Positions
from streams.plain import position_fields, sos_fields
from streams.positions import decode_positions, heartbeat_fields
from streams.rejects import Reject
from streams.reports import decode_reports, report_fields
from streams.rows import fixes_field

__all__ = [
    "FIELDS",
    "Entry",
    "Fix",
    "Positions",
    "Reject",
    "Sos",
    "camera_fields",
    "decode_camera_events",
    "decode_events",
    "decode_positions",
    "decode_reports",
    "event_fields",
    "fixes_field",
    "heartbeat_fields",
    "position_fields",
    "report_fields",
    "sos_fields",
]
