"""What `gridwall check` says of editions that were loaded: which hold, and which are to come."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime

from dashboard.settings.city_in_force import InForce
from dashboard.settings.settings import Settings
from streams.server.fitness import Verdict


def edition_findings(settings: Settings, shown: InForce) -> Iterator[Verdict]:
    if shown.trouble:
        yield Verdict("bad", f"an edition that was loaded is not shown: {shown.trouble}")
    for kind, edition in shown.editions.items():
        yield Verdict("ok", f"the {kind} are edition {edition}, loaded with `gridwall {kind} load`")
    now = time.time() * 1000
    for each in shown.plan.editions:
        if each.since > now:
            day = datetime.fromtimestamp(each.since / 1000, settings.rules.zone).strftime("%Y-%m-%d %H:%M")
            yield Verdict("ok", f"from {day} on the {each.kind} are edition {each.edition} ({each.name})")
