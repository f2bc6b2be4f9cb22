"""Whether areas lie where their parents and neighbours say, or in another datum. Knows geometry only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from city.area import Area


def refuse_misfits(
    order: Sequence[Area],
    parent: npt.NDArray[np.int32],
    depth: npt.NDArray[np.int8],
    polygons: npt.NDArray[np.object_],
    source: str,
) -> None:
    """Raises AreaError for an area far outside its parent, or in another datum than the rest."""
