"""Views of a run of logistic regression: its sigmoid, its boundary, and what each point costs."""

from __future__ import annotations

import numpy as np
from manim import CapStyleType, LineJointType, ValueTracker, VGroup, VMobject
from numpy.typing import NDArray

from gdcore import Logistic
from scenes.kit.ink.claims import corners
from scenes.kit.ink.marks import NOWHERE, Marks
from scenes.kit.ink.meaning import Claim, Meaning, mean, placed
from scenes.kit.ink.outline import clipped, dashed
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead, along
from scenes.kit.time.record import recorded

CLASSES = ("label_zero", "label_one")  # roles of the labels
RADIUS = 0.097  # of a labelled point
RIGHT, WRONG = 0.72, 1.1  # of one on the right side of p = 1/2, and on the wrong one, in those
CROWD, CROWDED = 120, 0.78  # of so many on the wrong side or more, lest their rims cover each other
FEW, LARGE = 60, 0.1  # points of a file that are drawn larger; their radius
QUIET = 0.7  # opacity of those on the right side, for the wrong ones to be seen
BENT, MEAN = 7.0, 6.0  # stroke widths of the sigmoid, and of the line of the mean
MARKER = 0.15  # radius of the point at one half
SMALL = 0.08  # of a point among the losses
DASH = (0.1, 0.08)  # lengths of a dash of the boundary's line and of the gap after it


Placed = tuple[Plane, NDArray[np.float64]]  # a panel and data points (n, 2) on it


class _View(Live, VGroup):
    """Something drawn from the parameters at a playhead, over a panel."""

    def __init__(
        self, plane: Plane, problem: Logistic, thetas: NDArray[np.float64], playhead: Playhead
    ) -> None:
        super().__init__()
        self.plane, self.problem = plane, problem
        self.thetas, self.playhead = thetas, playhead
        self.build()
        self.go_live()

    def state(self) -> object:
        return self.playhead.position

    def build(self) -> None:
        """Make the mobjects that ``depict`` fills."""
        raise NotImplementedError

    @property
    def theta(self) -> NDArray[np.float64]:
        """The parameters (w, b) on the straight way from one step to the next."""
        return along(self.thetas, self.playhead.position)

    @property
    def again(self) -> NDArray[np.float64]:
        """The same for checks, from the record."""
        return recorded(self.thetas, self.playhead)

    def claims(self) -> list[Claim]:
        """What is drawn of them, read off the panel."""
        raise NotImplementedError


class Sigmoid(_View):
    """The probability of label 1 across a panel of x and p, and where it is one half.

    ``curve`` is the sigmoid, ``marker`` the point on it at p = 1/2, ``drop`` the dashed line from
    there down to the axis; these two are drawn only while that point is in the panel.
    """

    def build(self) -> None:
        theme = self.plane.theme
        self.curve = self.line()
        self.drop = VMobject().set_stroke(theme.roles()["batch"], width=4)
        mean(self.drop, Meaning("line", "batch", name="boundary", dash=DASH))
        self.marker = Marks(NOWHERE, theme, "batch", radius=MARKER)
        self.grid = np.linspace(self.plane.x.low, self.plane.x.high, 201)
        self.add(self.curve, self.drop, self.marker)

    def line(self) -> VMobject:
        """A sigmoid's line, still without its points."""
        line = VMobject(joint_type=LineJointType.ROUND, cap_style=CapStyleType.ROUND)
        line.set_stroke(self.plane.theme.roles()["batch"], width=BENT)
        return mean(line, Meaning("path", "batch", name="sigmoid"))

    def depict(self) -> None:
        heights = self.problem.predict(self.theta, self.grid)
        self.curve.set_points(clipped(self.plane.at(self.grid, heights), self.plane.inner))
        place = self.plane.at(boundary(self.theta), 0.5)
        if not self.plane.inner.holds(place):
            place = NOWHERE[0]
        foot = place * (1, 0, 1) + (0, self.plane.inner.bottom, 0)
        self.marker.place(place)
        self.drop.set_points(dashed(np.stack([place, foot]), *DASH))

    def claims(self) -> list[Claim]:
        """That the line is 1 / (1 + e^-(wx + b)), and the boundary where that is one half."""
        (w, b), ruler = self.again, Ruler(self.plane)
        ink = corners(self.curve)
        x = self.plane.data(ink)[:, 0]
        chance = 1 / (1 + np.exp(-(w * x + b)))
        edge = -b / w if w else np.nan
        half = ruler.laid([[edge, 0.5], [edge, self.plane.window[2]]])
        drop = half[None][: int(ruler.shows(half[0]))]
        return [
            ruler.stands("probability", ink, np.stack([x, chance], axis=1)),
            ruler.marks("boundary", self.marker, half[:1]),
            *ruler.follows("boundary", self.drop, drop, gap=DASH[1]),
        ]


class Falling(Live, Marks):
    """Points on their way from where they are on one panel to where they are on another.

    Parameters
    ----------
    high, low
        The panels, each with its data points (n, 2).
    fallen
        Read every frame: 0 is at the first, 1 at the second.
    """

    def __init__(self, high: Placed, low: Placed, fallen: ValueTracker, role: str = "text") -> None:
        self.told, self.fallen = (high, low), fallen
        self.high, self.low = (plane.to_scene(data) for plane, data in self.told)
        super().__init__(self.high, high[0].theme, role, radius=RADIUS)
        self.go_live()

    @property
    def again(self) -> NDArray[np.float64]:
        """The same for checks, measured from the corners of both panels (n, 3)."""
        fallen = float(self.fallen.get_value())
        high, low = (Ruler(plane).over(data) for plane, data in self.told)
        return (1 - fallen) * high + fallen * low

    @property
    def places(self) -> NDArray[np.float64]:
        """Where the points are now (n, 3)."""
        return self.high + float(self.fallen.get_value()) * (self.low - self.high)

    def state(self) -> object:
        return float(self.fallen.get_value())

    def depict(self) -> None:
        """Bring the points to where they are."""
        self.place(self.places)

    def claims(self) -> list[Claim]:
        """That the points are where they have fallen to."""
        return [placed("points", self.centres, self.again)]


class Judged(_View):
    """The points, filled where they are on the right side of p = 1/2, else only outlined.

    Parameters
    ----------
    plane, problem, thetas, playhead
        The panel, the labels, the record (T+1, 2), and where in it.
    points
        Where the points are; they are drawn only here.
    radius
        Of those that are not judged; the right ones are smaller, the wrong ones larger.
    """

    def __init__(
        self,
        plane: Plane,
        problem: Logistic,
        thetas: NDArray[np.float64],
        playhead: Playhead,
        points: Falling,
        radius: float = RADIUS,
    ) -> None:
        self.at_places, self.radius = points, radius
        super().__init__(plane, problem, thetas, playhead)

    def build(self) -> None:
        theme = self.plane.theme
        self.hits = [Marks(NOWHERE, theme, role, radius=RIGHT * self.radius) for role in CLASSES]
        self.misses = [
            Marks(NOWHERE, theme, role, radius=WRONG * self.radius, outlined=True)
            for role in CLASSES
        ]
        for marks in self.hits:
            marks.set_fill(opacity=QUIET)
        self.right, self.wrong = VGroup(*self.hits), VGroup(*self.misses)
        self.add(self.right, self.wrong)

    def state(self) -> object:
        return super().state(), self.at_places.state()

    def depict(self) -> None:
        chances = self.problem.predict(self.theta, self.problem.x)
        self.put((chances > 0.5) == (self.problem.y == 1))

    def put(self, is_right: NDArray[np.bool_]) -> None:
        """Place the points of both labels, those on the right side apart from the others."""
        crowd = min(1.0, float((~is_right).sum()) / CROWD)
        for mark in self.misses:
            mark.radius = self.radius * (WRONG + crowd * (CROWDED - WRONG))
        for marks, judged in ((self.hits, is_right), (self.misses, ~is_right)):
            for label, mark in enumerate(marks):
                chosen = judged & (self.problem.y == label)
                mark.place(np.concatenate([NOWHERE, self.at_places.places[chosen]]))

    def claims(self) -> list[Claim]:
        """That those are filled that w x + b puts on the side of their label."""
        w, b = self.again
        ones = self.problem.y == 1
        is_right = (w * self.problem.x + b > 0) == ones
        places = self.at_places.again
        return [
            placed(f"{name} {label}", mark.centres, places[judged & (ones == bool(label))])
            for name, marks, judged in (
                ("right", self.hits, is_right),
                ("wrong", self.misses, ~is_right),
            )
            for label, mark in enumerate(marks)
        ]


class PointLosses(_View):
    """Each point at the probability of its own label and the loss that this costs; their mean."""

    def build(self) -> None:
        theme = self.plane.theme
        self.dots = [Marks(NOWHERE, theme, role, radius=SMALL) for role in CLASSES]
        self.mean = mean(VMobject(), Meaning("line", "batch", name="mean loss"))
        self.mean.set_stroke(theme.roles()["batch"], width=MEAN)
        self.add(*self.dots, self.mean)

    def depict(self) -> None:
        theta = self.theta
        own = own_probability(self.problem, theta)
        for label, dots in enumerate(self.dots):
            of_label = own[self.problem.y == label]
            dots.place(np.concatenate([NOWHERE, self.plane.at(of_label, -np.log(of_label))]))
        mean = float(self.problem.value(theta))
        across = np.array([self.plane.x.low, self.plane.x.high])
        self.mean.set_points(clipped(self.plane.at(across, mean), self.plane.inner))

    def claims(self) -> list[Claim]:
        """That each point costs -log of what its label is given, and the line is their mean."""
        (w, b), problem, ruler = self.again, self.problem, Ruler(self.plane)
        margins = np.where(problem.y == 1, 1, -1) * (w * problem.x + b)
        own = np.clip(1 / (1 + np.exp(-margins)), problem.clip, 1 - problem.clip)
        costs = -np.log(own)
        left, right, _, _ = self.plane.window
        mean = ruler.laid([[[left, costs.mean()], [right, costs.mean()]]])
        return [
            *(
                ruler.stands("losses", dots.centres, np.stack([own, costs], axis=1)[of_label])
                for dots, of_label in zip(self.dots, (problem.y == 0, problem.y == 1), strict=True)
            ),
            *ruler.follows("mean", self.mean, mean),
        ]


def boundary(theta: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where p = 1/2: x (...) for parameters (..., 2); not finite where w = 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(-theta[..., 1] / theta[..., 0])


def own_probability(problem: Logistic, theta: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each point's own label is given (..., n), clamped as in the loss."""
    chance = problem.predict(theta, problem.x)
    of_label = np.where(problem.y == 1, chance, 1 - chance)
    return np.clip(of_label, problem.clip, 1 - problem.clip)
