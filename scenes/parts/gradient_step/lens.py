"""How near a run has come to the minimum, under a lens."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from gdcore import LeastSquares, Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import RADIUS, Marks
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.numbers import Number
from scenes.kit.ink.outline import from_segments, polygon
from scenes.kit.ink.text import LOUD
from scenes.kit.panels.axes import BOTTOM, Axis, Plane
from scenes.kit.panels.curves import LossCurve
from scenes.kit.panels.minimum import levelled, star_on_curve
from scenes.kit.runs.arithmetic import exactly
from scenes.kit.runs.resting import stays_inside

SIZE = (0.46, 0.62)  # of the panel that the lens is as wide and as high as
UNDER = 0.55  # from its axis down to the numbers
DOWN = 0.1  # from the panel's top to that of the lens
WIDER = 1.6  # of the last weight's distance, that is seen to each side
LEAST = 0.02  # of a weight, that is seen to each side at least
APART = 1.6  # scene units between the numbers of two weights
FRAME = 1.5  # stroke width of the lens


class Lens(VGroup):
    """The curve of a panel close to its minimum, with the iterates of a run there and its last.

    Parameters
    ----------
    plane
        Panel of the weight and its loss, with room for the lens in its bowl.
    problem
        The loss.
    run
        That has come close.
    """

    def __init__(self, plane: Plane, problem: LeastSquares, run: Trajectory) -> None:
        theme, best = plane.theme, float(problem.minimizers[0, 0])
        weights = run.thetas[:, 0]
        half = max(WIDER * abs(float(weights[-1]) - best), LEAST)
        low, high = best - half, best + half
        middle, top = plane.at(best, 0)[0], plane.inner.top - DOWN
        wide, tall = SIZE[0] * plane.inner.width, SIZE[1] * plane.inner.height
        box = Box(middle - wide / 2, middle + wide / 2, top - tall, top)
        ticks: tuple[float, ...] = (best, float(weights[-1]))
        if abs(ticks[1] - best) / (2 * half) * wide < APART:
            ticks = ticks[:1]
        losses = Axis(0, 1.05 * float(problem.value(np.array([high]))), ticks=())
        shown = Axis(low, high, ticks=())
        self.plane = Plane(box.inset(bottom=UNDER - BOTTOM + 0.2), shown, losses, theme, left=0.15)
        self.plane.meaning = Meaning("landscape", name="lens")  # it is to lie on the panel
        curve = LossCurve(self.plane, problem.value, np.linspace(low, high, 121))
        close = np.flatnonzero(np.abs(weights - best) <= half)
        data = np.stack([weights, run.values], axis=1)[close]
        dots = Marks(self.plane.to_scene(data[:-1]), theme, "batch", radius=0.5 * RADIUS)
        dots.checked(lambda: data[:-1], self.plane.data)
        star = star_on_curve(self.plane, problem)
        here = self.plane.to_scene(data[-1:])
        last = Marks(here, theme, "batch")
        last.ringed = float(stays_inside(here, star.centres)[0])
        last.place(here).checked(lambda: self._ended(run, problem), self.plane.data)
        frame = VMobject(stroke_color=theme.muted, stroke_width=FRAME)
        rim = np.array([[x, y, 0] for x, y in _corners(box)])
        feet = plane.at([low, high], 0)
        leads = from_segments(rim[:2], feet)
        frame.set_points(np.concatenate([polygon(rim), leads]))
        mean(frame, Meaning("landscape", name="lens"))
        super().__init__(frame, self.plane, curve, dots, star, last)
        trues = (lambda: levelled(problem)[0, 0]), (lambda: self._ended(run, problem)[0, 0])
        for value, role, true in zip(ticks, ("minimum", "batch"), trues, strict=False):
            number = Number(value, theme, write=exactly(4), role=role, size=LOUD, align="center")
            foot = self.plane.at(value, 0) - np.array([0, UNDER, 0])
            self.add(number.put(foot).checked(true))

    @staticmethod
    def _ended(run: Trajectory, problem: LeastSquares) -> np.ndarray:
        last = run.thetas[-1]
        return np.array([[float(last[0]), float(problem.value(last))]])


def _corners(box: Box) -> tuple[tuple[float, float], ...]:
    """Corners of a box, from its lower left one on."""
    return (
        (box.left, box.bottom),
        (box.right, box.bottom),
        (box.right, box.top),
        (box.left, box.top),
    )
