"""Reads data off the ink over a panel, and claims what the record says of it.

Nothing here is used to draw: a point is read back through the panel's window, and only then held
against the data. Lines are compared where they are straight: in data, or their logarithms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.kit.ink.claims import NOTHING, corners, nearest, pieces_of, some
from scenes.kit.ink.marks import SHORTEST, Arrow, Marks
from scenes.kit.ink.meaning import NEAR, Claim
from scenes.kit.panels.axes import Plane

Array = NDArray[np.float64]
ROUNDING = 1e-9  # of data that are computed twice
EDGE = 1e-9  # scene units from a panel's edge, within which a point may be in or out
_HALVES = 0.5 ** np.arange(4, 16)  # parts near an end, for steps that lead far out of a panel
PARTS = np.unique(np.concatenate([np.linspace(0, 1, 9), _HALVES, 1 - _HALVES]))


@dataclass(frozen=True)
class Ruler:
    """Lies along the axes of a panel as they are now."""

    plane: Plane

    @property
    def _logs(self) -> NDArray[np.bool_]:
        return np.array([self.plane.x.log, self.plane.y.log])

    @property
    def _scale(self) -> Array:
        """Scene units for one unit of a parameter, or of its logarithm (2,)."""
        low, high = self._straight(np.array(self.plane.window).reshape(2, 2).T)
        size = np.array([self.plane.inner.width, self.plane.inner.height])
        return np.asarray(size / (high - low))

    def _straight(self, data: Array) -> Array:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self._logs, np.log(np.where(self._logs, data, 1.0)), data)

    def laid(self, data: ArrayLike) -> Array:
        """Data (..., 2) where they lie along the ruler, in scene units from 0, or 1 if log."""
        return self._straight(np.asarray(data, dtype=float)) * self._scale

    def read(self, points: ArrayLike) -> Array:
        """Scene points (..., 3) where they lie along the ruler (..., 2)."""
        return self.laid(self.plane.data(points))

    def over(self, data: ArrayLike) -> Array:
        """Scene points (..., 3) of data (..., 2), measured from the panel's corner."""
        inner, (low, _) = self.plane.inner, self.laid(np.array(self.plane.window).reshape(2, 2).T)
        scene = self.laid(data) - low + (inner.left, inner.bottom)
        return np.concatenate([scene, np.zeros_like(scene[..., :1])], axis=-1)

    def shows(self, laid: Array, within: float = 0.0) -> NDArray[np.bool_]:
        """Which of some places (..., 2) the panel shows, so far within its edges."""
        low, high = self.laid(np.array(self.plane.window).reshape(2, 2).T)
        with np.errstate(invalid="ignore"):
            inside = (low + within <= laid) & (laid <= high - within)
        return np.asarray(inside.all(axis=-1))

    # -- claims --------------------------------------------------------------------------------

    def stands(self, what: str, points: Array, data: ArrayLike) -> Claim:
        """That scene points (n, 3) are read as data (n, 2)."""
        return self._claim(what, self.read(points), self.laid(data))

    def marks(self, what: str, marks: Marks, laid: Array) -> Claim:
        """That markers stand at those of some places (n, 2) that the panel shows.

        At its very edge there may be one or none.
        """
        found = self.read(marks.centres)
        seen, edge = self.shows(laid, EDGE), self.shows(laid, -EDGE)
        if len(found):
            away = np.abs(laid[:, None] - found).max(axis=-1).min(axis=1)
            seen = seen | (edge & (away <= NEAR))
        return self._claim(what, found, laid[seen])

    def spans(self, what: str, arrow: Arrow, tail: Array, tip: Array) -> Claim:
        """That an arrow leads from one place (2,) to another; there is none if they are one."""
        length = float(np.hypot(*(tip - tail)))
        there = bool(np.isfinite(length) and length >= SHORTEST)
        return self._claim(what, self.read(arrow.ends), np.stack([tail, tip])[: 2 * there])

    def follows(
        self,
        what: str,
        line: VMobject,
        pieces: Array,
        *,
        gap: float = 0.0,
        needed: Array | None = None,
    ) -> list[Claim]:
        """That all ink of a line is on straight pieces (n, 2, 2), and along all the panel shows.

        Parameters
        ----------
        gap
            The longest part that a dashed line may leave out.
        needed
            The pieces along which ink has to be, if it need not be along all.
        """
        ink = self.read(pieces_of(line.points))
        places = self._shown_along(_drawn(pieces if needed is None else needed))
        pieces = _drawn(pieces)
        inked = self.read(corners(line))
        claims = []
        if len(inked):
            true = nearest(inked, pieces) if len(pieces) else inked[:0]
            claims.append(self._claim(what, inked, true))
            claims.append(self._claim(f"{what} in view", inked, self._inwards(inked)))
        reached = nearest(places, ink) if len(ink) else np.full_like(places, np.nan)
        missed = ~(np.linalg.norm(reached - places, axis=1) <= gap + NEAR)
        if missed.any() and (len(ink) or _extent(places) > gap + NEAR):
            claims.append(self._claim(f"{what} drawn", reached[missed], places[missed]))
        return claims

    def leaves(self, inside: Array, outside: Array) -> Array:
        """Where the way from a place in the panel to one outside crosses its edge (2,)."""
        low, high = self.laid(np.array(self.plane.window).reshape(2, 2).T)
        step = outside - inside
        ahead = step != 0
        to_edge = np.where(step > 0, high - inside, low - inside)[ahead] / step[ahead]
        return np.asarray(inside + to_edge.min() * step)

    def _inwards(self, laid: Array) -> Array:
        low, high = self.laid(np.array(self.plane.window).reshape(2, 2).T)
        return np.clip(laid, low, high)

    def _shown_along(self, pieces: Array) -> Array:
        """Some places (n, 2) along pieces that are well inside the panel."""
        starts, ends = pieces[:, None, 0], pieces[:, None, 1]
        places = (starts + PARTS[:, None] * (ends - starts)).reshape(-1, 2)
        return some(places[self.shows(places, NEAR)])

    def _claim(self, what: str, shown: Array, true: Array) -> Claim:
        """A claim on places along the ruler, told in data."""
        data = self._data(shown)
        slack = np.abs(self._data(shown + NEAR) - data) + ROUNDING
        return Claim(what, data, self._data(true), slack)

    def _data(self, laid: Array) -> Array:
        straight = laid / self._scale
        with np.errstate(over="ignore"):
            return np.where(self._logs, np.exp(np.where(self._logs, straight, 0.0)), straight)


def between(rows: Array) -> Array:
    """The straight pieces (n-1, 2, 2) from row to row of places (n, 2)."""
    return np.stack([rows[:-1], rows[1:]], axis=1)


def _drawn(pieces: Array) -> Array:
    """Pieces that lead from one place to another."""
    lengths = np.hypot(*(pieces[:, 1] - pieces[:, 0]).T)
    return np.asarray(pieces[np.isfinite(lengths) & (lengths > NOTHING)])


def _extent(places: Array) -> float:
    return float(np.ptp(places, axis=0).max()) if len(places) else 0.0
