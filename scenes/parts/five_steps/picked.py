"""The training point that is shown in numbers: its prediction, and how far off that is."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import LeastSquares
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.curves import StillLine

Four = fixed(4)


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
        number = Number(self.predicted, theme, write=Four, role="batch")
        number.checked(lambda: self._line_there)
        marker = Marks(place, theme, "batch")
        marker.checked(lambda: np.array([[self.x, self._line_there]]), self.plane.data)
        return VGroup(marker, number.put(self._beside(self.predicted)))

    def residual(self) -> VGroup:
        """The point's residual, with its value."""
        theme = self.plane.theme
        ends = np.array([[self.x, self.y], [self.x, self.predicted]])
        gap = StillLine(self.plane, ends, theme.text, width=3.5, dash=(0.13, 0.08))
        number = Number(self.predicted - self.y, theme, write=Four)
        number.checked(lambda: self._line_there - self.y)
        return VGroup(gap, number.put(self._beside((self.y + self.predicted) / 2)))

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
