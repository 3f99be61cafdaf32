"""The run of the lesson classification and its pictures: on labels cut from a line, or a file's."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import numpy as np
from manim import ValueTracker, VGroup
from numpy.typing import NDArray

from gdcore import GradientDescent, Logistic, datasets, descend
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.numerals import numerals
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.parameters import Interval, data_file
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.problems.own_points import suit
from scenes.kit.runs.origin import origin_of
from scenes.kit.time.pace import milestones
from scenes.kit.time.playhead import Playhead
from scenes.parts.classification import costs, labels
from scenes.parts.classification.draws import Draws, other_edges
from scenes.parts.classification.endings import slides
from scenes.parts.classification.logistic_views import (
    CLASSES,
    FEW,
    LARGE,
    RADIUS,
    Falling,
    Judged,
    PointLosses,
    Sigmoid,
    boundary,
)
from scenes.parts.classification.own_labels import CLIP, read_labels
from scenes.parts.classification.panels import Panels, panels_in
from scenes.parts.classification.readings import mean_reading, sigmoid_readings
from scenes.parts.classification.source import Source

SHOWN = 600  # of the steps, at most: the first ones all, then in even ratios
HEIGHT = Axis(7, 12, "$y$", ticks=(8, 10))
ACROSS = Axis(-0.25, 1.25, "$x$", ticks=(0, 0.5, 1))
CHANCE = Axis(-labels.DEEP, 1 + labels.DEEP, "$p$", ticks=(0, 0.5, 1))


class Labelled(Lesson):
    """Plain descent on the negative log-likelihood of labels."""

    learning_rate: Annotated[float, Interval(0.01, 4), "step length per unit of slope"] = 4.0
    slope: Annotated[float, Interval(1.5, 6), "slope w at the start"] = 2.0
    intercept: Annotated[float, Interval(-3, 1), "intercept b at the start"] = 0.0
    steps: Annotated[int, Interval(2000, 20_000), "updates of the run"] = 10_000
    count: Annotated[int, Interval(40, 300), "labelled points"] = 200
    seed: Annotated[int, Interval(0, 2**31 - 1), "seed of the points"] = 43
    points: Annotated[str, data_file(labels=True), "your own, to which the start then suits"] = ""

    def compute(self) -> None:
        if self.points:
            self.own = read_labels(self.points)
            suit(self, self.own.suited())
            self.problem = self.own.problem
        else:
            self.noisy = datasets.noisy_line(self.count, self.seed)
            labelled = datasets.labelled_line(self.count, self.seed)
            self.problem = Logistic(labelled.x, labelled.y, clip=CLIP)
            self.others = other_edges(self.count, self.seed)
        start = (self.slope, self.intercept)
        optimizer = GradientDescent(self.learning_rate)
        self.run = descend(self.problem, optimizer, start, self.steps)
        self.kept = milestones(self.steps, SHOWN)
        self.thetas, self.losses = self.run.thetas[self.kept], self.run.values[self.kept]
        self.slid = slides(self.thetas)
        right = (self.problem.predict(self.thetas, self.problem.x) > 0.5) == (self.problem.y == 1)
        self.hollow = (~right).sum(axis=-1).astype(float)

    def panels(self, body: Box) -> Panels:
        return panels_in(body)

    def lay_out(self) -> None:
        self.playhead = Playhead(len(self.kept) - 1, staged=0)
        self.cut_panels()
        self.scatter()
        self.link()
        self.price()
        self.open_stamped()

    # -- what the beats show -------------------------------------------------------------------

    def cut_panels(self) -> None:
        """Heights, then probabilities, in one box; the costs of points."""
        boxes, theme = self.boxes, self.theme
        self.heights = Plane(boxes.main, ACROSS, HEIGHT, theme)
        across, chance = ACROSS, CHANCE
        if self.points:
            across = self.own.across(self.words["mean"])
            chance = replace(CHANCE, name=self.own.chance())
        self.chances = Plane(boxes.main, across, chance, theme)
        own = self.words["own"]
        self.costs = costs.cost_panel(boxes.costs, self.problem, self.thetas, own, theme)

    def scatter(self) -> None:
        """The points at their heights, and where they are once they have their labels."""
        self.fallen = ValueTracker(0)
        self.radius = LARGE if len(self.problem.x) <= FEW else RADIUS
        still = costs.chosen(self.problem, self.thetas[0])  # they are looked at one by one
        spread = labels.spread(self.problem.x, self.problem.y, still)
        low = np.stack([self.problem.x, spread], axis=1)
        given = self.problem.x, self.problem.y
        self.strips = labels.strips(self.chances, *given, CLASSES, self.words["label"])
        if self.points:
            self.fall = Falling((self.chances, low), (self.chances, low), self.fallen)
            self.given = VGroup(*(self.of_label(low, label) for label in range(2)))
            self.found = labels.upright(self.chances, float(boundary(self.thetas[-1])), "batch")
            self.mixed = VGroup()
            return
        high = np.stack([self.noisy.x, self.noisy.y], axis=1)
        told = (self.heights, high), (self.chances, low), self.fallen
        self.fall = Falling(*told)
        self.first, self.source = (
            Source(Plane(box, ACROSS, HEIGHT, self.theme), *told)
            for box in (self.boxes.first, self.boxes.source)
        )
        self.truth, self.threshold = labels.true_line(self.heights), labels.threshold(self.heights)
        found = float(boundary(self.thetas[-1]))
        self.edge = labels.noiseless_edge(self.chances, found)
        self.found = labels.upright(self.chances, found, "batch")
        self.mixed = labels.mixed(self.heights, self.problem.x, self.problem.y, self.words["mixed"])
        names = self.words["boundary"], self.words["left"], self.words["right"]
        self.draws = Draws(self.boxes.costs, found, self.others, names, self.theme)

    def of_label(self, points: NDArray[np.float64], label: int) -> Marks:
        """The points (n, 2) of a label."""
        these, plane = points[np.rint(points[:, 1]) == label], self.chances
        marks = Marks(plane.to_scene(these), self.theme, CLASSES[label], radius=self.radius)
        return marks.checked(lambda: these, plane.data)

    def open_stamped(self) -> None:
        """The title, and where the labels are from."""
        w, b, rate = plain(self.slope), plain(self.intercept), plain(self.learning_rate)
        blanks = {"seed": self.seed, "w": w, "b": b, "rate": rate}
        if self.points:
            points = self.own.stamp(self.words)
            named = (numeral.value for numeral in numerals(points))
            shows = (*named, *origin_of(self.run))
            self.open(blanks | {"points": points}, key="stamp_own", shows=shows)
            return
        source = labels.provenance(self.noisy.x, self.noisy.y)
        shows = (*source, self.seed, *origin_of(self.run))
        self.open(blanks | {"points": self.count}, shows=shows)

    def link(self) -> None:
        """The run in all its views, all reading the playhead."""
        views = (self.problem, self.thetas, self.playhead)
        self.sigmoid = Sigmoid(self.chances, *views)
        self.judged = Judged(self.chances, *views, self.fall, self.radius)
        self.point_losses = PointLosses(self.costs, *views)
        steps = self.kept.astype(float)
        names = self.words["boundary"], self.words["hollow"]
        self.readings = sigmoid_readings(self.chances, *views, names)
        self.scores = mean_reading(self.costs, *views, self.words["nll"])
        self.counter = self.counting(self.playhead.reading(steps), digits=len(str(self.steps)))

    def price(self) -> None:
        """The formulas, what points cost at the start, and a mistake that is ever surer."""
        box = self.boxes.first if self.points else self.boxes.formula
        self.formula = costs.formula(box, self.theme)
        self.cost_curve = costs.curve(self.costs)
        start = self.problem, self.thetas[0]
        panels = self.chances, self.costs
        sure, wrong = (costs.example(row, *start, *panels) for row in costs.chosen(*start))
        self.examples = VGroup(sure, costs.undecided(start[1], *panels), wrong)
        self.climb = costs.climb(*start, self.costs)
