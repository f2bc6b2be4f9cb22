"""A city where no day ends while tests run."""

from __future__ import annotations

import time


def zone_at_noon() -> str:
    """Where it is between noon and one o'clock now. These names count westwards."""
    return f"Etc/GMT{time.gmtime().tm_hour - 12:+d}"
