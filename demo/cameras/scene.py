"""A street as a camera above it sees it, drawn with numpy: road, lanes, houses, vehicles.

The same seed, the same street. All comes round after ten seconds: a loop has no seam. Knows no codec.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.uint8]
Color = tuple[int, int, int]  # Y, U, V

SECONDS = 10
KERB = 0.16  # of the height, at the foot: still and rough, so that no motion vector ever points below it
VEHICLES: list[Color] = [
    *((205, 128, 128), (60, 134, 124), (96, 150, 116), (70, 118, 158), (150, 112, 134), (120, 138, 122)),
    *((44, 130, 127), (170, 104, 140)),
]


@dataclass(slots=True)
class Picture:
    """Planes of 4:2:0; U and V have half the width and height."""

    y: Plane
    u: Plane
    v: Plane

    @classmethod
    def blank(cls, width: int, height: int) -> Picture:
        small = (height // 2, width // 2)
        planes = (np.full(size, 128, dtype=np.uint8) for size in ((height, width), small, small))
        return cls(*planes)

    def copy(self) -> Picture:
        return Picture(self.y.copy(), self.u.copy(), self.v.copy())

    def fill(self, left: float, top: float, right: float, bottom: float, color: Color) -> None:
        """A rectangle in pixels, on even borders; what lies outside the picture is left out."""
        x0, x1 = (max(0, min(self.y.shape[1], int(x) // 2 * 2)) for x in (left, right))
        y0, y1 = (max(0, min(self.y.shape[0], int(y) // 2 * 2)) for y in (top, bottom))
        self.y[y0:y1, x0:x1] = color[0]
        self.u[y0 // 2 : y1 // 2, x0 // 2 : x1 // 2] = color[1]
        self.v[y0 // 2 : y1 // 2, x0 // 2 : x1 // 2] = color[2]

    def array(self) -> Plane:
        """As PyAV takes yuv420p: all planes below each other."""
        width = self.y.shape[1]
        return np.concatenate([self.y, self.u.reshape(-1, width), self.v.reshape(-1, width)])


@dataclass(frozen=True, slots=True)
class Vehicle:
    lane: float  # across the road, -1 to 1
    rounds: int  # passages in ten seconds; negative: away from us
    offset: float
    color: Color
    long: float  # height in widths: a lorry's is larger


class Scene:
    def __init__(self, seed: int, width: int, height: int) -> None:
        self.width, self.height = width, height
        random = np.random.default_rng([seed, 20])
        self.horizon = height * random.uniform(0.28, 0.42)
        self.foot = height * (1 - KERB)
        self.vanish = width * random.uniform(0.3, 0.7)
        self.middle = width * random.uniform(0.4, 0.6)  # of the road at the foot
        self.half = width * random.uniform(0.28, 0.42)
        self.lanes = int(random.integers(2, 4))  # each way
        self.vehicles = [self._vehicle(random) for _ in range(int(random.integers(5, 9)))]
        self.ground = self._ground(random)

    def _vehicle(self, random: np.random.Generator) -> Vehicle:
        way = int(random.choice([-1, 1]))
        lane = -way * (int(random.integers(self.lanes)) + 0.5) / self.lanes  # we drive on the right
        color = VEHICLES[int(random.integers(len(VEHICLES)))]
        return Vehicle(
            lane, way * int(random.integers(1, 4)), random.random(), color, random.choice([0.8, 1.3])
        )

    def _ground(self, random: np.random.Generator) -> Picture:
        """All that stands still."""
        made = Picture.blank(self.width, self.height)
        hue = int(random.integers(-5, 6))
        rows = np.linspace(0, 1, self.height)[:, np.newaxis]
        made.y[:] = np.where(rows * self.height < self.horizon, 78 + 50 * rows, 62 + 8 * rows).astype(
            np.uint8
        )
        made.u[:], made.v[:] = 138 + hue, 120 - hue
        self._houses(made, random)
        self._road(made)
        self._kerb(made, random)
        rough = random.normal(0, 1.2, made.y.shape)
        rough[int(self.foot) :] *= 6
        made.y = np.clip(made.y + rough, 16, 235).astype(np.uint8)
        return made

    def _houses(self, made: Picture, random: np.random.Generator) -> None:
        x, unit = 0.0, self.width / 40
        while x < self.width:
            wide = unit * random.uniform(2, 6)
            top = self.horizon * random.uniform(0.15, 0.8)
            tone, tint = int(random.integers(40, 70)), int(random.integers(128, 140))
            made.fill(x, top, x + wide, self.horizon, (tone, tint, 122))
            for floor in np.arange(top + unit / 2, self.horizon - unit / 2, unit * 0.8):
                for bay in np.arange(x + unit / 3, x + wide - unit / 2, unit * 0.7):
                    lit = random.random() < 0.3
                    window = (130, 116, 136) if lit else (tone + 14, tint, 122)
                    made.fill(bay, floor, bay + unit * 0.4, floor + unit * 0.4, window)
            x += wide + unit * random.uniform(0, 1.5)

    def _road(self, made: Picture) -> None:
        for line in range(int(self.horizon), int(self.foot)):
            near = self._near(line)
            left, right = (self._across(side, near) for side in (-1, 1))
            made.y[line, max(0, int(left)) : max(0, int(right))] = 48
            self._marks(made.y[line], near)
            for plane in (made.u, made.v):
                plane[line // 2, max(0, int(left / 2)) : max(0, int(right / 2))] = (
                    134 if plane is made.u else 125
                )

    def _marks(self, line: Plane, near: float) -> None:
        thick = max(1.0, near * self.width / 160)
        dashed = (1 / (near + 0.06)) % 1.6 < 0.8
        for mark in range(-self.lanes, self.lanes + 1):
            if mark in (-self.lanes, 0, self.lanes) or dashed:
                x = self._across(mark / self.lanes * 0.98, near)
                line[max(0, int(x - thick / 2)) : max(0, int(x + thick / 2) + 1)] = 132

    def _kerb(self, made: Picture, random: np.random.Generator) -> None:
        side = self.width / 32
        for row, top in enumerate(np.arange(self.foot, self.height, side / 2)):
            for column in np.arange(-row % 2 / 2, 33) * side:
                made.fill(
                    column,
                    top,
                    column + side - 2,
                    top + side / 2 - 2,
                    (int(random.integers(56, 84)), 134, 124),
                )

    def _near(self, line: float) -> float:
        """0 at the horizon, 1 at the foot of the picture."""
        return (line - self.horizon) / (self.foot - self.horizon)

    def _across(self, side: float, near: float) -> float:
        middle = self.vanish + (self.middle - self.vanish) * near
        return middle + side * self.half * (0.04 + 0.96 * near)

    def at(self, seconds: float) -> Picture:
        made = self.ground.copy()
        placed = [((one.rounds * seconds / SECONDS + one.offset) % 1, one) for one in self.vehicles]
        for along, one in sorted(placed, key=lambda pair: pair[0]):
            self._drive(made, one, along**2.2 * 1.25)
        foot = int(self.foot) // 2 * 2
        made.y[foot:] = self.ground.y[foot:]
        made.u[foot // 2 :], made.v[foot // 2 :] = self.ground.u[foot // 2 :], self.ground.v[foot // 2 :]
        return made

    def _drive(self, made: Picture, one: Vehicle, near: float) -> None:
        wide = self.half / self.lanes * 0.62 * (0.04 + 0.96 * near)
        tall = wide * one.long
        x, bottom = self._across(one.lane, near), self.horizon + near * (self.foot - self.horizon)
        left, right, top = x - wide / 2, x + wide / 2, bottom - tall
        made.fill(left, bottom - wide * 0.12, right, bottom + wide * 0.06, (26, 128, 128))
        made.fill(left, top, right, bottom - wide * 0.1, one.color)
        made.fill(
            left + wide * 0.12, top + tall * 0.1, right - wide * 0.12, top + tall * 0.42, (34, 140, 120)
        )
        lamp = (225, 120, 132) if one.rounds > 0 else (110, 110, 190)
        for side in (left + wide * 0.04, right - wide * 0.22):
            made.fill(side, bottom - wide * 0.34, side + wide * 0.18, bottom - wide * 0.2, lamp)
