"""A heavy ball in a long valley: it keeps its velocity, swings, and can look ahead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import numpy as np
from manim import FadeIn, Mobject

from scenes.kit.ink.layout import Box
from scenes.kit.lesson.lesson import Lesson, Told
from scenes.kit.lesson.parameters import Interval, ParameterError, formula_or
from scenes.kit.problems.own_points import suit
from scenes.kit.problems.typed import is_typed
from scenes.kit.time.fades import in_turn
from scenes.kit.time.playhead import Advance, Playhead, step_times
from scenes.parts.momentum.ball_runs import BallRuns
from scenes.parts.momentum.counted import CountedRun
from scenes.parts.momentum.floor import Floor
from scenes.parts.momentum.ground import LANE, NEAR, WHOLE, Boxes
from scenes.parts.momentum.pictures import LOW, NARROW, Pictures, Summed
from scenes.parts.momentum.stamps import stamp_of
from scenes.parts.momentum.valleys import own_valley, typed_valley
from scenes.parts.momentum.velocity import SummingPlayhead

OWN = "valley"  # the landscape of the lesson, half of θ₁² + condition · θ₂²
STAGED = (1.7, 2.9, 2.6, 1.9)  # seconds of the steps whose sums are drawn
AHEAD = (1.3, 2.9, 2.4)  # the same, of Nesterov's
Parts = Iterable[Mobject]
MOVED = 1.3  # seconds in which the ground moves from one place to another
STILL = {"away": (0.0, 0.3), "then": (0.52, 0.92)}  # parts of it, in which it hardly moves
SUMMED = 0.65  # part of such a step at which its sum is drawn, and the ball not gone


class Momentum(Lesson):
    """Plain descent, three momenta and Nesterov's, at one rate in one quadratic valley."""

    beats = ("valley", "add_up", "overshoot", "damp", "look_ahead", "compare")
    pictured = "overshoot"

    learning_rate: Annotated[float, Interval(0.005, 0.2), "rate of all runs"] = 0.04
    momentum: Annotated[float, Interval(0.5, 0.97), "the large momentum, which swings"] = 0.9
    light_momentum: Annotated[float, Interval(0, 0.8), "the small momentum, which is slow"] = 0.3
    start: Annotated[tuple[float, float], Interval(-10, 10), "where all runs start"] = (-9.0, 1.3)
    condition: Annotated[float, Interval(5, 50), "curvature across over that along"] = 20.0
    steps: Annotated[int, Interval(20, 300), "steps of every run that are shown"] = 110
    landscape: Annotated[
        str, formula_or(OWN), "a quadratic of your own, to which the other values then suit"
    ] = OWN

    def compute(self) -> None:
        if is_typed(self.landscape, OWN, ""):
            self.given = typed_valley(self.landscape)
            suit(self, self.given.suited())
            start = self.start if "start" in self.settings.values else None
            place = self.given.inside(start) if start else self.given.rounded(self.start)
        else:
            self.given, place = own_valley(self.condition), self.start
        momenta = self.light_momentum, self.momentum
        self.runs = BallRuns(self.given, self.learning_rate, *momenta, place, self.steps)
        if self.given.formula:
            suit(self, {"steps": self.runs.long_enough()})
            self.runs.shown = self.steps

    def refuse(self) -> None:
        if self.given.formula and "condition" in self.settings.values:
            raise ParameterError("condition is that of the lesson's own valley, not of a formula")
        self.runs.refuse()

    def panels(self, body: Box) -> Boxes:
        named = body.inset(top=0.4 if body.width < NARROW else 0.0)  # one name over the other
        upper, lower = named.rows([3.4, 2.3], 0.05)
        if body.tall:
            lanes, beside = body.rows([3.2, 1], 0.2)
            return Boxes(upper, lower, upper, lower, lanes, beside, named)
        stamped = named.inset(bottom=0.25 if body.width < NARROW else 0.0)  # on two lines
        near, sums = stamped.columns([7.2, 6], 0.3)
        lanes, beside = stamped.columns([7.4, 5.4], 0.3)
        return Boxes(upper, lower, near, sums, lanes, beside, named)

    def lay_out(self) -> None:
        self.pictures = draw = Pictures(self.runs, self.words, self.theme, self.boxes)
        self.map, self.plot, self.ground = draw.map, draw.plot, draw.ground
        self.axes = {NEAR: (self.ground.near,), WHOLE: (self.map,), LANE: ()}
        self.draw_sums()
        self.draw_lanes()
        self.draw_runs()
        blanks, key, shows = stamp_of(self.runs)
        self.open(blanks, key=key, shows=shows)

    def opening(self) -> tuple[Mobject, ...]:
        return *self.ground.parts, *self.axes[WHOLE], self.plot

    def valley(self) -> None:
        self.play(FadeIn(*self.slow.parts), run_time=0.6)
        times = step_times(self.steps, 3.3, slow=2, slow_seconds=0.5)
        self.play(Advance(self.slow.trace.playhead, times))
        self.wait(0.8)
        self.keep(*self.axes[WHOLE], self.plot, *self.slow.parts)

    def add_up(self) -> None:
        self.play(self.slow.animate.ghost(), run_time=0.4)
        self.sum_up(self.heavy, self.slow, STAGED)

    def overshoot(self) -> None:
        self.see_whole(self.heavy, self.slow)
        self.roll(self.heavy, wondering=True)
        if self.swung:
            self.show(*self.swung)
        self.wait(0.9)

    def damp(self) -> None:
        light, first, large = self.lanes
        self.move_to(LANE, (), (self.lane_plot, light, large, first))
        self.ask("damp", self.lane_plot.inner.center)
        times = step_times(self.steps, 4.6, slow=2, slow_seconds=0.4)
        self.play(Advance(self.lanes[0].trace.playhead, times))
        self.wait(0.3)
        self.show(self.first)
        self.wait(1.2)

    def look_ahead(self) -> None:
        self.sum_up(self.nesterov, self.rested, AHEAD)

    def compare(self) -> None:
        names = *self.rested.counted, *self.nesterov.run.counted
        gone = [part for part in self.on_stage if part not in names]
        parts = self.floor, self.compared, self.remembered, self.warned
        self.exchange([*gone, *self.ground.parts], parts)
        self.roll(self.nesterov)
        for peak in self.peaks:
            self.show(peak)
        self.wait(0.8)

    def tell(self) -> dict[str, Told]:
        floor, outcomes = self.runs.steps_to_floor, self.runs.outcomes()
        to_floor = self.words["one_step" if floor == 1 else "many_steps"]
        facts = {
            "to_floor": to_floor.format(count=self.words.count(floor)),
            "shown": self.words.count(self.steps),
        }
        return {beat: Told(outcomes.get(beat), facts) for beat in self.beats}

    # -- what the beats do ---------------------------------------------------------------------

    def move_to(self, stop: int, kept: Parts = (), fresh: Parts = ()) -> None:
        """Take the ground to a stop with what is kept; its axes there come, and what else."""
        kept = [part for part in kept if part in self.on_stage]
        gone = [part for part in self.on_stage if part not in kept]
        come = [*self.axes[stop], *fresh]
        self.play(*self.ground.going(stop), *in_turn(gone, come, **STILL), run_time=MOVED)
        if stop != LANE:
            self.remove(*self.ground.under)
        self.on_stage = [*kept, *come]

    def sum_up(self, ball: Summed, other: CountedRun, seconds: tuple[float, ...]) -> None:
        """Play staged steps from near, over a run as a ghost, the last as far as its sum."""
        carried = ball.run.trace, ball.arrows, other.trace
        self.show(*(part for part in carried if part not in self.on_stage), seconds=0.4)
        named = [part for part in other.counted if part in self.on_stage]
        come = [part for part in (*other.counted, *ball.run.counted) if part not in named]
        self.move_to(NEAR, (*carried, *named), (*come, ball.formula))
        self.wait(0.3)
        self.play(Advance(ball.playhead, np.cumsum([0, *seconds[:-1]])))
        self.play_to(ball.playhead, len(seconds) - 1 + SUMMED, SUMMED * seconds[-1])
        self.wait(0.6)

    def see_whole(self, ball: Summed, other: CountedRun, *still: Mobject) -> None:
        """Go back to the whole map, with both runs, their curves, and what does not move."""
        kept = (*other.on_map, *ball.run.on_map, ball.arrows)
        self.move_to(WHOLE, kept, (other.curve, self.plot, ball.run.curve, *still))
        self.add(*self.ground.under)  # not seen until lanes come out from under it

    def roll(self, ball: Summed, *, wondering: bool = False) -> None:
        """Play what is left of a ball's run, ever faster; it may ask before the minimum."""
        done = ball.playhead.staged
        self.play_to(ball.playhead, done, 0.7)
        times = step_times(self.steps - done, 4.2, slow=1, slow_seconds=0.5)
        stop = 0
        if wondering:
            stop = self.runs.before_the_star(ball.run.trace.record, done) - done
            if stop:
                self.play(Advance(ball.playhead, times[: stop + 1]))
            self.ask("overshoot", self.pictures.beyond_the_star())
        self.play(Advance(ball.playhead, times[stop:] - times[stop]))

    # -- what the beats show -------------------------------------------------------------------

    def draw_sums(self) -> None:
        """Both balls with the sums that their first steps are."""
        draw, box = self.pictures, self.boxes.sums
        summing = SummingPlayhead(self.steps, len(STAGED))
        self.heavy = draw.summed(draw.heavy, self.runs.swinging, summing, "pull", box)
        looking = SummingPlayhead(self.steps, len(AHEAD), looks_ahead=True)
        self.nesterov = draw.summed(draw.nesterov, self.runs.warned, looking, "ahead", box)

    def draw_lanes(self) -> None:
        """Three momenta, each in a valley of its own."""
        draw, playhead = self.pictures, Playhead(self.steps, staged=0)
        self.lane_plot = plot = draw.position_plot(self.boxes.beside_lanes)
        self.lanes = [draw.lane(i, plot, playhead) for i in range(3)]
        self.first = self.pictures.frame(self.lanes[1])

    def draw_runs(self) -> None:
        """Plain descent and the heavy ball at its end, and how far both balls run."""
        draw = self.pictures
        self.slow = draw.run(draw.plain, self.at(0), slot=0)
        self.rested = draw.run(draw.heavy, self.at(self.steps), slot=0).ghost()
        self.swung = draw.farthest(self.heavy.run, self.map.inner.bottom + LOW)
        self.compared = plot = draw.position_plot(self.boxes.whole, on_floor=True)
        rested, self.peaks = draw.compared(draw.heavy, self.at(self.steps), plot, within=False)
        self.warned, peaks = draw.compared(draw.nesterov, self.nesterov.playhead, plot, within=True)
        self.floor = Floor(plot, self.runs.problem, np.exp(self.ground.contours.of_stops[WHOLE]))
        self.remembered, self.peaks = self.ghost(rested.line), [*self.peaks, *peaks]

    def at(self, step: int) -> Playhead:
        """A playhead of the steps shown, at one of them."""
        return Playhead(self.steps, staged=0).free(step)
