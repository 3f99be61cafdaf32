"""Too small, right, too large, hopeless: one bowl, one start, four learning rates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import numpy as np
from manim import Create, FadeIn, LaggedStart, ReplacementTransform, VGroup

from gdcore import (
    GradientDescent,
    LeastSquares,
    critical_learning_rate,
    datasets,
    descend,
)
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import Text
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.runs.edge import EdgeArrow
from scenes.kit.runs.traces import DASHES, Trace
from scenes.kit.time.playhead import Advance, Playhead, step_times
from scenes.parts.learning_rates.bowls import WINDOW, Bowl
from scenes.parts.learning_rates.rate_labels import rate_labels

HIGHEST = 1050.0  # loss at the top of a panel
BESIDE = 0.5  # from the best weight, within which a run is beside the star
GRADES = ("away", "rests", "bounced", "out")  # what the four rates do, as the title has it
NUMBERS = 0.6  # room for the numbers on the left of the first panel
Rates = tuple[float, float, float, float]


class Panels(NamedTuple):
    """The whole body at first; then small bowls over the losses and the rule."""

    all: Box
    bowls: Box
    losses: Box
    rule: Box


class LearningRates(Lesson):
    """Plain descent on the loss of y = w·x over three points, at four rates side by side."""

    beats = ("set_up", "first_step", "keep_stepping", "compare_losses", "explain")

    rates: Annotated[Rates, Interval(0.001, 0.3), "learning rate of each panel"] = (
        0.01,
        0.1,
        0.15,
        0.21,
    )
    start: Annotated[float, Interval(-9, 14), "weight that every run starts from"] = 9.0
    steps: Annotated[int, Interval(4, 40), "steps of every run"] = 10

    def compute(self) -> None:
        data = datasets.rainfall()
        self.problem = LeastSquares(data.x, data.y, reduction="sum", intercept=False)
        start = np.full((len(self.rates), 1), self.start)
        self.runs = descend(self.problem, GradientDescent(np.array(self.rates)), start, self.steps)
        self.best = float(self.problem.minimizers[0, 0])

    def refuse(self) -> None:
        if np.isclose(self.start, self.best):
            raise ParameterError(f"start = {self.start} is the minimum, from where no run moves")

    def panels(self, body: Box) -> Panels:
        top, bottom = body.rows([1.15, 1.25], 0.15)
        return Panels(body, top, *bottom.columns([1.4, 1], 0.6))

    def lay_out(self) -> None:
        self.playhead, self.replay = Playhead(self.steps, staged=1), Playhead(self.steps, staged=0)
        self.bowls = self.row_of_bowls(self.boxes.all)
        self.small = self.row_of_bowls(self.boxes.bowls)
        self.plot = self.loss_plot(self.boxes.losses)
        self.curves = VGroup(*(self.loss_curve(i, self.replay) for i in range(len(self.rates))))
        self.counter = self.counting(self.playhead.reading(np.arange(self.steps + 1.0)))
        self.ends = [self.end_of(i) for i in range(len(self.rates))]
        title = "title" if tuple(self.ends) == GRADES else "title_other"
        shows = len(self.problem.x), float(self.runs.thetas[0, 0, 0])
        self.open({"start": plain(self.start)}, title=title, shows=shows)

    def set_up(self) -> None:
        planes = [bowl.plane for bowl in self.bowls]
        headings = [bowl.heading for bowl in self.bowls]
        self.play(LaggedStart(*map(FadeIn, planes), lag_ratio=0.15), run_time=1.5)
        self.play(*(Create(bowl.curve) for bowl in self.bowls), run_time=1.5)
        self.play(*(FadeIn(bowl.star) for bowl in self.bowls), run_time=0.6)
        self.play(LaggedStart(*map(FadeIn, headings), lag_ratio=0.3), run_time=1.6)
        self.play(*(FadeIn(bowl.trace, scale=1.5) for bowl in self.bowls), FadeIn(self.counter))
        self.add(*(bowl.edge for bowl in self.bowls))
        self.wait(1)

    def first_step(self) -> None:
        self.play(Advance(self.playhead, step_times(1, 3.0, slow_seconds=3.0)))
        self.wait(1)

    def keep_stepping(self) -> None:
        times = step_times(self.steps - 1, 7.0, slow=2, slow_seconds=1.2)
        self.play(Advance(self.playhead, times))
        self.wait(1.5)

    def compare_losses(self) -> None:
        for bowl in self.small:
            bowl.update()  # to where the runs are, before it is seen
        pairs = zip(self.bowls, self.small, strict=True)
        self.play(*(ReplacementTransform(*pair) for pair in pairs), run_time=1.5)
        self.play(FadeIn(self.plot), run_time=0.8)
        self.add(self.curves)
        self.play(Advance(self.replay, np.linspace(0, 4, self.steps + 1)))
        self.play(FadeIn(rate_labels(self.plot, self.runs, self.rates)), run_time=0.8)
        self.wait(1.5)

    def explain(self) -> None:
        right = self.boxes.rule
        critical = plain(float(critical_learning_rate(self.problem, [self.start])))
        self.play(FadeIn(self.line("factor", right.top - 1.3, right)), run_time=1)
        self.wait(0.5)
        for bowl, rate in zip(self.small, self.rates, strict=True):
            self.play(FadeIn(bowl.factor(rate, self.problem)), run_time=0.7)
        self.wait(0.5)
        curvature = float(self.problem.hessian(self.problem.minimizers[0])[0, 0])
        shows = 2.0, 2.0 / curvature
        rule = self.line("rule", right.top - 2.3, right, shows, critical=critical)
        self.play(FadeIn(rule), run_time=1)
        self.wait(2)

    def tell(self) -> dict[str, Told]:
        falling, climbing, _ = self.slants()
        curves = {(3, 1): "three", (4, 0): "fall", (0, 4): "climb"}
        each, facts = sorted(self.ends) == sorted(GRADES), self.facts()
        return {
            "keep_stepping": Told("each" if each else "counted", facts),
            "compare_losses": Told(curves.get((falling, climbing), "counted"), facts),
        }

    def facts(self) -> dict[str, str]:
        """How many runs do what, in words."""
        away, out = self.ends.count("away"), self.ends.count("out")
        counts = {"steps": self.steps, "away": away, "out": out, "near": 4 - away - out}
        counts |= dict(zip(("falling", "climbing", "level"), self.slants(), strict=True))
        return {name: self.words.count(number) for name, number in counts.items()}

    # -- what the beats show -------------------------------------------------------------------

    def end_of(self, index: int) -> str:
        """What became of a run: it left the picture, is still away, or reached the star."""
        weights, losses = self.runs.thetas[:, index, 0], self.runs.values[:, index]
        plane = self.bowls[index].plane
        if not plane.inner.holds(plane.at(weights[-1], losses[-1])):
            return "out"
        errors = weights - self.best
        if abs(errors[-1]) > BESIDE:
            return "away"
        return "bounced" if (errors[:-1] * errors[1:]).min() < -1e-9 else "rests"

    def slants(self) -> tuple[int, int, int]:
        """How many losses have fallen, climbed and stayed as they were."""
        first, last = self.runs.values[[0, -1]]
        level = np.isclose(first, last)
        falling, climbing = ~level & (last < first), ~level & (last > first)
        return int(falling.sum()), int(climbing.sum()), int(level.sum())

    def row_of_bowls(self, box: Box) -> list[Bowl]:
        """A panel for each run, all of one size and on the same axes."""
        boxes = box.inset(left=NUMBERS).columns([1] * len(self.rates), 0.3)
        return [self.bowl(i, box) for i, box in enumerate(boxes)]

    def bowl(self, index: int, box: Box) -> Bowl:
        """The panel of one run; the first one's numbers hold for all."""
        color = self.theme.rates[index]
        plane = Plane(
            box,
            Axis(*WINDOW, "$w$", ticks=(-10, 0, 10)),
            Axis(-40, HIGHEST, " ", ticks=(0, 300, 600, 900) if index == 0 else ()),
            self.theme,
            left=0.15,
        )
        points = np.stack([self.runs.thetas[:, index, 0], self.runs.values[:, index]], axis=1)
        trace = Trace(plane, points, self.playhead, dots=True, arrow=True, color=color)
        rate = float(self.runs.learning_rates[0, index])
        return Bowl(plane, self.problem, trace, EdgeArrow(trace, points[:, 1]), rate)

    def loss_plot(self, box: Box) -> Plane:
        """Loss against step on a log axis that holds all four runs."""
        low, high = self.runs.values.min(), self.runs.values.max()
        loss = Axis(low / 3, high * 3, self.words["loss"], log=True)
        room = self.steps * 1.22  # for the labels at the ends of the curves
        ticks = tuple(range(0, self.steps + 1, max(1, self.steps // 5)))
        return Plane(box, Axis(0, room, self.words["step"], ticks=ticks), loss, self.theme)

    def loss_curve(self, index: int, playhead: Playhead) -> Trace:
        """One run's loss so far."""
        steps = np.arange(self.steps + 1)
        return Trace(
            self.plot,
            np.stack([steps, self.runs.values[:, index]], axis=1),
            playhead,
            dash=DASHES[index],
            color=self.theme.rates[index],
        )

    def line(
        self, key: str, y: float, box: Box, shows: Sequence[float] | None = None, **values: str
    ) -> Text:
        """A line of words and formulas, left-aligned in a box at a height."""
        text = Text(self.words[key].format(**values), self.theme, size=32, shows=shows)
        return text.put(left=box.left, baseline=y)
