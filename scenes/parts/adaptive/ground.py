"""The valley under all runs: a map that can be zoomed in to the minimum."""

from __future__ import annotations

import numpy as np
from manim import ValueTracker, VGroup
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import RADIUS
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, evened
from scenes.kit.panels.contours import Contours, log_levels
from scenes.kit.panels.level_values import LevelValues, clear_of_path, clear_of_text
from scenes.kit.panels.minimum import moving_star
from scenes.kit.panels.zoom import ZoomPlane
from scenes.kit.problems.centred_line import LEVELS
from scenes.parts.adaptive.runs import EASED, Runs

Points = NDArray[np.float64]
FARTHEST = 12.0  # data units from the middle of the map to its edge at most
MARGIN = 1.15  # half the closest window, in parts of the farthest point that it holds
ZOOMS = (0.5, 4.0)  # times that the closest window is halved, at least and at most
RATIO = float(LEVELS[1] / LEVELS[0])  # of one level to the last
NOTE = 2.2  # scene units from the lower right corner that values keep off for its note
SPACING = 0.5  # data units between the ticks of the closest window


class Ground:
    """A map of (w, b) as large as all runs need, its contours and the star at the minimum.

    Parameters
    ----------
    runs
        All of them; the closest window, in the middle of which is the star, holds what RMSProp
        does after its first steps, at one rate and at a falling one.

    ``widest`` is the side of the widest window, in data units; three lines carry their values
    there, and some in the closest. ``parts`` are all that is drawn.
    """

    def __init__(self, box: Box, runs: Runs, theme: Theme) -> None:
        problem = runs.problem
        late = [runs.longer[role].thetas[runs.steps :] for role in ("rmsprop", EASED)]
        minimum = problem.minimizers[0]
        middle, half = _window(np.concatenate([runs.points, minimum[None]]), minimum)
        self.widest = 2 * half
        need = MARGIN * float(np.abs(np.concatenate(late) - minimum).max())
        close = np.floor(2 * np.log2(half / max(need, 1e-9))) / 2
        self.zooms = float(np.clip(close, *ZOOMS))
        part = 2.0**-self.zooms
        pivot = (minimum - part * middle) / (1 - part)
        low, high = minimum - part * half, minimum + part * half
        across, up = Axis(low[0], high[0], "$w$"), Axis(low[1], high[1], "$b$")
        self.plane = ZoomPlane(
            box,
            *evened(across, up, box),
            theme,
            pivot=(float(pivot[0]), float(pivot[1])),
            spacing=SPACING,
        )
        self.zoom = ValueTracker(self.zooms)
        self.plane.zoom = lambda: float(self.zoom.get_value())
        self.plane.refresh()
        lower = round(self.zooms * np.log(4) / np.log(RATIO))
        levels = log_levels(LEVELS[0] / RATIO**lower, LEVELS[-1], len(LEVELS) + lower)
        self.contours = Contours(self.plane, problem, levels, shown=len(LEVELS))
        self.star = moving_star(self.plane, problem)
        paths = [clear_of_path(self.plane, run.thetas) for run in runs.first.values()]
        self.values = VGroup(LevelValues(self.contours, paths))
        self._value_closely(runs)
        self.parts = (self.plane, self.contours, self.values, self.star)

    @property
    def said(self) -> Points:
        """Scene points (n, 3) of the star and all over the values in the widest window."""
        texts = [clear_of_text(text)[0] for text in self.values[0]]
        return np.concatenate([self.plane.to_scene(self.contours.problem.minimizers), *texts])

    def _value_closely(self, runs: Runs) -> None:
        """Values in the closest window, clear of all that comes there, and of the note below."""
        self._look(0.0)
        plane, inner = self.plane, self.plane.inner
        seen = [plane.to_scene(run.thetas) for run in runs.longer.values()]
        dots = [(points[inner.holds(points)], RADIUS) for points in seen]
        corner = np.array([[inner.right, inner.bottom, 0.0]])
        paths = [clear_of_path(plane, runs.longer[role].thetas) for role in ("adagrad", EASED)]
        self.values.add(LevelValues(self.contours, [*dots, *paths, (corner, NOTE)]))
        self._look(self.zooms)

    def _look(self, zoom: float) -> None:
        """Zoom so far, with all that is there."""
        self.zoom.set_value(zoom)
        self.plane.refresh()
        self.contours.refresh()
        self.values.update()


def _window(points: Points, minimum: Points) -> tuple[Points, float]:
    """Middle (2,) and half the side of a square window on points, or on those near the minimum."""
    low, high = points.min(axis=0), points.max(axis=0)
    half = min(0.55 * float((high - low).max()), FARTHEST)
    return np.clip((low + high) / 2, minimum - 0.8 * half, minimum + 0.8 * half), half
