"""What a point costs: minus the logarithm of the probability that its label was given."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DOWN, RIGHT, VGroup, VMobject
from numpy.typing import NDArray

from gdcore import Logistic
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane, round_ticks
from scenes.kit.panels.curves import graph, guide
from scenes.kit.panels.readout import Reading, readouts
from scenes.kit.panels.ruler import Ruler
from scenes.kit.runs.traces import Trace
from scenes.kit.time.playhead import Playhead
from scenes.parts.classification.logistic_views import boundary, own_probability

SUREST = 0.01  # what the label is given in the mistake that is imagined
PRICE, ASIDE = 44, (0.26, 0.02, 0.0)  # size of a cost; from its point to where it stands
SIZES = (56, 44, 36)  # of a formula, the largest that its box has room for
HIGH = 3.0  # scene units of a box from which on formulas stand one under another
CROWDED = 0.3  # probability under which a number stands on the right of its place, not over it


def formula(box: Box, theme: Theme) -> VGroup:
    """The line and the sigmoid that bends it, in the middle of a box; in a high one, larger."""
    high = box.height > HIGH
    for size in SIZES if high else SIZES[1:]:
        line = Text("$z = w x + b$", theme, size=size)
        bent = Text("$p = display(1 / (1 + e^(-z)))$", theme, size=size, shows=(1, 1))
        both = VGroup(line, bent).arrange(DOWN if high else RIGHT, buff=0.9).move_to(box.center)
        if both.width < box.width:
            break
    return both


def cost_panel(
    box: Box, problem: Logistic, thetas: NDArray[np.float64], own: str, theme: Theme
) -> Plane:
    """Minus the logarithm of p, as high as the worst mistake of a record (T+1, 2)."""
    worst = -np.log(own_probability(problem, thetas).min())
    high = 1.16 * max(worst, -np.log(SUREST))
    up = Axis(0, high, "$-log p$", ticks=round_ticks(0, high, 4))
    return Plane(box, Axis(0, 1.1, own, ticks=(0, 0.5)), up, theme)


def curve(costs: Plane) -> VMobject:
    """-log p over the panel."""
    own = np.linspace(np.exp(-costs.y.high), 1, 400)
    return graph(costs, own, -np.log(own))


def chosen(problem: Logistic, theta: NDArray[np.float64]) -> tuple[int, int]:
    """Two points: the surest that is right, and the worst."""
    own = own_probability(problem, theta)
    return int(own.argmax()), int(own.argmin())


def example(
    row: int, problem: Logistic, theta: NDArray[np.float64], chances: Plane, costs: Plane
) -> VGroup:
    """A point, how far the sigmoid is from its label, and what that costs."""
    x, label = problem.x[row], problem.y[row]
    gap = guide(chances, [(x, label), (x, float(problem.predict(theta, x)))], role="text")
    return VGroup(gap, *priced(costs, own_probability(problem, theta)[row], chances.at(x, label)))


def undecided(theta: NDArray[np.float64], chances: Plane, costs: Plane) -> VGroup:
    """Where p is one half, which no point need be, and what that costs: log 2 for either label."""
    return priced(costs, 0.5, chances.at(boundary(theta), 0.5))


def priced(costs: Plane, own: float, at: NDArray[np.float64]) -> VGroup:
    """A mark at a scene point (3,), another at the cost of a probability, and its number."""
    cost, theme = -np.log(own), costs.theme
    place = costs.at(own, cost)
    beside = own < CROWDED
    number = Number(cost, theme, write=fixed(2), size=PRICE, align="left" if beside else "center")
    number.put(place + (ASIDE if beside else (0, 0.3, 0)))
    marks = [Marks(point[None], theme, "text", radius=0.14) for point in (at, place)]
    return VGroup(number, *marks)


def climb(problem: Logistic, theta: NDArray[np.float64], costs: Plane) -> tuple[Playhead, VGroup]:
    """What the worst mistake would cost if the sigmoid were ever surer of it."""
    worst = own_probability(problem, theta).min()
    own = np.geomspace(max(worst, SUREST), SUREST, 81)
    playhead, prices = Playhead(len(own) - 1, staged=0), -np.log(own)
    dot = Trace(costs, np.stack([own, prices], axis=1), playhead, role="text")
    cost = Reading("$p$", playhead.reading(own), 0.0, fixed(2), "text")
    price = Price(costs, playhead.reading(own), playhead.reading(prices))
    return playhead, VGroup(dot, readouts(costs, [cost]), price)


class Price(Number):
    """What a probability costs, beside its point on the curve, as both are read."""

    def __init__(self, costs: Plane, own: Callable[[], float], price: Callable[[], float]) -> None:
        self.costs, self.own = costs, own
        super().__init__(price(), costs.theme, write=fixed(2), size=PRICE)
        self.put(self.beside).read(price)

    @property
    def beside(self) -> NDArray[np.float64]:
        """The anchor (3,): right of the point, which is on the steep part of the curve."""
        own = self.own()
        return self.costs.at(own, -np.log(own)) + ASIDE

    def depict(self) -> None:
        """Bring number and place up to what they read."""
        self.anchor = self.beside
        super().depict()

    def claims(self) -> list[Claim]:
        """That it stands beside the point of what it says."""
        point = self.anchor - ASIDE
        beside = Ruler(self.costs).stands("price", point[None], [[self.own(), self.value]])
        return [*super().claims(), beside]
