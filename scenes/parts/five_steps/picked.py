"""The training point that is shown in numbers: its prediction, and how far off that is."""

from __future__ import annotations

import numpy as np
from manim import LEFT, UR, VGroup, VMobject
from numpy.typing import NDArray

from gdcore import LeastSquares
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.numbers import Number, fixed, significant
from scenes.kit.ink.outline import polygon
from scenes.kit.ink.text import LABEL, LOUD, Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.curves import StillLine

Four = fixed(4)
LARGE = 60  # size of the squared residual
UNDER_IT = 0.9  # from the residual's number down to its square
UNDER = -1  # height at which the square is drawn: the residual and its number stand on it


class PickedPoint:
    """The point of a problem that lies farthest right, under a line (w, b)."""

    def __init__(self, plane: Plane, problem: LeastSquares, line: tuple[float, float]) -> None:
        row = int(np.argmax(problem.x))
        self.plane, self.line = plane, line
        self.x, self.y = float(problem.x[row]), float(problem.y[row])
        self.predicted = float(problem.predict(np.array(line), problem.x[row]))

    def prediction(self) -> VGroup:
        """What the line predicts for the point, with its value."""
        theme, place = self.plane.theme, self.plane.at(self.x, self.predicted)
        number = Number(self.predicted, theme, write=Four, role="batch", size=LOUD)
        number.checked(lambda: self._line_there)
        marker = Marks(place, theme, "batch")
        marker.checked(lambda: np.array([[self.x, self._line_there]]), self.plane.data)
        return VGroup(marker, number.put(self._beside(self.predicted)))

    def residual(self) -> VGroup:
        """The point's residual, with its value."""
        theme = self.plane.theme
        ends = np.array([[self.x, self.y], [self.x, self.predicted]])
        gap = StillLine(self.plane, ends, theme.text, width=3.5, dash=(0.13, 0.08))
        number = Number(self.predicted - self.y, theme, write=Four, size=LOUD)
        number.checked(lambda: self._line_there - self.y)
        return VGroup(gap, number.put(self._beside((self.y + self.predicted) / 2)))

    def square(self) -> VGroup:
        """The square over the residual, right of it if there is room, or left; else nothing."""
        plane, inner = self.plane, self.plane.inner
        side = abs(self.predicted - self.y) * plane.units[1]
        place = plane.at(self.x, self.y)[0]
        if place + side > inner.right and place - side < inner.left:
            return VGroup()
        way = 1.0 if place + side <= inner.right else -1.0
        end = self.x + way * side / plane.units[0]
        levels = [self.y, self.y, self.predicted, self.predicted]
        corners = np.stack([[self.x, end, end, self.x], levels], axis=1)
        edge = StillLine(plane, np.concatenate([corners, corners[:1]]), plane.theme.text, width=2)
        area = VMobject(stroke_width=0, fill_color=plane.theme.faint, fill_opacity=1)
        area.set_points(polygon(plane.to_scene(corners)))
        mean(area, Meaning("landscape", name="square"))
        return VGroup(area, edge).set_z_index(UNDER)

    def squared(self, residual: VGroup) -> VGroup:
        """A 2 beside the residual's number and, under it, what that comes to; where it has room."""
        number, theme, inner = residual[1], self.plane.theme, self.plane.inner
        corner = number.get_corner(UR) + np.array([0.05, -0.02, 0])
        two = Text("2", theme, size=LABEL, shows=(2.0,)).move_to(corner, aligned_edge=LEFT)
        side = self.predicted - self.y
        area = Number(side**2, theme, write=significant(4), size=LARGE)
        area.checked(lambda: (self._line_there - self.y) ** 2)
        area.put(number.anchor - np.array([0, UNDER_IT, 0]))
        fits = area.get_right()[0] < inner.right and area.get_bottom()[1] > inner.bottom
        return VGroup(two, area) if fits else VGroup()

    @property
    def _line_there(self) -> float:
        """The line over the point, for checks."""
        w, b = self.line
        return w * self.x + b

    def _beside(self, height: float) -> NDArray[np.float64]:
        """Scene point right of the point at a height, clear of the line that goes on there.

        It is on that side of the line on which the point is, unless the line leads it out of the
        panel.
        """
        w, b = self.line
        place = self.plane.at(self.x, height) + np.array([0.2, -0.09, 0])
        across = np.array([self.x, self.plane.x.high])
        line = self.plane.at(across, w * across + b)[:, 1]
        below, above = line.min() - 0.35, line.max() + 0.15
        inner = self.plane.inner
        if self.predicted > self.y:
            clear = min(place[1], below)
            place[1] = clear if clear > inner.bottom else above
        else:
            clear = max(place[1], above)
            place[1] = clear if clear < inner.top - 0.2 else below
        return np.asarray(place)
