"""How long each stream is kept; what cuts them is `trimming.py`. Settings read it, and with it no Redis."""

from dataclasses import dataclass

REPORTS = "reports"  # the field of the clerk's cursor


@dataclass(frozen=True, slots=True)
class Retention:
    positions_minutes: int = 15
    reports_days: int = 90
    dispatches_days: int = 7
    cameras_days: int = 90
    wall_days: int = 90
    warnings_days: int = 90
    handovers_days: int = 90
    audit_days: int = 366
    rejected: int = 10_000  # entries
    snapshot_seconds: int = 10  # between snapshots
