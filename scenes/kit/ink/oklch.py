"""Colours by lightness, chroma and hue as the eye counts them (Oklab, Ottosson 2020).

A colour is moved in one of the three without the other two seeming to change, which is what
makes a palette out of a hue.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from scenes.kit.ink.vision import Array, linear, luminance, name_of, rgb

_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_FROM_CONES, _FROM_LAB = np.linalg.inv(_TO_CONES), np.linalg.inv(_TO_LAB)
HALVINGS = 24  # of an interval, until what is looked for in it is found


def lch(color: str) -> tuple[float, float, float]:
    """Lightness in [0, 1], chroma and hue in degrees of ``#RRGGBB``.

    >>> [round(part, 2) for part in lch("#FFFFFF")[:2]]
    [1.0, 0.0]
    """
    lightness, a, b = _TO_LAB @ np.cbrt(_TO_CONES @ linear(rgb(color)))
    return float(lightness), float(np.hypot(a, b)), float(np.degrees(np.arctan2(b, a)) % 360)


def channels(lightness: ArrayLike, chroma: ArrayLike, hue: ArrayLike) -> Array:
    """Channels (..., 3) of sRGB; those outside [0, 1] are of colours that no screen shows."""
    light, c, angle = np.broadcast_arrays(lightness, chroma, np.radians(hue))
    cones = np.stack([light, c * np.cos(angle), c * np.sin(angle)], axis=-1) @ _FROM_LAB.T
    linear_light = cones**3 @ _FROM_CONES.T
    return np.asarray(_encoded(linear_light))


def shown(parts: Array) -> Array:
    """Which (...) of the channels (..., 3) a screen shows."""
    return np.asarray(((parts > -1e-4) & (parts < 1 + 1e-4)).all(axis=-1))


def color(lightness: float, chroma: float, hue: float) -> str:
    """``#RRGGBB``, with as much of the chroma as a screen shows."""
    least, most = 0.0, chroma
    if not shown(channels(lightness, chroma, hue)):
        for _ in range(HALVINGS):
            middle = (least + most) / 2
            fits = bool(shown(channels(lightness, middle, hue)))
            least, most = (middle, most) if fits else (least, middle)
        chroma = least
    return name_of(np.clip(channels(lightness, chroma, hue), 0, 1))


def as_bright(chroma: float, hue: float, bright: float) -> str:
    """``#RRGGBB`` of a hue whose relative luminance is ``bright``, so that contrasts stay."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        over = float(luminance(rgb(color(middle, chroma, hue)))) > bright
        low, high = (low, middle) if over else (middle, high)
    return color((low + high) / 2, chroma, hue)


def _encoded(light: Array) -> Array:
    """sRGB of linear light, by IEC 61966-2-1."""
    return np.where(
        light <= 0.0031308, 12.92 * light, 1.055 * np.maximum(light, 1e-9) ** (1 / 2.4) - 0.055
    )
