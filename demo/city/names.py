"""Made-up names for people and villages, in Chinese and in pinyin. Knows characters, nobody real."""

from __future__ import annotations

import tomllib
from importlib import resources

import numpy as np

Random = np.random.Generator
Syllables = list[tuple[str, str]]


def _syllables() -> dict[str, Syllables]:
    text = resources.files("demo.city").joinpath("data", "names.toml").read_text(encoding="utf-8")
    return {use: list(_pairs(told.split())) for use, told in tomllib.loads(text).items()}


def _pairs(words: list[str]) -> Syllables:
    return list(zip(words[::2], words[1::2], strict=True))


def people(count: int, random: Random) -> list[tuple[str, str]]:
    """Names such as 陈伟明, Chen Weiming; some occur twice, as in life."""
    told = _syllables()
    surnames, given = told["surnames"], told["given"]
    weight = 1 / np.arange(3, len(surnames) + 3)
    first = random.choice(len(surnames), size=count, p=weight / weight.sum())
    second = random.integers(len(given), size=(count, 2))
    single = random.random(count) < 0.15
    names = []
    for row in range(count):
        last = surnames[first[row]]
        parts = [given[index] for index in second[row, : 1 if single[row] else 2]]
        names.append((last[0] + "".join(zh for zh, _ in parts), f"{last[1]} {_joined(parts)}"))
    return names


def places(count: int, random: Random) -> list[tuple[str, str]]:
    """Different names such as 沙岭村, Shaling."""
    told = _syllables()
    heads, tails = told["place_heads"], told["place_tails"]
    chosen = random.choice(len(heads) * len(tails), size=count, replace=False)
    kinds = random.random(count) < 0.6
    names = []
    for pick, settled in zip(chosen.tolist(), kinds.tolist(), strict=True):
        parts = [heads[pick // len(tails)], tails[pick % len(tails)]]
        names.append(("".join(zh for zh, _ in parts) + ("社区" if settled else "村"), _joined(parts)))
    return names


def _joined(parts: Syllables) -> str:
    """Pinyin in one word, with the apostrophe that keeps syllables apart."""
    word = ""
    for _, syllable in parts:
        word += ("'" if word and syllable[0] in "aeoAEO" else "") + syllable.lower()
    return word.capitalize()
