"""Where things go: the frame, its margins, and boxes cut out of it, in scene units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def center(self) -> NDArray[np.float64]:
        """Scene point (3,) in the middle."""
        return np.array([(self.left + self.right) / 2, (self.bottom + self.top) / 2, 0.0])

    def inset(self, left: float = 0, right: float = 0, bottom: float = 0, top: float = 0) -> Box:
        """This box with its sides moved inwards."""
        return Box(self.left + left, self.right - right, self.bottom + bottom, self.top - top)

    def columns(self, weights: Sequence[float], gap: float = 0.4) -> tuple[Box, ...]:
        """Side by side, widths in proportion to ``weights``, from left to right."""
        return tuple(
            Box(low, high, self.bottom, self.top)
            for low, high in _cut(self.left, self.right, weights, gap)
        )

    def rows(self, weights: Sequence[float], gap: float = 0.3) -> tuple[Box, ...]:
        """One under another, heights in proportion to ``weights``, from the top down."""
        cuts = _cut(-self.top, -self.bottom, weights, gap)
        return tuple(Box(self.left, self.right, -high, -low) for low, high in cuts)

    def holds(self, points: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which of the scene points (n, 3) lie inside; points that are not finite do not."""
        x, y = points[..., 0], points[..., 1]
        return (self.left <= x) & (x <= self.right) & (self.bottom <= y) & (y <= self.top)


def _cut(
    low: float, high: float, weights: Sequence[float], gap: float
) -> list[tuple[float, float]]:
    room = high - low - gap * (len(weights) - 1)
    sizes = [room * weight / sum(weights) for weight in weights]
    starts = [low + sum(sizes[:i]) + gap * i for i in range(len(sizes))]
    return [(start, start + size) for start, size in zip(starts, sizes, strict=True)]


FRAME = Box(-64 / 9, 64 / 9, -4, 4)
SAFE = FRAME.inset(0.5, 0.5, 0.4, 0.5)
TITLE_STRIP = SAFE.inset(bottom=SAFE.height - 0.55)
STAMP_STRIP = SAFE.inset(top=SAFE.height - 0.3)
BODY = SAFE.inset(bottom=0.5, top=0.85)
