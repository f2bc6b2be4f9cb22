"""Accounts as others at work read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Colleague(NamedTuple):
    """What an account is called, and the areas it may act in."""

    name: str
    areas: tuple[str, ...]


def called(colleagues: Mapping[str, Colleague], ids: Iterable[str]) -> dict[str, str]:
    """These by id; of two with one name each with its id."""
    wanted = {id: colleagues[id].name for id in ids if id in colleagues}
    names = Counter(each.name for each in colleagues.values())
    return {id: name if names[name] == 1 else f"{name} ({id})" for id, name in wanted.items()}
