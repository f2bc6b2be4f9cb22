"""What `gridwall check` says of the datum: by the city's border, and by the newest positions."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from city.areas.areas import Areas
from city.datum.judgement import of_city, told_datum
from city.datum.places import of_places
from city.people.roster import Roster
from dashboard.settings.addresses import client, keys_of
from dashboard.settings.settings import Settings
from streams.record.newest import newest_places
from streams.record.startup import AWAY
from streams.server.connect import RedisAddressError
from streams.server.fitness import Verdict

NEWEST = 2000  # entries of each stream


def border_findings(settings: Settings, areas: Areas) -> Iterator[Verdict]:
    """A whole city may lie elsewhere without any contradiction in itself."""
    from dashboard.settings.city_files import read_json
    from dashboard.settings.city_paths import city_paths

    told = told_datum(read_json(city_paths(settings).areas))
    judgement = of_city(areas.root.polygon, told)
    if judgement.sentence:
        sure = told is not None or judgement.known
        fits = judgement.datum in (None, "wgs84")
        yield Verdict("ok" if sure and fits else "warn", f"the areas: {judgement.sentence}")


def position_findings(settings: Settings, areas: Areas, roster: Roster) -> Iterator[Verdict]:
    """Whether people are where they belong, or would be in another datum; nothing when nobody can tell."""
    told = settings.redis
    streams = keys_of(settings).position_streams
    try:
        redis = client(settings, told.positions or told.url)
        places = newest_places(redis, streams, NEWEST)
    except RedisAddressError:
        return  # what is wrong with Redis was said
    except AWAY:
        return
    known = [(lon, lat, _home(areas, roster, who)) for who, (lat, lon) in places.items()]
    found = np.array([each for each in known if each[2] > 0], dtype=np.float64).reshape(-1, 3)
    judgement = of_places(areas, found[:, :2], found[:, 2].astype(np.int64))
    if judgement.known:
        yield Verdict("ok" if judgement.datum == "wgs84" else "warn", judgement.sentence)


def _home(areas: Areas, roster: Roster, inspector: str) -> int:
    """The position of the area; 0, the whole city, for nobody we know."""
    person = roster.get(inspector)
    return areas.position[person.area] if person else 0
