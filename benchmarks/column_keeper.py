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

from city.areas.areas import read_areas
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
    document = json.loads((folder / "areas.geojson").read_text("utf-8"))
    ground, days = Ground.of(read_areas(document, "areas")), LocalDays(ZoneInfo("Asia/Shanghai"))
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
        taken, kept_house = spent(), time.monotonic()
        house.turn(now[0])
        told = {"fixes": recorder.told.fixes, "cpu": taken - before, "peak": peak()}
        told |= {"house_cpu": spent() - taken, "house_s": time.monotonic() - kept_house}
        print(json.dumps(told), flush=True)


def spent() -> float:
    """s of a core, of all threads."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak() -> float:
    """MB, resident, at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
