"""What `gridwall check` says of the base map: what its file is, and how far off its tiles stay in another
datum."""

from __future__ import annotations

from collections.abc import Iterator

from city.areas.areas import Areas
from city.datum.evidence import NAMES
from city.datum.tile_error import level_of, pixel_metres, shift_at, tile_error
from dashboard.api.tilesets import TilesetError, open_base_map
from dashboard.api.tilesets.tileset import About
from dashboard.settings.settings import Settings
from streams.server.fitness import Verdict

SHOWN = 1000  # pixels that a whole city takes on a wall of 1920 × 1080
OUTSIDE = About(0, 19)  # tiles of another server, as pages ask for them


def base_map_findings(settings: Settings, areas: Areas | None) -> Iterator[Verdict]:
    told = settings.basemap
    if not told.file:
        yield Verdict(
            "ok", f"the base map comes from {told.url}" if told.url else "no base map: boundaries alone"
        )
        if told.url and areas is not None:
            yield from datum_findings(told.datum, OUTSIDE, areas)
        return
    path = settings.path(told.file)
    try:
        opened = open_base_map(path, told.datum)
    except TilesetError as error:
        yield Verdict("bad", str(error))
        return
    yield Verdict("ok", f"the base map {told.file} has {opened.described}")
    if opened.tileset is not None and areas is not None:
        yield from datum_findings(told.datum, opened.tileset.about, areas)


def datum_findings(datum: str, about: About, areas: Areas) -> Iterator[Verdict]:
    """Nothing of WGS-84, whose tiles nobody moves."""
    if datum == "wgs84" or areas.root.polygon.is_empty:
        return
    box = areas.root.polygon.bounds
    lat, lon = (box[1] + box[3]) / 2, (box[0] + box[2]) / 2
    whole = min(max(level_of(box, SHOWN, about.size), about.min_zoom), about.max_zoom)
    rough, fine = (tile_error(box, datum, level) for level in (whole, about.max_zoom))
    pixels = rough / pixel_metres(lat, whole, about.size)
    yield Verdict(
        "ok",
        f"the base map is in {NAMES[datum]}: pages move its tiles, by {shift_at(lat, lon, datum):,.0f} m at "
        f"the city's middle; what is left anywhere in the city is at most {fine:.1f} m on the finest tiles "
        f"(level {about.max_zoom}), and {rough:.1f} m, {pixels:.1f} of a pixel, where all of it is shown "
        f"(level {whole})",
    )
