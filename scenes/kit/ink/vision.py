"""Colours as eyes see them: luminance, contrast, colour blindness, and how far two are apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

# Machado, Oliveira & Fernandes, "A physiologically-based model for simulation of color vision
# deficiency" (2009), severity 1.0, on linear RGB.
DEFICIENCIES: dict[str, Array] = {
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
# IEC 61966-2-1, linear sRGB to CIE XYZ; and its white, D65.
_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = _TO_XYZ.sum(axis=1)


def rgb(color: str) -> Array:
    """Channels (3,) in [0, 1] of ``#RRGGBB``."""
    return np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])


def name_of(channels: ArrayLike) -> str:
    """``#RRGGBB`` of channels (3,) in [0, 1]."""
    return "#" + "".join(f"{round(255 * float(c)):02X}" for c in np.asarray(channels))


def linear(channels: ArrayLike) -> Array:
    """Linear light of sRGB channels in [0, 1] (IEC 61966-2-1)."""
    c = np.asarray(channels, dtype=float)
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def luminance(channels: ArrayLike) -> Array:
    """Relative luminance (...) of sRGB channels (..., 3) (WCAG 2.2)."""
    return np.asarray(linear(channels) @ _TO_XYZ[1])


def contrast(first: ArrayLike, second: ArrayLike) -> Array:
    """Contrast ratio (...) of sRGB channels (..., 3): (L1 + 0.05) / (L2 + 0.05) (WCAG 2.2)."""
    a, b = luminance(first) + 0.05, luminance(second) + 0.05
    return np.asarray(np.maximum(a, b) / np.minimum(a, b))


def seen_with(deficiency: str, channels: ArrayLike) -> Array:
    """Linear light (..., 3) as a dichromat sees sRGB channels (..., 3)."""
    return np.asarray(np.clip(linear(channels) @ DEFICIENCIES[deficiency].T, 0, 1))


def lab(light: ArrayLike) -> Array:
    """CIE L*a*b* (..., 3) of linear sRGB light (..., 3), under D65."""
    ratio = np.asarray(light, dtype=float) @ _TO_XYZ.T / _WHITE
    x, y, z = np.moveaxis(
        np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29), -1, 0
    )
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def difference(first: ArrayLike, second: ArrayLike) -> Array:
    """CIEDE2000 distances (...) of colours in L*a*b* (..., 3), each with each as numpy broadcasts.

    Sharma, Wu & Dalal, "The CIEDE2000 color-difference formula" (2005); 1 is just noticeable,
    side by side.

    >>> round(float(difference((50, 2.6772, -79.7751), (50, 0, -82.7485))), 4)
    2.0425
    """
    l1, a1, b1 = np.moveaxis(np.asarray(first, dtype=float), -1, 0)
    l2, a2, b2 = np.moveaxis(np.asarray(second, dtype=float), -1, 0)
    mean_chroma = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * np.sqrt(mean_chroma**7 / (mean_chroma**7 + 25.0**7))
    c1, c2 = np.hypot(stretch * a1, b1), np.hypot(stretch * a2, b2)
    h1 = np.degrees(np.arctan2(b1, stretch * a1)) % 360
    h2 = np.degrees(np.arctan2(b2, stretch * a2)) % 360
    coloured = c1 * c2 > 0  # grey has no hue
    turn = np.where(coloured, (h2 - h1 + 180) % 360 - 180, 0.0)
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    hue = np.where(coloured, (h1 + turn / 2) % 360, h1 + h2)
    away = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    t = (
        1
        - 0.17 * np.cos(np.radians(hue - 30))
        + 0.24 * np.cos(np.radians(2 * hue))
        + 0.32 * np.cos(np.radians(3 * hue + 6))
        - 0.20 * np.cos(np.radians(4 * hue - 63))
    )
    of_l = 1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2)
    of_c, of_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    rotation = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    rotation *= np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    by_l, by_c, by_h = (l2 - l1) / of_l, (c2 - c1) / of_c, away / of_h
    return np.asarray(np.sqrt(by_l**2 + by_c**2 + by_h**2 + rotation * by_c * by_h))
