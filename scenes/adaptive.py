"""A step of its own for every coordinate: AdaGrad, RMSProp, and the two memories of Adam."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import numpy as np
from manim import FadeIn, Mobject, ValueTracker, VGroup

from gdcore import AdaGrad, Adam, GradientDescent, Momentum, Optimizer, RMSProp
from gdcore.schedules import inverse_time
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import plain
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.problems.centred_line import problem
from scenes.kit.runs.origin import origin_of
from scenes.kit.time.fades import fade_out
from scenes.kit.time.playhead import AIMED, Advance, Playhead, step_times
from scenes.parts.adaptive.acts import GATHERING, STAGED, acts
from scenes.parts.adaptive.compared import Compared
from scenes.parts.adaptive.ground import Ground
from scenes.parts.adaptive.measures import swinging, unhurried
from scenes.parts.adaptive.panels import Panels, panels_in
from scenes.parts.adaptive.recall import TAKEN
from scenes.parts.adaptive.rules import Rules
from scenes.parts.adaptive.runs import EASED, LONGER, Later, descents
from scenes.parts.adaptive.sentences import Sentences
from scenes.parts.adaptive.sequel import sequels

ASIDE = 0.1  # data units that the start is away from the minimum in each coordinate
COMPARED = ("batch", "momentum", "rmsprop", "adam")  # neither memory, one, the other, both
DIGITS = 4  # of the steps of the longest run


class Adaptive(Lesson):
    """Plain descent, AdaGrad, RMSProp and Adam in one valley, with what each remembers."""

    beats = (
        "share_one_rate",
        "only_grow",
        "forget",
        "correct_bias",
        "remember_both",
        "compare",
        "never_rests",
        "let_it_decay",
    )

    longest = 85.0
    pictured = "compare"

    learning_rate: Annotated[float, Interval(0.1, 2), "rate of AdaGrad, RMSProp and Adam"] = 0.5
    plain_rate: Annotated[float, Interval(0.01, 0.115), "rate of plain descent"] = 0.1
    decay: Annotated[float, Interval(0.5, 0.99), "part of its memory that RMSProp keeps"] = 0.9
    beta1: Annotated[float, Interval(0.1, 0.98), "part of its slopes that Adam keeps"] = 0.9
    beta2: Annotated[float, Interval(0.5, 0.9999), "part of its squares that Adam keeps"] = 0.999
    fall: Annotated[float, Interval(0.02, 0.5), "how fast RMSProp's rate falls at last"] = 0.02
    start: Annotated[
        tuple[float, float], Interval(-7, 9), "slope and intercept that all runs start from"
    ] = (-1.0, -4.0)
    steps: Annotated[int, Interval(10, 400), "steps of every run; a tenth of the long ones"] = 40

    def compute(self) -> None:
        self.problem = problem()
        self.minimum = self.problem.minimizers[0]
        self.descents = descents(self.problem, self.optimizers(), self.start, self.steps)
        self.runs = self.descents.first

    def refuse(self) -> None:
        if np.abs(self.start - self.minimum).min() < ASIDE - 1e-9:
            raise ParameterError(
                f"start = {self.start} leaves a coordinate nothing to do: stay {ASIDE} away from "
                "w = 2 and from b = 3"
            )

    def panels(self, body: Box) -> Panels:
        return panels_in(body)

    def lay_out(self) -> None:
        self.ground = Ground(self.boxes.map, self.descents, self.theme)
        self.map = self.ground.plane
        kept = {"rmsprop": self.decay, "adam": self.beta1, "squares": self.beta2}
        self.rules = Rules(self.words, self.theme, kept)
        shared = self.descents, self.rules, self.boxes
        self.acts = acts(self.ground, *shared)
        self.restless, self.eased = sequels(self.map, *shared)
        self.reach = ValueTracker(0.0)
        self.restless.charts.follow(lambda: float(self.reach.get_value()))
        self.race = Playhead(self.steps, staged=0)
        compared = {role: self.runs[role] for role in COMPARED}
        places = self.map, self.boxes.legend, self.boxes.losses
        self.compared = Compared(*places, compared, self.race, self.words, self.theme)
        clocks = {role: act.playhead for role, act in self.acts.items()} | {
            "race": self.race,
            "restless": self.restless.reel.clock,
            "eased": self.eased.reel.clock,
        }
        self.counters = {name: self.count(clock) for name, clock in clocks.items()}
        first, minimum = self.runs["batch"], self.descents.problem.minimizers[0]
        told = *origin_of(first), origin_of(self.runs["adam"])[-1]
        self.open(self.blanks(), shows=(first.evaluations[1], *minimum, *told))

    def opening(self) -> tuple[Mobject, ...]:
        panel = self.acts["batch"].panel
        self.keep(panel)
        return *self.ground.parts, panel

    def share_one_rate(self) -> None:
        act = self.acts["batch"]
        self.show(act.heading, act.shown, self.counters["batch"])
        self.go_on("batch", 4.7, slow_seconds=1.5)

    def only_grow(self) -> None:
        self.enter("adagrad")
        self.go_on("adagrad", 5.5, slow_seconds=1.4)

    def forget(self) -> None:
        self.enter("rmsprop")
        self.go_on("rmsprop", 5.5, slow_seconds=1.3)

    def correct_bias(self) -> None:
        act = self.acts["adam"]
        playhead = act.playhead
        self.change(act.heading, act.shown, act.close, self.counters["adam"])
        for part, seconds in ((TAKEN, 1.2), (AIMED, 1.2), (1.0, 1.2)):
            self.play_to(playhead, part, seconds)
            self.wait(0.3)
        rest = np.array([0.0, 1.2, 2.4, 3.0, 3.6, 4.2])[:GATHERING]
        self.play(Advance(playhead, rest))
        self.wait(0.5)

    def remember_both(self) -> None:
        act = self.acts["adam"]
        self.exchange([act.close, act.heading], [act.squares, act.panel, act.sizes])
        rest = self.steps - GATHERING
        times = step_times(rest, 5.2, slow=3, slow_seconds=0.4)
        self.play(Advance(act.playhead, times))
        self.wait(0.8)

    def compare(self) -> None:
        self.change(*self.compared.shown, self.counters["race"])
        swings = swinging(self.runs["batch"], self.ground.widest)
        self.play(Advance(self.race, unhurried(np.linspace(0, 4.0, self.steps + 1), swings)))
        self.wait(1)

    def never_rests(self) -> None:
        restless = self.restless
        drawn = restless.charts.drawn
        self.change(drawn, restless.dots, restless.shown, self.counters["restless"])
        self.play(self.ground.zoom.animate.set_value(0), run_time=1.2)
        self.ask("never_rests", self.ground.star.get_center() + (0.75, 0.6, 0))
        self.play(Advance(restless.reel, restless.times))
        self.wait(0.6)

    def let_it_decay(self) -> None:
        eased, counter = self.eased, self.counters["eased"]
        self.remove(*self.on_stage[2:])
        self.add(*(part.update() for part in (eased.shown, counter)))
        more, dots = np.log2(eased.more), self.restless.dots
        exchanged = [*fade_out(dots), FadeIn(eased.dots.update())]
        self.play(*exchanged, self.reach.animate.set_value(more), run_time=1)
        self.play(Advance(eased.reel, eased.times[1:] - eased.times[1]))
        self.wait(0.8)
        self.play(*fade_out(counter), run_time=0.4)  # the line to copy needs its room

    def tell(self) -> dict[str, Told]:
        sentences = Sentences(self.descents)
        outcomes, facts = sentences.outcomes(), sentences.facts()
        return {beat: Told(outcomes.get(beat), facts) for beat in (*self.beats, "line")}

    # -- what the beats do ---------------------------------------------------------------------

    def change(self, *parts: Mobject, keep: Sequence[Mobject] = ()) -> None:
        """Let parts come in, as they are now, while what is on stage goes."""
        self.exchange([part for part in self.on_stage if part not in keep], parts)

    def enter(self, role: str) -> None:
        """Bring on a run at its start with its memories, in the place of the last."""
        act = self.acts[role]
        kept, new = ([act.panel], []) if act.panel in self.on_stage else ([], [act.panel])
        self.change(*new, act.heading, act.shown, self.counters[role], keep=kept)

    def go_on(self, role: str, seconds: float, *, slow_seconds: float) -> None:
        """Play a run whose first steps are staged."""
        times = step_times(self.steps, seconds, slow=STAGED[role], slow_seconds=slow_seconds)
        times = unhurried(times, swinging(self.runs[role], self.ground.widest))
        playhead = self.acts[role].playhead
        self.play(Advance(playhead, times))
        self.wait(0.9)

    # -- what the beats show -------------------------------------------------------------------

    def optimizers(self) -> dict[str, Optimizer[Any]]:
        """By role. Momentum is Adam's first memory alone, at plain descent's rate."""
        rate = self.learning_rate
        falling = inverse_time(rate, self.fall)
        return {
            "batch": GradientDescent(self.plain_rate),
            "momentum": Momentum((1 - self.beta1) * self.plain_rate, momentum=self.beta1),
            "adagrad": AdaGrad(rate),
            "rmsprop": RMSProp(rate, decay=self.decay),
            "adam": Adam(rate, beta1=self.beta1, beta2=self.beta2),
            EASED: RMSProp(Later(falling, LONGER * self.steps), decay=self.decay),
        }

    def count(self, playhead: Playhead) -> VGroup:
        """Steps that are done."""
        return self.counting(lambda: playhead.arrived, digits=DIGITS)

    def blanks(self) -> dict[str, str]:
        """Start and rates."""
        w, b = map(plain, self.start)
        rates = {"plain_rate": self.plain_rate, "rate": self.learning_rate, "fall": self.fall}
        return {"w": w, "b": b} | {name: plain(rate, 4) for name, rate in rates.items()}
