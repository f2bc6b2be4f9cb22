"""From what an office sends to a warning: which format it is, is told by its root."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from city.warnings.cap import SPACES, read_cap
from city.warnings.gbt35965 import read_gbt35965
from city.warnings.warning import ALERT, CANCEL, UPDATE, Message, WarningError
from city.warnings.xml_tree import read_xml


def read_warning(body: bytes, zone: ZoneInfo) -> Message:
    """`zone`: of times that name none, in the format that allows it. Raises WarningError."""
    root = read_xml(body)
    if root.name != "alert" or root.space not in ("", *SPACES):
        came = f"{root.name[:40]} of {root.space[:80]}" if root.space else root.name[:40]
        raise WarningError(f"a warning must be an alert of CAP 1.2, CAP 1.1 or GB/T 35965.1, got {came}")
    message = read_cap(root) if root.space else read_gbt35965(root, zone)
    if message.kind in (ALERT, UPDATE) and not message.infos:
        raise WarningError(f"an {message.kind} must have an info, got none")
    if message.kind == CANCEL and not message.references:
        raise WarningError("references must name what the Cancel takes back, got nothing")
    return message
