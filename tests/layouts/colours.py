"""Colour as people see it: simulated colour-blindness, distance and contrast. For the tests of the tokens."""

import math
import re
from pathlib import Path

TOKENS = Path(__file__).parents[2] / "assets" / "styles" / "tokens.css"
Triple = tuple[float, float, float]

# Machado, Oliveira, Fernandes 2009, severity 1.0, for linear RGB; doi:10.1109/TVCG.2009.113
BLINDNESS: dict[str, tuple[Triple, Triple, Triple]] = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)


def tokens() -> dict[str, str]:
    """Name → `#rrggbb` of every colour token."""
    text = TOKENS.read_text(encoding="utf-8")
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});", text))


def linear(colour: str) -> Triple:
    def channel(at: int) -> float:
        value = int(colour[at : at + 2], 16) / 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    return channel(1), channel(3), channel(5)


def times(matrix: tuple[Triple, Triple, Triple], value: Triple) -> Triple:
    a, b, c = (sum(row[i] * value[i] for i in range(3)) for row in matrix)
    return a, b, c


def seen(colour: str, blindness: str) -> Triple:
    """Linear RGB as someone with this blindness sees it."""
    a, b, c = (min(1.0, max(0.0, v)) for v in times(BLINDNESS[blindness], linear(colour)))
    return a, b, c


def lab(rgb: Triple) -> Triple:
    def curve(t: float) -> float:
        return float(t ** (1 / 3)) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116

    x, y, z = (curve(v / white) for v, white in zip(times(TO_XYZ, rgb), WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, blindness: str) -> float:
    """CIE 1976 ΔE between two colours under a blindness."""
    return math.dist(lab(seen(one, blindness)), lab(seen(other, blindness)))


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    lights = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(one), linear(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)
