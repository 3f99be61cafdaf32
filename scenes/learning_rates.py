"""How long should a step be: one bowl, one start, four learning rates."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from manim import (
    Animation,
    FadeIn,
    FadeOut,
    LaggedStart,
    Mobject,
    ReplacementTransform,
    smooth,
    squish_rate_func,
)

from gdcore import (
    GradientDescent,
    LeastSquares,
    datasets,
    descend,
)
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import SMALLEST, Text
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.panels.axes import Plane
from scenes.kit.time.fades import come_last
from scenes.kit.time.playhead import Advance, Playhead
from scenes.parts.learning_rates.bowls import (
    Bowl,
    hopping,
    records,
    row_of_bowls,
    row_of_planes,
    row_width,
)
from scenes.parts.learning_rates.factor_bars import FactorBars, rule_lines
from scenes.parts.learning_rates.losses import Losses, losses_of
from scenes.parts.learning_rates.outcomes import end_of, grows, slants

GRADES = ("away", "rests", "bounced", "out")  # what four rates do, one each
AT_ONCE = squish_rate_func(smooth, 0, 0.25)  # of what gives way to others
THEN = squish_rate_func(smooth, 0.05, 0.72)  # of what takes another place
EARLY = squish_rate_func(smooth, 0.1, 0.5)  # the same where the axes move, too
SOON = squish_rate_func(smooth, 0.2, 0.6)
LAST = squish_rate_func(smooth, 0.65, 1)  # of what comes when others have made room
FIRST, REST = 2.4, 7.0  # seconds of a first step; of the others, about
Rates = tuple[float, float, float, float]


PART, GAP = 0.64, 0.4  # of the width, that shrunk bowls take; from these to the losses
FEW = 2  # that stay in a frame that is not wide


class Panels(NamedTuple):
    """The whole body; of it, what the bowls take when they are shrunk, and what is beside them."""

    all: Box
    bowls: Box
    beside: Box


class LearningRates(Lesson):
    """Plain descent on the loss of y = w·x over three points, at four rates side by side."""

    aspects = (*Lesson.aspects, "9:16")
    beats = ("set_up", "first_step", "keep_stepping", "compare_losses", "explain")
    pictured = "keep_stepping"

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
        if body.tall:
            return Panels(body, *body.rows([1, 1], 0.3))
        left = PART * body.width if body.wide else row_width(body, 2 * FEW, FEW)
        return Panels(body, body.inset(right=body.width - left), body.inset(left=left + GAP))

    def lay_out(self) -> None:
        row = row_of_planes(self.boxes.all, len(self.rates), self.theme, self.words["loss"])
        self.playhead, self.late = hopping(row[0], self.runs), hopping(row[0], self.runs)
        colors = self.theme.rated(grows(self.runs.values))
        self.colors = [colors[self.rates.index(rate)] for rate in self.rates]  # one rate, one look
        self.largest = int(np.argmax(self.rates))
        runs = range(len(self.rates))
        self.bowls = self.bowls_on(row, runs)
        wide, loss = self.boxes.all.wide, self.words["loss"]
        count = len(self.rates) if wide else FEW
        left = row_of_planes(self.boxes.bowls, count, self.theme, loss, numbered=not wide)
        self.staying = self.bowls_on(left, runs[-count:])
        self.replay = Playhead(self.steps, staged=0)
        self.losses = self.losses_in(self.boxes.beside)
        self.factors = FactorBars(self.boxes.all, self.problem, self.runs, self.colors, self.theme)
        self.counter = self.counting(self.playhead.reading(np.arange(self.steps + 1.0)))
        ways = records(self.runs).swapaxes(0, 1)
        self.ends = [end_of(*pair, self.best) for pair in zip(row, ways, strict=True)]
        shows = len(self.problem.x), float(self.runs.thetas[0, 0, 0])
        self.open({"start": plain(self.start)}, shows=shows)

    def opening(self) -> tuple[Mobject, ...]:
        return tuple(bowl.rest for bowl in self.bowls)

    def set_up(self) -> None:
        headings = [bowl.heading for bowl in self.bowls]
        self.play(LaggedStart(*map(FadeIn, headings), lag_ratio=0.3), run_time=1.6)
        self.play(*(FadeIn(bowl.trace, scale=1.5) for bowl in self.bowls), FadeIn(self.counter))
        self.add(*(bowl.edge for bowl in self.bowls))
        self.wait(1)

    def first_step(self) -> None:
        step = np.array([0.0, FIRST])
        self.play(Advance(self.playhead, step))
        self.wait(0.4)
        self.ask("first_step", self.bowls[self.largest].landing)
        self.play(Advance(self.late, step))
        self.wait(0.8)

    def keep_stepping(self) -> None:
        third, fourth = self.bowls[-2:]
        self.wait(0.3)
        self.ask("keep_stepping", (third.landing + fourth.landing) / 2)
        self.late.follow(lambda: self.playhead.now)
        times = self.playhead.times(FIRST + REST, slow_seconds=FIRST)
        self.play_hops(self.playhead, times, start=1, note=self.note())
        self.wait(1.5)

    def compare_losses(self) -> None:
        self.clear()
        for bowl in self.staying:
            bowl.update()  # to where the runs are, before it is seen
        few = len(self.staying)
        gone, kept = self.bowls[:-few], self.bowls[-few:]
        left = [part for bowl in gone for part in bowl.filling] + [bowl.plane for bowl in kept]
        pace, moved = smooth if gone else THEN, list[Animation]()
        for bowl, new in zip(kept, self.staying, strict=True):
            moved += bowl.turns_into(new, pace)
        if gone:
            pairs = zip(gone, self.staying, strict=True)
            moved += [ReplacementTransform(old.plane, new.plane) for old, new in pairs]
        coming = [self.losses.plot, *(() if gone else (bowl.plane for bowl in self.staying))]
        leave, come = (EARLY, SOON) if gone else (AT_ONCE, LAST)
        moved += [FadeOut(part, rate_func=leave) for part in left]
        self.play(*moved, *(FadeIn(part, rate_func=come) for part in coming), run_time=1.5)
        self.add(self.losses.curves)
        self.play(Advance(self.replay, np.linspace(0, 4, self.steps + 1)))
        self.play(FadeIn(self.losses.labels), run_time=0.8)
        self.keep(*self.losses)
        self.keep(*(part for bowl in self.staying for part in (bowl.plane, *bowl.filling)))
        self.wait(1.5)

    def explain(self) -> None:
        words = self.words["factor"], self.words["rule"]
        factor, rule = rule_lines(self.boxes.all, self.problem, words, self.theme)
        coming = FadeIn(self.factors.ground), *map(come_last, (factor, self.factors.bars[0]))
        self.keep(self.counter)
        self.clear(beside=coming, seconds=1)
        for bar in self.factors.bars[1:]:
            self.play(FadeIn(bar), run_time=0.7)
        self.wait(0.5)
        self.play(FadeIn(rule), run_time=0.8)
        self.wait(2)

    def tell(self) -> dict[str, Told]:
        falling, climbing, _ = slants(self.runs.values)
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
        counts |= dict(zip(("falling", "climbing", "level"), slants(self.runs.values), strict=True))
        return {name: self.words.count(number) for name, number in counts.items()}

    # -- what the beats show -------------------------------------------------------------------

    def bowls_on(self, planes: list[Plane], shown: range) -> list[Bowl]:
        """Runs on panels; that of the largest rate has a playhead of its own."""
        playheads: list[Playhead] = [self.playhead] * len(self.rates)
        playheads[self.largest] = self.late
        return row_of_bowls(planes, self.problem, self.runs, playheads, self.colors, shown)

    def losses_in(self, box: Box) -> Losses:
        """The runs' losses against the steps, in a box."""
        names = self.words["step"], self.words["loss"]
        return losses_of(box, self.runs, names, self.replay, self.colors, self.theme)

    def note(self) -> Text | None:
        """Which steps leave but a mark, if some do."""
        passed, stamp = self.playhead.passed_by, self.frame.stamp
        if passed is None:
            return None
        body = self.words["marks"].format(first=passed[0], last=passed[1])
        text = Text(body, self.theme, size=SMALLEST, shows=passed)
        return text.put(left=stamp.left, baseline=stamp.bottom + 0.1)
