"""Residuals as sides of squares: the area of each is the number in it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.claims import reads
from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.numbers import Number, fixed, significant
from scenes.kit.ink.outline import clipped_segments, from_segments, polygon
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.runs.residuals import gaps
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead, along
from scenes.kit.time.record import recorded
from scenes.kit.time.stages import flips

BESIDE, CLEAR = 0.08, 0.09  # from a square to the label right of it; from a label to the line
OFF = 0.07  # from a label to the ground
MARGIN = 0.06  # from a label inside a square to its sides
FILL = 0.22  # opacity of a square's area
RIM = 4.0  # stroke width that lifts a label off the ground's line
POINT = 0.08  # radius of a point
SIZE, HEIGHT = 30, 0.195  # of a label; of its digits


def square(value: float) -> str:
    """A squared residual as it is written: 243.36, 1513, 2.2×10^5."""
    if value < 1000:
        return fixed(2)(value)
    return fixed(0)(value) if value < 1e5 else significant(2)(value)


class Residuals:
    """Where the residuals of a line over a panel are, as far as a playhead has come.

    Parameters
    ----------
    plane
        Panel of x and y.
    points
        Data points (n, 2).
    thetas
        Recorded (w, b), shape (T+1, 2).
    playhead
        Gives the place along the record.
    """

    def __init__(
        self,
        plane: Plane,
        points: NDArray[np.float64],
        thetas: NDArray[np.float64],
        playhead: Playhead,
    ) -> None:
        self.plane, self.data, self.thetas, self.playhead = plane, points, thetas, playhead

    @property
    def line(self) -> NDArray[np.float64]:
        """The present (w, b)."""
        return along(self.thetas, self.playhead.position)

    def squares(self) -> NDArray[np.float64]:
        """Squared residuals (n,)."""
        return self.squares_of(self.line)

    def squares_of(self, thetas: NDArray[np.float64]) -> NDArray[np.float64]:
        """Squared residuals (..., n) of lines (..., 1 or 2); a missing intercept is 0."""
        w, b = thetas[..., :1], thetas[..., 1:] if thetas.shape[-1] > 1 else 0.0
        squares: NDArray[np.float64] = (w * self.data[:, 0] + b - self.data[:, 1]) ** 2
        return squares

    def spans(self) -> NDArray[np.float64]:
        """Scene points (n, 2, 3): the data point, and the line above or below it."""
        x, y = self.data.T
        w, b = self.line
        return np.stack([self.plane.at(x, y), self.plane.at(x, w * x + b)], axis=1)

    def ends(self) -> NDArray[np.float64]:
        """The same (n, 2, 3), as far as it is in the panel."""
        ends, inner = self.spans(), self.plane.inner
        ends[..., 1] = np.clip(ends[..., 1], inner.bottom, inner.top)
        return ends


class Squares(Live, VGroup):
    """A square right of each residual, which is its side: on the scale of y, its area is r².

    What does not fit into the panel is cut off. Right of its residual, a square keeps clear of a
    line through the origin, whether that rises or falls.
    """

    def __init__(self, residuals: Residuals) -> None:
        color = residuals.plane.theme.text
        self.residuals = residuals
        self.fills = VMobject(stroke_width=0).set_fill(color, opacity=FILL)
        self.lines = VMobject().set_stroke(color, width=2.0)
        for part in (self.fills, self.lines):
            mean(part, Meaning("landscape", name="squares"))
        super().__init__(self.fills, self.lines)
        self.go_live()

    def corners(self) -> NDArray[np.float64]:
        """Scene points (n, 4, 3), from the data point up or down the residual and round."""
        point, end = self.residuals.spans().swapaxes(0, 1)
        across = np.abs(end - point)[:, [1]] * (1, 0, 0)
        return np.stack([point, end, end + across, point + across], axis=1)

    def single(self, index: int) -> VMobject:
        """One of them as it is now, to be moved away."""
        copy = VMobject(stroke_width=2.0, stroke_color=self.lines.stroke_color)
        copy.set_fill(self.fills.fill_color, opacity=FILL)
        shown = self._inside(self.corners())[index]
        (left, low, _), (right, top, _) = shown.min(axis=0), shown.max(axis=0)
        return copy.set_points(upright(left, right, low, top))

    def state(self) -> object:
        return self.residuals.playhead.position

    def depict(self) -> None:
        """Bring all of them up to the playhead."""
        corners, inner = self.corners(), self.residuals.plane.inner
        self.fills.set_points(from_segments(*_sides(self._inside(corners))))
        self.lines.set_points(clipped_segments(*_sides(corners), inner))

    def claims(self) -> list[Claim]:
        """That each side is as long as its residual, and so each area its square."""
        of, ruler = self.residuals, Ruler(self.residuals.plane)
        gap = gaps(ruler, of.data, of.thetas, of.playhead)
        across = np.abs(gap[:, 1] - gap[:, 0])[:, [1]] * (1, 0)
        corners = np.stack([gap[:, 0], gap[:, 1], gap[:, 1] + across, gap[:, 0] + across], axis=1)
        sides = np.stack([corners, np.roll(corners, -1, axis=1)], axis=2).reshape(-1, 2, 2)
        low, high = ruler.laid(np.array(of.plane.window).reshape(2, 2).T)
        filled = ruler.read(self.fills.points[::4].reshape(-1, 4, 3))
        areas = np.prod(np.ptp(filled, axis=1), axis=1)
        shown = np.prod(np.ptp(np.clip(corners, low, high), axis=1), axis=1)
        return [*ruler.follows("squares", self.lines, sides), Claim("areas", areas, shown)]

    def _inside(self, corners: NDArray[np.float64]) -> NDArray[np.float64]:
        """Corners (n, 4, 3) of what the panel shows of each."""
        inner = self.residuals.plane.inner
        low, high = (inner.left, inner.bottom, 0), (inner.right, inner.top, 0)
        return np.clip(corners, low, high)


def upright(left: float, right: float, low: float, top: float) -> NDArray[np.float64]:
    """Outline of an upright rectangle, from its lower left corner upwards."""
    corners = [[left, low, 0], [left, top, 0], [right, top, 0], [right, low, 0]]
    return polygon(np.array(corners, dtype=float))


class SquareLabels(Live, VGroup):
    """The number of each square: in it if there is room, or else right of it, half-way up.

    Right of its square, a label keeps clear of the line: it stays under a line that rises and over
    one that falls, and fades while the line tips from one to the other.
    """

    def __init__(self, residuals: Residuals) -> None:
        super().__init__()
        self.residuals = residuals
        theme = residuals.plane.theme
        self.numbers = [Number(0, theme, write=square, size=SIZE) for _ in residuals.data]
        for number in self.numbers:
            number.set_stroke(theme.background, width=RIM, background=True)
        self.add(*self.numbers)
        self.go_live()

    def state(self) -> object:
        return self.residuals.playhead.position

    def depict(self) -> None:
        """Bring numbers and places up to the playhead."""
        residuals = self.residuals
        side, shown = flips(residuals.thetas[:, 0], residuals.playhead.position, 0.0)
        for label, value in zip(self.numbers, residuals.squares(), strict=True):
            label.show_value(value)
        places = self._places(residuals.ends(), side)
        for label, place in zip(self.numbers, places, strict=True):
            label.put(place).set_fill(opacity=shown)

    def claims(self) -> list[Claim]:
        """That each is the square of its point's residual."""
        of = self.residuals
        (x, y), (w, b) = of.data.T, recorded(of.thetas, of.playhead)
        squares = (w * x + b - y) ** 2
        pairs = zip(self.numbers, squares, strict=True)
        return [claim for number, value in pairs for claim in reads(number, value, "square")]

    def _places(self, ends: NDArray[np.float64], side: int) -> NDArray[np.float64]:
        """Anchors (n, 3): left ends of the labels on their baselines."""
        plane, (w, b) = self.residuals.plane, self.residuals.line
        across, up = plane.units
        slope = w * up / across  # of the line, in the scene
        widths = np.array([number.width for number in self.numbers])
        line = plane.at(self.residuals.data[:, 0], w * self.residuals.data[:, 0] + b)
        sides = np.abs(np.diff(self.residuals.spans()[:, :, 1], axis=1)[:, 0])
        seen = np.minimum(sides, np.diff(ends[:, 0, 0], append=plane.inner.right))  # to the next
        fits = np.minimum(np.abs(np.diff(ends[:, :, 1], axis=1)[:, 0]), seen) > widths + 2 * MARGIN
        left = ends[:, 0, 0] + np.where(fits, (seen - widths) / 2, np.maximum(sides, 0.07) + BESIDE)
        at_label = line[:, 1] + slope * (left - line[:, 0])
        clear = at_label - side * (CLEAR * np.hypot(1, slope) + HEIGHT / 2)
        middle = ends[:, :, 1].mean(axis=1)
        beside = np.minimum(middle, clear) if side > 0 else np.maximum(middle, clear)
        height = np.where(fits, middle, self._past_markers(beside, left + widths, side))
        ground, apart = float(plane.at(0, 0)[1]), HEIGHT / 2 + OFF
        on_it = ~fits & (np.abs(height - ground) < apart)
        height = np.where(on_it, ground - side * apart, height)
        low, high = plane.inner.bottom + HEIGHT / 2 + 0.1, plane.inner.top - HEIGHT / 2
        height = np.clip(height, low, high) - HEIGHT / 2
        return np.stack([left, height, np.zeros_like(left)], axis=1)

    def _past_markers(
        self, heights: NDArray[np.float64], ends: NDArray[np.float64], side: int
    ) -> NDArray[np.float64]:
        """Middles (n,) of labels beside squares, moved off the next point if they reach it."""
        moved, points = heights.copy(), self.residuals.spans()[1:, 0]
        reached = ends[:-1] > points[:, 0] - POINT - BESIDE / 2
        clear = points[:, 1] - side * (POINT + BESIDE / 2 + HEIGHT / 2)
        off = np.minimum(heights[:-1], clear) if side > 0 else np.maximum(heights[:-1], clear)
        moved[:-1] = np.where(reached, off, heights[:-1])
        return moved


def reader(residuals: Residuals, index: int | None = None) -> Callable[[], float]:
    """A reading of one square, or of their sum."""
    if index is None:
        return lambda: float(residuals.squares().sum())
    return lambda: float(residuals.squares()[index])


def again(residuals: Residuals, index: int) -> Callable[[], float]:
    """The same square for checks, from the record and the data."""
    x, y = residuals.data[index]

    def squared() -> float:
        w, b = recorded(residuals.thetas, residuals.playhead)
        return float((w * x + b - y) ** 2)

    return squared


def _sides(corners: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Starts and ends (4n, 3) of the sides round corners (n, 4, 3)."""
    return corners.reshape(-1, 3), np.roll(corners, -1, axis=1).reshape(-1, 3)
