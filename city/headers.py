"""Which column of a table means what, however people write its header. Knows texts, no table's meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

SHOWN = 40  # columns named in a sentence
Known = Mapping[str, Sequence[str]]  # member → headers it goes by, the surest first
# what a spreadsheet makes of a long number in a narrow column: 1.39E+10
CUT = re.compile(r"[+-]?\d+(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)


class HeaderError(ValueError):
    """One sentence: where, what was wanted, which columns there are."""


def plain(header: str) -> str:
    """A header without what people write differently: case, width, blanks, underscores, signs."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", header).casefold() if letter.isalnum())


def recognised(header: Sequence[str], known: Known) -> dict[str, int]:
    """For each member that has a column, the column's number; of two with one header the first."""
    at = {plain(name): number for number, name in reversed(list(enumerate(header)))}
    at.pop("", None)
    return {m: at[plain(k)] for m, names in known.items() for k in reversed((m, *names)) if plain(k) in at}


def require(found: Mapping[str, int], needed: Sequence[str], header: Sequence[str], where: str) -> None:
    """Raises HeaderError that names the columns there are, once for all that are missing."""
    missing = [name for name in needed if name not in found]
    if missing:
        raise HeaderError(f"{where}: no column for {', '.join(missing)}; there are {listed(header)}")


def listed(header: Sequence[str]) -> str:
    """The columns there are, for a sentence."""
    names = [" ".join(name.split())[:SHOWN] for name in header if name.strip()]
    return ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "") if names else "none"


def digits_lost(value: str) -> bool:
    """Whether a spreadsheet has put a short form in the place of a long number."""
    return bool(CUT.fullmatch(value.strip()))


LOST = "a spreadsheet has cut its digits off: set the column to text and enter them anew"
