"""How near a run has come to the minimum, seen from so close that the two are far apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from manim import ValueTracker, VGroup
from numpy.typing import NDArray

from gdcore import LeastSquares, Trajectory
from scenes.kit.ink.marks import RADIUS, Marks
from scenes.kit.ink.numbers import Align, Number
from scenes.kit.ink.outline import Points
from scenes.kit.ink.rims import haloed
from scenes.kit.ink.text import LOUD
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.curves import LossCurve, guide
from scenes.kit.panels.ground import Ground
from scenes.kit.panels.minimum import levelled, star_on_curve
from scenes.kit.panels.moving_marks import MovingMarks
from scenes.kit.panels.zoom import FULL, LEAST, ZoomPlane
from scenes.kit.runs.arithmetic import exactly
from scenes.kit.runs.resting import stays_inside
from scenes.parts.gradient_step.widened import WIDE

WIDER = 1.6  # of the last weight's distance, that is seen to each side
CLOSEST = 0.02  # of a weight, that is seen to each side at least
APART = 1.6  # scene units between the numbers of two weights
OVER = 0.4  # from the minimum up to its number
BESIDE, FOOT = RADIUS + 0.1, 0.14  # from the last weight on the axis to its number
LARGE = 1.2 * LOUD  # size of both


class BowlPlane(ZoomPlane):
    """A panel of a parabola that zooms about its lowest point.

    The loss's window doubles twice as often as the weight's: the curve stays where it is.
    """

    apart = (1.3, 1.9), (LEAST, FULL)

    @property
    def widened(self) -> NDArray[np.float64]:
        return np.asarray(2.0 ** (self.zoomed * np.array([1.0, 2.0])))


class Closer:
    """The end of a run on the curve of its loss, from as far as a panel shows it, or from near.

    Attributes
    ----------
    near
        How far it has come, 0 to 1.
    plane, shown
        The panel; what is drawn over it all the time.
    told
        Both weights in numbers, where they are in the end.
    """

    def __init__(self, far: Plane, problem: LeastSquares, run: Trajectory) -> None:
        self.problem, self.run, theme = problem, run, far.theme
        self.near = ValueTracker(1.0)
        self.plane = plane = self.come_close(far)
        over = plane, problem.value, np.linspace(plane.x.low, plane.x.high, 241)
        star, last = star_on_curve(plane, problem), lambda: self.steps[-1:]
        dots = MovingMarks(plane, self.seen, "batch", radius=RADIUS / 2, anew=self.seen_anew)
        marker = MovingMarks(plane, last, "batch", radius=RADIUS, anew=self.ended)
        here = plane.to_scene(self.steps[-1:])
        marker.ringed = float(stays_inside(here, star.centres)[0])
        marker.place(here)
        self.shown = VGroup(Ground(*over), LossCurve(*over, width=WIDE), dots, star, marker)
        (weight, loss), best = self.steps[-1], float(problem.minimizers[0, 0])
        low, foot = plane.y.low, plane.at(weight, plane.y.low)
        self.told = VGroup()
        if abs(foot[0] - plane.at(best, low)[0]) > APART:
            side = np.sign(weight - best)
            drop = guide(plane, [[weight, low], [weight, loss]], role="text")
            mark = Marks(foot[None], theme, "batch")
            mark.checked(lambda: np.array([[self.ended()[0, 0], low]]), plane.data)
            aligned: Align = "left" if side > 0 else "right"
            number = Number(
                weight, theme, write=exactly(4), role="batch", size=LARGE, align=aligned
            )
            number.put(foot + (side * BESIDE, FOOT, 0)).checked(lambda: float(self.ended()[0, 0]))
            self.told.add(drop, mark, haloed(number, theme))
        number = Number(
            best, theme, write=exactly(4), role="minimum", size=LARGE, align="center"
        ).checked(lambda: float(levelled(problem)[0, 0]))
        self.told.add(haloed(number.put(star.centres[0] + (0, OVER, 0)), theme))
        self.near.set_value(0)

    @property
    def steps(self) -> Points:
        """Weights and losses (T+1, 2) of the run."""
        return np.stack([self.run.thetas[:, 0], self.run.values], axis=1)

    def come_close(self, far: Plane) -> BowlPlane:
        """The panel, that shows what another does as long as it is not near."""
        best = self.problem.minimizers[0]
        pivot = np.append(best, self.problem.value(best))
        window = np.reshape(far.window, (2, 2)).T - pivot
        sides = max(CLOSEST, WIDER * abs(float(self.run.thetas[-1, 0] - best[0])))
        doublings = max(0.0, float(np.log2(np.abs(window[:, 0]).min() / sides)))
        (left, bottom), (right, top) = pivot + window * 2.0 ** (-doublings * np.array([1.0, 2.0]))
        across = replace(far.x, low=float(left), high=float(right), ticks=None)
        up = replace(far.y, low=float(bottom), high=float(top), ticks=None)
        at = float(pivot[0]), float(pivot[1])
        plane = BowlPlane(far.box, across, up, far.theme, pivot=at, spacing=1.0)
        plane.zoom = lambda: doublings * (1 - float(self.near.get_value()))
        plane.depict()
        return plane

    def seen(self) -> Points:
        """The steps before the last that the panel shows now."""
        before = self.steps[:-1]
        return before[self.plane.inner.holds(self.plane.to_scene(before))]

    def seen_anew(self) -> Points:
        """The same by its window."""
        before, (left, right, _, top) = self.steps[:-1], self.plane.window
        weight, loss = before.T
        return np.asarray(before[(left <= weight) & (weight <= right) & (loss <= top)])

    def ended(self) -> Points:
        """The last weight, and its loss worked out anew."""
        last = self.run.thetas[-1]
        return np.array([[float(last[0]), float(self.problem.value(last))]])
