"""From a line to a probability: logistic regression by descent, one sigmoid and its boundary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import numpy as np
from manim import DOWN, LEFT, Create, FadeIn, FadeOut, ValueTracker, VGroup
from numpy.typing import NDArray

from gdcore import GradientDescent, Logistic, datasets, descend
from scenes.kit.ink.ghosts import GHOST
from scenes.kit.ink.layout import BODY
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.numbers import Number, fixed, plain
from scenes.kit.ink.text import Text
from scenes.kit.lesson.frame import counter, stamp, title
from scenes.kit.lesson.lesson import Lesson
from scenes.kit.lesson.parameters import Interval
from scenes.kit.panels.axes import Axis, Plane, round_ticks
from scenes.kit.panels.curves import graph, guide
from scenes.kit.panels.readout import Reading, readouts
from scenes.kit.runs.traces import DASHES, Trace
from scenes.kit.time.fades import fade_out
from scenes.kit.time.pace import quickening
from scenes.kit.time.playhead import Advance, Playhead
from scenes.parts.classification.logistic_views import (
    Falling,
    Judged,
    PointLosses,
    Sigmoid,
    boundary,
    own_probability,
)

THRESHOLD, EDGE = 10.0, 2 / 3  # height above which the label is 1; where y = 3x + 8 reaches it
SUREST = 0.01  # what the label is given in the mistake that is imagined
MOVED = 0.05  # of x, by which a boundary is seen to have moved, or to be elsewhere
SLID = 0.25  # part of the steps in which the boundary slides
MAIN_BOX, SIDE = BODY.columns([1.25, 1], 0.5)
COST_BOX, HISTORY_BOX = SIDE.rows([1.2, 1])
ACROSS = Axis(-0.25, 1.25, "$x$", ticks=(0, 0.5, 1))
THREE = fixed(3)


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

    def lay_out(self) -> None:
        self.playhead = Playhead(len(self.kept) - 1, staged=0)
        self.heights = Plane(MAIN_BOX, ACROSS, Axis(7, 12, "$y$", ticks=(8, 10)), self.theme)
        chances = Axis(-0.12, 1.12, "$p$", ticks=(0, 0.5, 1))
        self.chances = Plane(MAIN_BOX, ACROSS, chances, self.theme)
        self.costs, self.history = self.cost_panel(), self.history_panel()
        self.scatter()
        self.link()
        w, b, rate = plain(self.slope), plain(self.intercept), plain(self.learning_rate)
        body = self.words["stamp"].format(points=self.points, seed=self.seed, w=w, b=b, rate=rate)
        self.add(title(self.words["title"], self.theme), stamp(body, self.theme))

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
        self.said = self.formula()
        self.play(FadeIn(self.said), run_time=0.8)
        self.play(Create(self.sigmoid.curve), run_time=1.5)
        self.wait(0.5)
        self.play(FadeIn(self.sigmoid.marker, self.sigmoid.drop, self.readings), run_time=0.8)
        self.add(self.sigmoid)
        self.play(FadeIn(self.judged), FadeOut(self.dots), run_time=0.8)
        self.wait(1.2)

    def weigh_mistakes(self) -> None:
        self.play(*fade_out(self.said), run_time=0.5)
        own = np.linspace(np.exp(-self.costs.y.high), 1, 400)
        curve = graph(self.costs, own, -np.log(own))
        self.play(FadeIn(self.costs), Create(curve), run_time=1.5)
        examples = VGroup(*(self.example(row) for row in self.chosen()))
        for example in examples:
            self.play(FadeIn(example), run_time=0.7)
            self.wait(0.7)
        surer, climb = self.climb()
        self.play(FadeIn(climb), run_time=0.5)
        self.play(Advance(surer, np.linspace(0, 2.2, surer.steps + 1)))
        self.wait(0.7)
        self.play(FadeIn(self.point_losses), *fade_out(examples, climb), run_time=0.9)
        self.play(FadeIn(self.history, self.counter, self.curves, self.scores), run_time=0.8)
        self.wait(0.6)

    def slide(self) -> None:
        self.play(Advance(self.playhead, np.linspace(0, 7.5, self.slid + 1)))
        self.wait(0.5)

    def steepen(self) -> None:
        self.before = self.sigmoid.curve.copy().set_stroke(**GHOST)
        self.add(self.before)
        rest = self.playhead.steps - self.playhead.arrived
        self.play(Advance(self.playhead, np.linspace(0, 6.5, rest + 1)))
        self.wait(0.5)

    def arrive(self) -> None:
        self.wait(0.5)
        self.play(
            FadeIn(self.found()), *fade_out(self.sigmoid, self.before, self.chances), run_time=1
        )
        dimmed = self.judged.right.animate.set_fill(opacity=0.65)
        self.play(FadeIn(self.heights, self.threshold), dimmed, run_time=0.7)
        self.play(self.fallen.animate.set_value(0), run_time=1.8)
        self.wait(1)

    def outcomes(self) -> dict[str, str]:
        thetas = self.thetas[[0, self.slid, -1]]
        edges = boundary(thetas)
        wrong = (self.problem.predict(thetas, self.problem.x) > 0.5) != (self.problem.y == 1)
        hollow = wrong.sum(axis=-1)
        by_noise = wrong[-1] & ((self.problem.x > EDGE) != (self.problem.y == 1))
        filling = abs(edges[1] - edges[0]) > MOVED and hollow[1] < hollow[0]
        near = abs(edges[-1] - EDGE) < MOVED and hollow[-1] > 1 and by_noise.sum() > hollow[-1] / 2
        steeper = thetas[2, 0] > 1.02 * thetas[1, 0]
        return {
            "slide": "filling" if filling else "moving",
            "steepen": "steeper" if steeper else "moving",
            "arrive": "near" if near else "told",
        }

    def facts(self) -> dict[str, str]:
        return {"edge": THREE(float(boundary(self.thetas[-1])))}

    # -- what the beats show -------------------------------------------------------------------

    def link(self) -> None:
        """The run in all its views, all reading the playhead."""
        views = (self.problem, self.thetas, self.playhead)
        self.sigmoid = Sigmoid(self.chances, *views)
        self.judged = Judged(self.chances, *views, self.dots)
        self.point_losses = PointLosses(self.costs, *views)
        steps = self.kept.astype(float)
        nll, accuracy = (np.stack([steps, v], axis=1) for v in (self.losses, self.accuracies))
        self.curves = VGroup(
            Trace(self.history, accuracy, self.playhead, role="text", dash=DASHES[2]),
            Trace(self.history, nll, self.playhead),
        )
        slopes, intercepts = self.thetas.T
        edges = boundary(self.thetas)
        self.readings = readouts(
            self.chances,
            [
                self.reading("$w$", slopes, -10.0, fixed(2)),
                self.reading("$b$", intercepts, -10.0, fixed(2)),
                self.reading(self.words["boundary"], edges, -1.0),
            ],
        )
        self.scores = readouts(
            self.history,
            [
                self.reading(self.words["nll"], self.losses, 1.0),
                self.reading(self.words["accuracy"], self.accuracies, 1.0, role="text"),
            ],
        )
        digits = len(str(self.steps))
        self.counter = counter(
            self.words["step"], lambda: int(self.kept[self.playhead.arrived]), self.theme, digits
        )

    def reading(
        self,
        name: str,
        values: NDArray[np.float64],
        widest: float,
        write: Callable[[float], str] = THREE,
        role: str = "batch",
    ) -> Reading:
        """A record's value at the playhead."""
        playhead = self.playhead
        return Reading(name, lambda: float(values[playhead.arrived]), widest, write, role)

    def scatter(self) -> None:
        """The points at their heights, ready to fall to their labels, and what they come from."""
        self.fallen = ValueTracker(0)
        high = self.heights.at(self.noisy.x, self.noisy.y)
        low = self.chances.at(self.problem.x, self.problem.y)
        self.dots = Falling(high, low, self.fallen, self.theme)
        ends = np.array([ACROSS.low, ACROSS.high])
        self.truth = graph(self.heights, ends, 3 * ends + 8, width=2.5)
        cut = guide(self.heights, [(x, THRESHOLD) for x in ends], role="text")
        name = Text(f"$y = {plain(THRESHOLD)}$", self.theme, halo=True)
        name.stand_on(self.heights.at(0, THRESHOLD)[1] + 0.14)
        self.threshold = VGroup(
            cut, name.shift((cut.get_left()[0] + 0.2 - name.get_left()[0], 0, 0))
        )
        self.edge = self.upright(EDGE, "muted")
        fraction = Text("$2\\/3$", self.theme, role="muted", halo=True)
        last = float(boundary(self.thetas[-1]))
        beside = max(EDGE + 0.12, last + 0.1) if last > EDGE else EDGE + 0.12
        self.edge.add(fraction.move_to(self.chances.at(min(beside, 1.15), 0.25)))

    def upright(self, x: float, role: str) -> VGroup:
        """A dotted line at some x, as high as the main panel."""
        low, high = self.chances.y.low, self.chances.y.high
        return VGroup(guide(self.chances, [(x, low), (x, high)], role=role))

    def found(self) -> VGroup:
        """The boundary that descent has found."""
        return self.upright(float(boundary(self.thetas[-1])), "batch")

    def formula(self) -> VGroup:
        """The line and the sigmoid that bends it, where the panels of the costs will be."""
        line = Text("$z = w x + b$", self.theme, size=36)
        bent = Text("$p = display(1 / (1 + e^(-z)))$", self.theme, size=36)
        lines = VGroup(line, bent).arrange(DOWN, buff=0.45, aligned_edge=LEFT)
        return lines.move_to(COST_BOX.center)

    def cost_panel(self) -> Plane:
        """Minus the logarithm of p, as high as the worst mistake of the run."""
        worst = -np.log(own_probability(self.problem, self.thetas).min())
        high = 1.08 * max(worst, -np.log(SUREST))
        up = Axis(0, high, "$-log p$", ticks=round_ticks(0, high, 4))
        return Plane(COST_BOX, Axis(0, 1.1, self.words["own"], ticks=(0, 0.5)), up, self.theme)

    def history_panel(self) -> Plane:
        """Loss and accuracy against step, on one scale."""
        high = 1.08 * max(1.0, self.losses.max())
        up = Axis(0, high, " ", ticks=round_ticks(0, high, 3))
        ticks = (0, self.steps // 2, self.steps)
        return Plane(
            HISTORY_BOX, Axis(0, 1.2 * self.steps, self.words["step"], ticks=ticks), up, self.theme
        )

    def chosen(self) -> list[int]:
        """Three points at the start: the surest that is right, the least sure, the worst."""
        own = own_probability(self.problem, self.thetas[0])
        return [int(own.argmax()), int(np.abs(own - 0.5).argmin()), int(own.argmin())]

    def example(self, row: int) -> VGroup:
        """A point, how far the sigmoid is from its label, and what that costs."""
        x, label = self.problem.x[row], self.problem.y[row]
        chance = float(self.problem.predict(self.thetas[0], x))
        own = own_probability(self.problem, self.thetas[0])[row]
        cost = -np.log(own)
        gap = guide(self.chances, [(x, label), (x, chance)], role="text")
        place = self.costs.at(own, cost)
        number = Number(cost, self.theme, write=fixed(2), align="center").put(
            place + ((0.45, 0.06, 0) if own < 0.3 else (0, 0.22, 0))
        )
        marks = [
            Marks(at[None], self.theme, "text", radius=0.1)
            for at in (self.chances.at(x, label), place)
        ]
        return VGroup(gap, number, *marks)

    def climb(self) -> tuple[Playhead, VGroup]:
        """What the worst mistake would cost if the sigmoid were ever surer of it."""
        worst = own_probability(self.problem, self.thetas[0]).min()
        own = np.geomspace(max(worst, SUREST), SUREST, 81)
        playhead, costs = Playhead(len(own) - 1, staged=0), -np.log(own)
        dot = Trace(self.costs, np.stack([own, costs], axis=1), playhead, role="text")
        numbers = readouts(
            self.costs,
            [
                Reading("$p$", lambda: float(own[playhead.arrived]), 0.0, fixed(2), "text"),
                Reading("$-log p$", lambda: float(costs[playhead.arrived]), 0.0, fixed(2), "text"),
            ],
        )
        return playhead, VGroup(dot, numbers)
