"""Which layers and kinds the vector tiles of a file hold: pages draw the basemap schema of Protomaps, of
version 3 or 4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dashboard.api.tilesets.tileset import LARGEST, About, TilesetError, inflated, levels, plain_credit

MEDIA = "application/vnd.mapbox-vector-tile"
EDGE = 512  # CSS pixels across a tile: what each level of the schema is generalised for
LAYERS = ("earth", "roads", "water")
# field of a road that says its class → version
KINDS = {"kind": "4", "pmap:kind": "3"}
NAMED = 6  # layers named in a refusal


def about_vectors(
    path: Path, zooms: tuple[object, object], first: bytes, metadata: Mapping[str, Any], *, packed: bool
) -> About:
    """What a file of vector tiles says of itself, once it is sound; `first` is one. Raises TilesetError."""
    low, high = levels(path, zooms)
    schema = _schema(path, dict(_layers(metadata.get("vector_layers"))))
    if packed:
        try:
            inflated(first, LARGEST)
        except ValueError as error:
            raise TilesetError(f"{path}: vector tiles packed as gzip wanted, got {error}") from None
    return About(low, high, EDGE, plain_credit(metadata.get("attribution")), schema, packed)


def _layers(told: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Name → its fields."""
    for layer in told if isinstance(told, list) else ():
        if isinstance(layer, Mapping) and isinstance(layer.get("id"), str):
            fields = layer.get("fields")
            yield layer["id"], fields if isinstance(fields, Mapping) else {}


def _schema(path: Path, layers: Mapping[str, Mapping[str, Any]]) -> str:
    wanted = f"{path}: vector tiles of the Protomaps basemap, version 3 or 4, wanted"
    if not all(name in layers for name in LAYERS):
        came = ", ".join(f"{name!r:.30}" for name in sorted(layers)[:NAMED]) or "none that it names"
        raise TilesetError(f"{wanted} (layers {', '.join(LAYERS)}), got the layers {came}")
    version = next((version for field, version in KINDS.items() if field in layers["roads"]), None)
    if version is None:
        raise TilesetError(f"{wanted}, but its roads have no field {' or '.join(KINDS)}")
    return f"Protomaps basemap {version}"
