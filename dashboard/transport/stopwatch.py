"""When this process began, so that a slow start can be told from slow imports."""

from __future__ import annotations

import os
import time
from pathlib import Path


def process_began() -> float:
    """Epoch seconds; where the system does not tell, now."""
    try:
        fields = Path("/proc/self/stat").read_text("ascii").rpartition(")")[2].split()
        uptime = float(Path("/proc/uptime").read_text("ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return time.time()
    since_boot = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return time.time() - (uptime - since_boot)
