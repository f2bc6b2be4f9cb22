"""Letters of five by seven dots, for what stands inside a picture. Capitals, digits and marks alone.

Chinese needs a font, and none comes with this project: a camera's Chinese name stands in its panel's caption.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.uint8]

CELL = 8  # dots a side, the letter and the air around it
# five columns each, the topmost dot in the lowest bit
COLUMNS = """
0 3E5149453E | 1 00427F4000 | 2 4261514946 | 3 2241494936 | 4 1814127F10 | 5 2745454539 | 6 3C4A494930
7 0171090503 | 8 3649494936 | 9 064949291E | A 7E1111117E | B 7F49494936 | C 3E41414122 | D 7F4141221C
E 7F49494941 | F 7F09090901 | G 3E4149497A | H 7F0808087F | I 00417F4100 | J 2040413F01 | K 7F08142241
L 7F40404040 | M 7F020C027F | N 7F0408107F | O 3E4141413E | P 7F09090906 | Q 3E4151215E | R 7F09192946
S 4649494931 | T 01017F0101 | U 3F4040403F | V 1F2040201F | W 3F4038403F | X 6314081463 | Y 0708700807
Z 6151494543 | - 0808080808 | : 0036360000 | # 147F147F14 | . 0060600000 | / 2010080402
"""


def _read() -> dict[str, Plane]:
    made = {}
    for entry in COLUMNS.replace("\n", "|").split("|"):
        letter, _, digits = entry.strip().partition(" ")
        if letter:
            columns = np.frombuffer(bytes.fromhex(digits), dtype=np.uint8)
            dots = np.zeros((CELL, CELL), dtype=np.uint8)
            dots[:, 1:6] = columns[np.newaxis, :] >> np.arange(CELL, dtype=np.uint8)[:, np.newaxis] & 1
            made[letter] = dots
    return made


LETTERS = _read()
BLANK = np.zeros((CELL, CELL), dtype=np.uint8)


@cache
def glyph(letter: str, side: int) -> Plane:
    """`side` × `side` dots of 0 and 1; nothing of a letter that is not known here."""
    dots = LETTERS.get(letter.upper(), BLANK)
    scale = max(1, side // CELL)
    drawn = np.zeros((side, side), dtype=np.uint8)
    large = np.kron(dots, np.ones((scale, scale), dtype=np.uint8))[:side, :side]
    drawn[: large.shape[0], : large.shape[1]] = large
    return drawn
