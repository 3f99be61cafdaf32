"""From a line to a probability: logistic regression by descent, one sigmoid and its boundary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, NamedTuple

import numpy as np
from manim import Create, FadeIn, FadeOut, ValueTracker, VGroup
from numpy.typing import NDArray

from gdcore import GradientDescent, Logistic, datasets, descend
from scenes.kit.ink.ghosts import GHOST
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import fixed, plain
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import Interval
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.readout import Reading, readouts
from scenes.kit.runs.origin import origin_of
from scenes.kit.time.fades import fade_out
from scenes.kit.time.pace import quickening
from scenes.kit.time.playhead import Advance, Playhead
from scenes.parts.classification import costs, history, labels
from scenes.parts.classification.labels import EDGE
from scenes.parts.classification.logistic_views import (
    Falling,
    Judged,
    PointLosses,
    Sigmoid,
    boundary,
)

MOVED = 0.05  # of x, by which a boundary is seen to have moved, or to be elsewhere
SLID = 0.25  # part of the steps in which the boundary slides
ACROSS = Axis(-0.25, 1.25, "$x$", ticks=(0, 0.5, 1))
CHANCE = Axis(-0.12, 1.12, "$p$", ticks=(0, 0.5, 1))
THREE = fixed(3)


class Panels(NamedTuple):
    """Points and sigmoid; beside them, costs over the history of the run."""

    main: Box
    costs: Box
    history: Box


class Classification(Lesson):
    """Plain descent on the negative log-likelihood of labels that a noisy line was cut into."""

    beats = ("make_labels", "bend_line", "weigh_mistakes", "slide", "steepen", "arrive")

    learning_rate: Annotated[float, Interval(0.01, 0.1), "step length per unit of slope"] = 0.01
    slope: Annotated[float, Interval(1.5, 6), "slope w at the start"] = 2.0
    intercept: Annotated[float, Interval(-3, 1), "intercept b at the start"] = 0.0
    steps: Annotated[int, Interval(2000, 10_000), "updates of the run"] = 3000
    points: Annotated[int, Interval(40, 300), "labelled points"] = 200
    seed: Annotated[int, Interval(0, 2**31 - 1), "seed of the points"] = 43

    def compute(self) -> None:
        self.noisy = datasets.noisy_line(self.points, self.seed)
        labelled = datasets.labelled_line(self.points, self.seed)
        self.problem = Logistic(labelled.x, labelled.y, clip=1e-5)
        start = (self.slope, self.intercept)
        optimizer = GradientDescent(self.learning_rate)
        self.run = descend(self.problem, optimizer, start, self.steps)
        self.kept = quickening(self.steps, 300)
        self.thetas, self.losses = self.run.thetas[self.kept], self.run.values[self.kept]
        self.slid = int(np.searchsorted(self.kept, SLID * self.steps))
        self.accuracies = self.problem.accuracy(self.thetas)

    def panels(self, body: Box) -> Panels:
        main, side = body.columns([1.25, 1], 0.5)
        return Panels(main, *side.rows([1.2, 1]))

    def lay_out(self) -> None:
        self.playhead = Playhead(len(self.kept) - 1, staged=0)
        self.cut_panels()
        self.scatter()
        self.link()
        self.price()
        w, b, rate = plain(self.slope), plain(self.intercept), plain(self.learning_rate)
        blanks = {"points": self.points, "seed": self.seed, "w": w, "b": b, "rate": rate}
        source = labels.provenance(self.noisy.x, self.noisy.y)
        self.open(blanks, shows=(*source, self.seed, *origin_of(self.run)))

    def make_labels(self) -> None:
        self.play(FadeIn(self.heights, self.dots), run_time=1)
        self.play(Create(self.truth), run_time=1)
        self.play(FadeIn(self.threshold), run_time=0.7)
        self.play(FadeIn(self.edge), run_time=0.8)
        self.wait(1)
        self.play(*fade_out(self.truth, self.threshold, self.heights), run_time=0.6)
        self.play(FadeIn(self.chances), self.fallen.animate.set_value(1), run_time=1.8)
        self.wait(0.8)

    def bend_line(self) -> None:
        self.show(self.formula, seconds=0.8)
        self.play(Create(self.sigmoid.curve), run_time=1.5)
        self.wait(0.5)
        self.play(FadeIn(self.sigmoid.marker, self.sigmoid.drop, self.readings), run_time=0.8)
        self.add(self.sigmoid)
        self.play(FadeIn(self.judged), FadeOut(self.dots), run_time=0.8)
        self.wait(1.2)

    def weigh_mistakes(self) -> None:
        self.clear(seconds=0.5)
        self.play(FadeIn(self.costs), Create(self.cost_curve), run_time=1.5)
        for example in self.examples:
            self.play(FadeIn(example), run_time=0.7)
            self.wait(0.7)
        surer, climb = self.climb
        self.play(FadeIn(climb), run_time=0.5)
        self.play(Advance(surer, np.linspace(0, 2.2, surer.steps + 1)))
        self.wait(0.7)
        self.play(FadeIn(self.point_losses), *fade_out(self.examples, climb), run_time=0.9)
        self.play(FadeIn(self.history, self.counter, self.curves, self.scores), run_time=0.8)
        self.wait(0.6)

    def slide(self) -> None:
        self.play(Advance(self.playhead, np.linspace(0, 7.5, self.slid + 1)))
        self.wait(0.5)

    def steepen(self) -> None:
        before = self.sigmoid.curve.copy().set_stroke(**GHOST)
        self.add(before)
        rest = self.playhead.steps - self.playhead.arrived
        self.play(Advance(self.playhead, np.linspace(0, 6.5, rest + 1)))
        self.wait(0.5)
        self.keep(self.sigmoid, before, self.chances)

    def arrive(self) -> None:
        self.wait(0.5)
        self.clear(beside=[FadeIn(self.found)], seconds=1)
        dimmed = self.judged.right.animate.set_fill(opacity=0.65)
        self.play(FadeIn(self.heights, self.threshold), dimmed, run_time=0.7)
        self.play(self.fallen.animate.set_value(0), run_time=1.8)
        self.wait(1)

    def tell(self) -> dict[str, Told]:
        thetas = self.thetas[[0, self.slid, -1]]
        edges = boundary(thetas)
        wrong = (self.problem.predict(thetas, self.problem.x) > 0.5) != (self.problem.y == 1)
        hollow = wrong.sum(axis=-1)
        noisy = wrong[-1] & ((self.problem.x > EDGE) != (self.problem.y == 1))
        filling = abs(edges[1] - edges[0]) > MOVED and hollow[1] < hollow[0]
        near = abs(edges[-1] - EDGE) < MOVED and hollow[-1] > 1 and noisy.sum() > hollow[-1] / 2
        steeper = thetas[2, 0] > 1.02 * thetas[1, 0]
        return {
            "slide": Told("filling" if filling else "moving"),
            "steepen": Told("steeper" if steeper else "moving"),
            "arrive": Told("near" if near else "told", {"edge": THREE(float(edges[-1]))}),
        }

    # -- what the beats show -------------------------------------------------------------------

    def cut_panels(self) -> None:
        """Heights, then probabilities, in one box; the costs of points; the history of the run."""
        boxes, theme = self.boxes, self.theme
        self.heights = Plane(boxes.main, ACROSS, Axis(7, 12, "$y$", ticks=(8, 10)), theme)
        self.chances = Plane(boxes.main, ACROSS, CHANCE, theme)
        own = self.words["own"]
        self.costs = costs.cost_panel(boxes.costs, self.problem, self.thetas, own, theme)
        highest, step = self.losses.max(), self.words["step"]
        self.history = history.history_panel(boxes.history, self.steps, highest, step, theme)

    def scatter(self) -> None:
        """The points at their heights, ready to fall to their labels, and what they come from."""
        self.fallen = ValueTracker(0)
        high = self.heights, np.stack([self.noisy.x, self.noisy.y], axis=1)
        low = self.chances, np.stack([self.problem.x, self.problem.y], axis=1)
        self.dots = Falling(high, low, self.fallen)
        self.truth, self.threshold = labels.true_line(self.heights), labels.threshold(self.heights)
        found = float(boundary(self.thetas[-1]))
        self.edge = labels.noiseless_edge(self.chances, found)
        self.found = labels.upright(self.chances, found, "batch")

    def link(self) -> None:
        """The run in all its views, all reading the playhead."""
        views = (self.problem, self.thetas, self.playhead)
        self.sigmoid = Sigmoid(self.chances, *views)
        self.judged = Judged(self.chances, *views, self.dots)
        self.point_losses = PointLosses(self.costs, *views)
        steps = self.kept.astype(float)
        record = steps, self.losses, self.accuracies
        self.curves = history.curves(self.history, *record, self.playhead)
        slopes, intercepts = self.thetas.T
        found = [
            self.reading("$w$", slopes, -10.0, fixed(2)),
            self.reading("$b$", intercepts, -10.0, fixed(2)),
            self.reading(self.words["boundary"], boundary(self.thetas), -1.0),
        ]
        scores = [
            self.reading(self.words["nll"], self.losses, 1.0),
            self.reading(self.words["accuracy"], self.accuracies, 1.0, role="text"),
        ]
        self.readings, self.scores = readouts(self.chances, found), readouts(self.history, scores)
        self.counter = self.counting(self.playhead.reading(steps), digits=len(str(self.steps)))

    def reading(
        self,
        name: str,
        values: NDArray[np.float64],
        widest: float,
        write: Callable[[float], str] = THREE,
        role: str = "batch",
    ) -> Reading:
        """A record's value at the playhead."""
        return Reading(name, self.playhead.reading(values), widest, write, role)

    def price(self) -> None:
        """The formulas, what points cost at the start, and a mistake that is ever surer."""
        self.formula = costs.formula(self.boxes.costs, self.theme)
        self.cost_curve = costs.curve(self.costs)
        start = self.problem, self.thetas[0]
        rows, panels = costs.chosen(*start), (self.chances, self.costs)
        self.examples = VGroup(*(costs.example(row, *start, *panels) for row in rows))
        self.climb = costs.climb(*start, self.costs)
