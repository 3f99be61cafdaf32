"""Over the loss surface: the three runs of batch_vs_sgd in space, and from above."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import numpy as np
from manim import FadeIn, FadeOut, Mobject, ValueTracker, VGroup, linear

from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import STAR
from scenes.kit.ink.numbers import decimal
from scenes.kit.ink.numerals import numerals
from scenes.kit.ink.text import Text
from scenes.kit.lesson.lesson import Told
from scenes.kit.lesson.parameters import Interval, ParameterError, formula_or
from scenes.kit.problems.own_points import suit
from scenes.kit.problems.three_runs import ROLES, ThreeRuns
from scenes.kit.problems.typed import is_typed
from scenes.kit.surface.axes import SurfaceAxes
from scenes.kit.surface.relief import Relief
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.view import FROM_ABOVE, View
from scenes.kit.time.playhead import Advance
from scenes.parts.surface_paths.beside import Beside, paths, stars
from scenes.parts.surface_paths.boxes import Panels, panels
from scenes.parts.surface_paths.camera import LATE, Camera
from scenes.parts.surface_paths.land import of_formula, of_points
from scenes.parts.surface_paths.legend import Row, loss_rows
from scenes.parts.surface_paths.mouth import turns
from scenes.parts.surface_paths.sections import sections
from scenes.parts.surface_paths.three_starts import ThreeStarts
from scenes.parts.surface_paths.valued import values_on

HIGHER = 35.0  # elevation of a camera that is to see into the valleys of a formula
TALL, GAP = 1.55, 0.55  # scene units of the axis of heights, and below it, before any zoom
STRETCHED, DEEPER = 1.9, 2.2  # times both in a tall frame; times the gap under what is given
STAND = 2.4  # seconds that the camera stands after its first turn
OWN = "valley"  # the landscape that is the loss of points
ASKEW = 5.0  # degrees that the camera stands beside an axis: straight along it, numbers meet


class SurfacePaths(ThreeRuns):
    """Batch, stochastic and mini-batch descent over one loss surface."""

    aspects = (*ThreeRuns.aspects, "9:16")
    beats = ("rise", "descend", "swing", "top_down")
    loops = ("orbit",)
    pictured = "descend"

    log_heights: Annotated[bool, "whether equal ratios of the loss are equal heights"] = False
    elevation: Annotated[float, Interval(20, 60), "degrees that the camera stands up"] = 21.0
    azimuth: Annotated[float, Interval(-180, 180), "degrees round, from where it looks"] = -58.0
    turn_seconds: Annotated[float, Interval(4, 60), "length of the swing or turn"] = 10.0
    full_turn: Annotated[bool, "whether it turns all the way round, not to and fro"] = False
    landscape: Annotated[
        str, formula_or(OWN), "the loss; plain descent goes down a formula from three places"
    ] = OWN

    def chosen_beats(self) -> tuple[str, ...]:
        turned = "orbit" if self.full_turn else "swing"
        return ("rise", "descend", turned, "top_down")

    def compute(self) -> None:
        self.three: ThreeStarts | None = None
        if is_typed(self.landscape, OWN, self.points):
            own = self.settings.values
            rate = self.batch_rate if "batch_rate" in own else None
            start = self.start if "start" in own else None
            self.three = ThreeStarts(self.landscape, rate, start)
            self.land = of_formula(self.landscape, self.three.starts)
            suit(self, {"elevation": HIGHER})
            self.runs, self.roles = self.three.runs, dict.fromkeys(self.three.runs, "batch")
        else:
            super().compute()
            self.land = of_points(self.own, log=self.log_heights)
            self.roles = dict(zip(ROLES, ROLES, strict=True))
        self.everything = int(max(run.evaluations[-1] for run in self.runs.values()))

    def refuse(self) -> None:
        if self.three is None:
            super().refuse()
        if (self.points or self.three) and self.log_heights:
            raise ParameterError("log_heights: only the loss of the lesson's own points falls to 0")
        if abs(self.azimuth - 90 * round(self.azimuth / 90)) < ASKEW:
            raise ParameterError(
                f"azimuth = {self.azimuth:g} looks straight along an axis, whose numbers would "
                f"meet: stay {ASKEW:g} degrees away from multiples of 90"
            )

    def panels(self, body: Box) -> Panels:
        return panels(body)

    def lay_out(self) -> None:
        land, boxes, theme = self.land, self.boxes, self.theme
        self.first, self.map = (land.map(box, theme) for box in (boxes.first, boxes.map))
        VGroup(self.first, self.map).set_z_index(-1)  # bands lie on their axes
        self.view = View(*FROM_ABOVE, center=self.first.inner.center, rise=0, solid=0)
        cells = 96 if self.log_heights else 64  # for the funnel round the minimum
        height = land.heights(self.words["loss"])
        stretched = STRETCHED if boxes.space.tall else 1.0
        gap = stretched * GAP * (DEEPER if self.three or self.points else 1.0)
        relief = Relief(self.map, land.problem, height, tall=stretched * TALL, gap=gap, cells=cells)
        self.surface = Surface(relief, land.least + land.levels, self.view)
        self.axes, look = SurfaceAxes(self.surface), (self.azimuth, self.elevation)
        self.moves = Camera(self.view, relief, boxes.space, self.map, *look, self.axes.aside)
        self.star = stars(self.surface, STAR)
        self.spent = ValueTracker(0.0)
        self.playheads = {
            key: self.racing(run, self.spent.get_value) for key, run in self.runs.items()
        }
        self.losses = self.legend()
        maps, runs = (self.first, self.map), self.runs.values()
        self.first_values, self.values = (values_on(plane, land, runs) for plane in maps)
        shown, at = (self.runs, self.playheads, self.roles), boxes.beside
        self.beside = Beside(self.surface, *shown, at, *look) if at else VGroup()
        counted, digits = ("effort", 3) if self.three is None else ("step", 2)
        self.counter = self.counting(lambda: int(self.spent.get_value()), counted, digits)
        self.open_stamped()

    def opening(self) -> tuple[Mobject, ...]:
        starts = () if self.three is None else (self.losses,)  # where runs start is named
        return self.first, self.surface, self.first_values, self.star, *starts

    def rise(self) -> None:
        self.add(self.axes, self.star)
        self.play(FadeOut(self.first, self.first_values), run_time=0.6)
        aside = self.frame.body.center - self.boxes.space.center  # while there is no legend
        self.play(self.moves.lift(aside * (self.three is None)))
        self.wait(1)

    def descend(self) -> None:
        shown = paths(self.surface, self.runs, self.playheads, self.roles)
        coming = [shown, self.counter, *([] if self.three else [self.losses])]
        self.play(self.moves.make_room(), FadeIn(*coming), run_time=0.8)
        self.wait(0.6)
        times = 9.0 * np.linspace(0, 1, self.everything + 1) ** 0.7
        self.play(Advance(self.spent, times))
        self.wait(1.5)

    def swing(self) -> None:
        self.axes.stand = self.azimuth
        seen = np.concatenate([run.thetas for run in self.runs.values()])
        named = self.told("swing").outcome == "linear"
        turning = max(self.turn_seconds - STAND * named, self.turn_seconds / 2)
        to = turns(self.surface.relief, seen, self.azimuth, self.elevation, turning)
        for number, (place, seconds) in enumerate(to):
            self.play(self.view.azimuth.animate.set_value(place), run_time=seconds)
            if named and not number:
                self.show(*sections(self.surface, self.words), beside=[FadeOut(self.losses)])
                self.wait(STAND - 1.2)
                self.clear(beside=[FadeIn(self.losses)])
        self.axes.stand = None

    def orbit(self) -> None:
        turn = self.view.azimuth.animate.increment_value(360)
        self.play(turn, run_time=self.turn_seconds, rate_func=linear)

    def top_down(self) -> None:
        room = self.boxes.beside is not None
        down = VGroup(self.moves.downwards()) if room else VGroup()
        gone = (self.counter, self.losses) if room else ()
        self.play(FadeIn(down), *map(FadeOut, gone), run_time=0.4)
        self.ask("top_down", self.moves.overhead())
        self.play(FadeOut(down), run_time=0.3)
        self.play(*self.moves.flatten(), FadeIn(self.beside.update(), rate_func=LATE), run_time=3.5)
        self.play(FadeIn(self.map, self.values), run_time=0.6)
        self.wait(1)

    def tell(self) -> dict[str, Told]:
        heights = "log" if self.log_heights else "linear" if self.three is None else "typed"
        return {
            "rise": Told(heights),
            "descend": Told(self.outcome(), {"steps": str(self.everything)}),
            "swing": Told(heights),
            "orbit": Told(heights),
        }

    def outcome(self) -> str:
        """How the runs have gone."""
        if self.three is not None:
            return f"typed_{self.three.outcome()}"
        down = all(run.values[-1] < run.values[0] for run in self.runs.values())
        return "down" if down else "across"

    # -- what the beats show -------------------------------------------------------------------

    def legend(self) -> VGroup:
        """Each run with its loss; on a formula, under where it starts."""
        words, three = self.words, self.three
        named = (
            {role: words[role] for role in ROLES} if three is None else three.places(words["at"])
        )
        rows = [
            Row(self.roles[key], name, self.loss_of(key), self.starts_named(key))
            for key, name in named.items()
        ]
        place, loss = (self.boxes.legend, self.theme, rows), words["loss"]
        if three is None:
            return loss_rows(*place, ("", loss))
        return loss_rows(*place, (words["start_at"], loss), three.written)

    def starts_named(self, key: str) -> list[float] | None:
        """The numbers in the name of a run on a formula: where it starts."""
        return None if self.three is None else self.runs[key].thetas[0].tolist()

    def loss_of(self, key: str) -> Callable[[], float]:
        """Reads the loss of a run at the last step it has done."""
        return self.playheads[key].reading(self.runs[key].values)

    def open_stamped(self) -> Text:
        """The title and the stamp, with the points of a file or the formula if there is one."""
        if self.three is None:
            return super().open_stamped()
        formula, rate = f"${self.three.problem.typst}$", self.three.rate
        blanks = {"formula": formula, "rate": decimal(rate), "steps": self.three.steps}
        shows = [numeral.value for numeral in numerals(formula)]
        return self.open(blanks, key="stamp_typed", shows=(*shows, rate, self.three.steps))
