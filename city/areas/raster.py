"""A raster over a piece of the map: which cell a point falls in, which cells a line crosses. Knows numbers
only."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Degrees = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
HAIR = 1e-9  # degrees: what rounding may shift a crossing


class Raster:
    """Cells are square in degrees and numbered from 0; each holds its low sides, not its high ones."""

    def __init__(self, bounds: tuple[float, float, float, float], cells: int) -> None:
        west, south, east, north = bounds
        self.side = max(((east - west) * (north - south) / cells) ** 0.5, 1e-6)
        self.low = np.array([west, south]) - self.side
        self.columns, self.rows = (
            int(n) + 3 for n in ((east - west) / self.side, (north - south) / self.side)
        )
        self.count = self.columns * self.rows

    def cell(self, x: Degrees, y: Degrees) -> Whole:
        """The cell of each point, -1 outside the raster and for NaN."""
        with np.errstate(invalid="ignore"):
            column = np.floor((x - self.low[0]) / self.side)
            row = np.floor((y - self.low[1]) / self.side)
            inside = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        cell = np.where(inside, row * self.columns + column, -1)
        return cell.astype(np.int64)

    def crossed(self, begin: Degrees, end: Degrees) -> Whole:
        """The cells that the lines from `begin` to `end` (rows of x, y) touch."""
        places, line = self._crossings(begin, end)
        order = np.lexsort((places, line))
        places, line = places[order], line[order]
        same = line[1:] == line[:-1]
        middle = ((places[1:] + places[:-1]) / 2)[same]
        points = begin[line[1:][same]] + middle[:, None] * (end - begin)[line[1:][same]]
        cells = [
            self.cell(points[:, 0] + dx, points[:, 1] + dy) for dx in (-HAIR, HAIR) for dy in (-HAIR, HAIR)
        ]
        touched = np.zeros(self.count + 1, np.bool_)  # the last for what lies outside
        touched[np.concatenate(cells)] = True
        return np.flatnonzero(touched[:-1])

    def _crossings(self, begin: Degrees, end: Degrees) -> tuple[Degrees, Whole]:
        """Where each line crosses a side of a cell, as a part of its length, with both its ends; and which
        line that is."""
        every = np.arange(len(begin))
        places, lines = [np.zeros(len(begin)), np.ones(len(begin))], [every, every]
        for axis in (0, 1):
            first = (begin[:, axis] - self.low[axis]) / self.side
            last = (end[:, axis] - self.low[axis]) / self.side
            from_, to = np.ceil(np.minimum(first, last)), np.floor(np.maximum(first, last))
            number = np.maximum(to - from_ + 1, 0).astype(np.int64)
            line = np.repeat(every, number)
            nth = np.arange(len(line)) - np.repeat(np.cumsum(number) - number, number)
            side = from_[line] + nth
            with np.errstate(divide="ignore", invalid="ignore"):
                place = (side - first[line]) / (last - first)[line]
            kept = np.isfinite(place)
            places.append(np.clip(place[kept], 0.0, 1.0))
            lines.append(line[kept])
        return np.concatenate(places), np.concatenate(lines)
