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
    def tall(self) -> bool:
        """Whether panels in it stand one under another, and not side by side."""
        return self.width < 1.3 * self.height

    @property
    def wide(self) -> bool:
        """Whether it is more than twice as wide as high."""
        return self.width > 2 * self.height

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

    def parts(self, weights: Sequence[float], gap: float = 0.3) -> tuple[Box, ...]:
        """Rows of it; columns if it is wide."""
        return (self.columns if self.wide else self.rows)(weights, gap)

    def beside(self, taken: Box, gap: float) -> Box:
        """What is right of a box that takes its left; in a tall one, what is below its top."""
        if self.tall:
            return self.inset(top=taken.height + 0.2)
        return self.inset(left=taken.width + gap)

    def joined(self, other: Box) -> Box:
        """The least box that holds both."""
        low, high = min(self.bottom, other.bottom), max(self.top, other.top)
        return Box(min(self.left, other.left), max(self.right, other.right), low, high)

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


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture, centred on the origin, and the parts that every lesson has in it.

    Parameters
    ----------
    width, height
        In scene units; 16:9 by default.
    bare
        Whether its strips stay empty, for a slide that has its own title.
    """

    width: float = 128 / 9
    height: float = 8.0
    bare: bool = False

    @property
    def whole(self) -> Box:
        """All of it."""
        return Box(-self.width / 2, self.width / 2, -self.height / 2, self.height / 2)

    @property
    def safe(self) -> Box:
        """What is inside the margins."""
        return self.whole.inset(0.5, 0.5, 0.4, 0.5)

    @property
    def title(self) -> Box:
        """The strip of title and counter at the top."""
        return self.safe.inset(bottom=self.safe.height - 0.55)

    @property
    def counter(self) -> Box:
        """The strip of the counter: the title's, or in a tall frame one of its own below that."""
        down = 0.5 if self.whole.tall else 0.0
        return Box(self.title.left, self.title.right, self.title.bottom - down, self.title.bottom)

    @property
    def stamp(self) -> Box:
        """The strip of the stamp at the bottom; a tall frame has room for two lines over it."""
        return self.safe.inset(top=self.safe.height - 0.3)

    @property
    def corner(self) -> Box:
        """A box for a logo, bottom left, beside the stamp and under the lesson's panels."""
        safe = self.safe
        return Box(safe.left, safe.left + safe.width / 5, safe.bottom, safe.bottom + 0.42)

    @property
    def body(self) -> Box:
        """What is between the strips, for the lesson's panels."""
        return self.safe.inset(*((0, 0, 0.85, 1.25) if self.whole.tall else (0, 0, 0.5, 0.85)))


WIDE = Frame()
FRAMES = {
    "16:9": WIDE,
    "4:3": Frame(32 / 3, 8.0),
    "1:1": Frame(10.0, 10.0),
    "9:16": Frame(9.0, 16.0),
}
