"""The column store of the history process by a clock that is told: `REDIS FOLDER`. A line in, how much was
done and at what cost out."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from city.areas.areas import Areas, read_areas
from city.time.days import Duty, LocalDays
from streams.history.columns.day_people import metadata
from streams.history.columns.housekeeping import Housekeeping
from streams.history.columns.place import Folder
from streams.history.columns.positions_minute import Ground, Kept
from streams.history.columns.recorder import Recorder, Sources
from streams.record.keys import Keys
from streams.server.connect import connect


def main() -> None:
    url, path = sys.argv[1:]
    folder, now = Path(path), [0]
    ground, days = Ground.of(areas_in(folder)), LocalDays(ZoneInfo("Asia/Shanghai"))
    engine = sa.create_engine(f"sqlite:///{folder / 'people.sqlite'}")
    metadata.create_all(engine)
    client, kept = connect(url), Kept(Duty(((0, 1440),), days), 200.0)
    sources = Sources(client, client, Keys(), lambda: ground, kept, days, clock=lambda _: now[0])
    recorder = Recorder(Folder(folder / "columns"), sources, engine, folder / "spill", tracks=True)
    house = Housekeeping(recorder.tables, {"fixes": 9}, days, engine, folder / "spill")
    began = spent()
    print(json.dumps({"cpu": began, "peak": peak()}), flush=True)
    for line in sys.stdin:
        now[0] = int(line)
        before = spent()
        while recorder.turn():
            pass
        taken, longest, more = spent(), 0.0, True
        while more:
            began_step = time.monotonic()
            more = house.step(now[0])
            longest = max(longest, time.monotonic() - began_step)
        told = {"fixes": recorder.told.fixes, "cpu": taken - before, "peak": peak()}
        told |= {"house_cpu": spent() - taken, "house_s": longest}
        print(json.dumps(told), flush=True)


def areas_in(folder: Path) -> Areas:
    return read_areas(json.loads((folder / "areas.geojson").read_text("utf-8")), "areas")


def spent() -> float:
    """s of a core, of all threads."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak() -> float:
    """MB, resident, at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
