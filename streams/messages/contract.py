"""Table of contents: what goes over the streams, its decoder and its encoder; those of cameras stand beside
them. Decides nothing."""

from streams.messages.entries import Entry
from streams.messages.events import decode_events, event_fields
from streams.messages.fix import Fix, Sos
from streams.messages.gathered import Positions
from streams.messages.plain import position_fields, sos_fields
from streams.messages.positions import decode_positions, heartbeat_fields
from streams.messages.rejects import Reject
from streams.messages.reports import decode_reports, report_fields
from streams.messages.rows import fixes_field

__all__ = [
    "Entry",
    "Fix",
    "Positions",
    "Reject",
    "Sos",
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
