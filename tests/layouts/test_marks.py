"""Any two marks that can stand on one map are told apart, on every ground, by everybody's eyes: all of them
together, as the map draws them eight pixels high."""

from __future__ import annotations

import base64
import json
import subprocess
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.layouts.colours import BLINDNESS, TO_XYZ, WHITE, distance, tokens

DRAWN = Path(__file__).parents[1] / "assets" / "map" / "marks_as_drawn.mjs"
GROUNDS = ("ground", "land", "shade-1", "shade-2", "shade-3", "street-main", "street", "lane", "water")
APART = 20  # ΔE
SHARE = 0.35  # of what the two cover: a shape that differs by as much is another shape
PLAIN = 20  # of the pixels a mark covers at eight pixels' height, so many stand off from its ground
TOUCHES = 2  # of the pixels of a picture: half a pixel of the screen
SURE = 0.95  # opacity
CLEAR = np.zeros((1, 1, 4))
Picture = NDArray[np.float64]


@pytest.fixture(scope="module")
def marks() -> dict[str, Picture]:
    """Name → its pixels, RGBA from 0 to 1, all of one size."""
    ran = subprocess.run(["node", str(DRAWN)], capture_output=True, text=True, check=True)
    found = {}
    for mark in json.loads(ran.stdout):
        raw = np.frombuffer(base64.b64decode(mark["pixels"]), np.uint8)
        found[mark["name"]] = raw.reshape(mark["side"], mark["side"], 4) / 255
    side = max(len(picture) for picture in found.values())
    return {name: centred(picture, side) for name, picture in found.items()}


def centred(picture: Picture, side: int) -> Picture:
    spare = side - len(picture)
    room = (spare // 2 + TOUCHES, spare - spare // 2 + TOUCHES)
    return np.pad(picture, (room, room, (0, 0)))


def linear(rgb: Picture) -> Picture:
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def seen(rgb: Picture, blindness: str) -> Picture:
    """CIELAB of sRGB as somebody with this blindness sees it."""
    light = np.clip(linear(rgb) @ np.array(BLINDNESS[blindness]).T, 0, 1)
    xyz = light @ np.array(TO_XYZ).T / np.array(WHITE)
    curve = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    x, y, z = np.moveaxis(curve, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def over(picture: Picture, ground: str) -> Picture:
    colour = np.array([int(ground[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    alpha = picture[..., 3:]
    return picture[..., :3] * alpha + colour * (1 - alpha)


def far(one: Picture, other: Picture) -> NDArray[np.bool_]:
    return np.linalg.norm(one - other, axis=-1) >= APART


def contrasts(picture: Picture, ground: str, other: Picture) -> Picture:
    """WCAG's ratio, pixel by pixel, of two pictures over one ground."""
    lights = [linear(over(each, ground)) @ np.array(TO_XYZ[1]) + 0.05 for each in (picture, other)]
    return np.maximum(*lights) / np.minimum(*lights)


def grown(pixels: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """With all that are nearer to one of them than they touch."""
    steps = [(x, y) for x in range(-TOUCHES, TOUCHES + 1) for y in range(-TOUCHES, TOUCHES + 1)]
    return np.logical_or.reduce([np.roll(pixels, step, (0, 1)) for step in steps])


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_pixels_are_judged_as_single_colours_are(blindness: str) -> None:
    new, in_hand = (tokens()[name] for name in ("case-new", "case-in-hand"))
    one, other = (seen(over(CLEAR, colour), blindness) for colour in (new, in_hand))
    assert np.linalg.norm(one - other) == pytest.approx(distance(new, in_hand, blindness))


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_any_two_marks_of_one_map_are_told_apart(
    marks: dict[str, Picture], ground: str, blindness: str
) -> None:
    colour = tokens()[ground]
    shown = {name: seen(over(picture, colour), blindness) for name, picture in marks.items()}
    plain = seen(over(CLEAR, colour), blindness)
    ink = {name: far(picture, plain) for name, picture in shown.items()}
    faint = {name: int(pixels.sum()) / 16 for name, pixels in ink.items() if pixels.sum() / 16 < PLAIN}
    alike = {}
    for one, other in combinations(marks, 2):
        if {one.split()[0], other.split()[0]} == {"far", "person"}:
            continue  # over a city all people are drawn alike, nearer none is
        differs = far(shown[one], shown[other]) & (ink[one] | ink[other])
        share = differs.sum() / (ink[one] | ink[other]).sum()
        if share < SHARE:
            alike[one, other] = round(float(share), 2)
    assert len(marks) >= 16
    assert (faint, alike) == ({}, {})


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_mark_stands_off_from_what_it_touches(marks: dict[str, Picture], ground: str) -> None:
    """From the dark edge that it brings, or from shades, streets and waters themselves."""
    close = {}
    for name, picture in marks.items():
        own = (picture[..., 3] > SURE) & (contrasts(picture, tokens()["ground"], CLEAR) >= 3)
        darkest = picture[own][contrasts(picture, tokens()["ground"], CLEAR)[own].argmin()]
        stands = contrasts(picture, tokens()[ground], darkest)[grown(own) & ~own] >= 3
        if stands.mean() < 0.9:
            close[name] = round(float(stands.mean()), 2)
    assert close == {}
