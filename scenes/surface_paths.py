"""Over the loss surface: the three runs of batch_vs_sgd in space, and from above."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, ClassVar

import numpy as np
from manim import FadeIn, FadeOut, UpdateFromAlphaFunc, ValueTracker, VGroup, linear

from gdcore import Trajectory
from scenes.kit.axes import Axis
from scenes.kit.centred_line import (
    LEVELS,
    batch_run,
    map_panel,
    mini_batch_run,
    problem,
    stochastic_run,
)
from scenes.kit.frame import counter, stamp, title
from scenes.kit.layout import BODY
from scenes.kit.lesson import Lesson
from scenes.kit.marks import STAR, Marks
from scenes.kit.numbers import Number, plain, significant
from scenes.kit.parameters import Interval
from scenes.kit.playhead import Advance, Playhead
from scenes.kit.surface import Surface
from scenes.kit.surface_axes import SurfaceAxes
from scenes.kit.surface_marks import SurfaceMark
from scenes.kit.surface_relief import Relief
from scenes.kit.surface_traces import SurfaceTrace
from scenes.kit.surface_view import FROM_ABOVE, View
from scenes.kit.text import Text

ROLES = ("batch", "stochastic", "mini_batch")
LINEAR, LOG = (0.0, 1000.0), (1.0, 1000.0)  # losses from the bottom of the box to its top
SPACE, LEGEND = BODY.columns([2.35, 1], 0.2)
LARGE = 0.94  # zoom at which the box fills its panel, whichever way it is turned
BACK = 0.2  # by which the zoom is less on the way between the two views
CENTER = SPACE.inset(bottom=0.4).center  # of the box: its labels are below it


class SurfacePaths(Lesson):
    """Batch, stochastic and mini-batch descent over one loss surface."""

    order: ClassVar[int] = 50
    beats = ("rise", "descend", "orbit", "top_down")

    log_heights: Annotated[bool, "whether equal ratios of the loss are equal heights"] = False
    elevation: Annotated[float, Interval(12, 60), "degrees that the camera stands up"] = 24.0
    azimuth: Annotated[float, Interval(-180, 180), "degrees round, from where it looks"] = -58.0
    turn_seconds: Annotated[float, Interval(4, 60), "length of the turn"] = 12.0
    start: Annotated[
        tuple[float, float], Interval(-7.5, 7.5), "slope and intercept that all runs start from"
    ] = (-4.0, -7.0)
    epochs: Annotated[int, Interval(1, 4), "times that every point is used"] = 2
    batch_rate: Annotated[float, Interval(0.001, 0.11), "rate of batch descent"] = 0.05
    stochastic_rate: Annotated[float, Interval(0.0005, 0.03), "rate of stochastic descent"] = 0.01
    mini_batch_rate: Annotated[float, Interval(0.001, 0.07), "rate of mini-batch descent"] = 0.05
    batch_size: Annotated[int, Interval(4, 25), "points in a mini-batch"] = 8
    stochastic_seed: Annotated[int, Interval(0, 2**31 - 1), "seed of the drawn points"] = 2
    mini_batch_seed: Annotated[int, Interval(0, 2**31 - 1), "seed of the shuffles"] = 1

    def setup(self) -> None:
        self.map = map_panel(self.theme)
        self.view = View(*FROM_ABOVE, center=self.map.inner.center, rise=0, solid=0)
        self.surface = Surface(self.relief(), LEVELS, self.view)
        self.axes = SurfaceAxes(self.surface)
        self.star = SurfaceMark(self.surface, problem().minimizers[0], role="minimum", radius=STAR)
        self.runs = dict(zip(ROLES, self.descents(), strict=True))
        self.spent = ValueTracker(0.0)
        self.playheads = {role: self.racing(role) for role in ROLES}
        self.add(title(self.words["title"], self.theme), stamp(self.stamp_text(), self.theme))

    def rise(self) -> None:
        self.play(FadeIn(self.map, self.surface), run_time=1)
        self.play(FadeIn(self.star, scale=2), run_time=0.6)
        self.wait(0.8)
        self.add(self.axes, self.star)
        self.play(FadeOut(self.map), run_time=0.6)
        self.play(*self.tilt(), run_time=2.2)
        self.play(self.view.rise.animate.set_value(1), run_time=2.6)
        self.wait(1)

    def descend(self) -> None:
        effort = counter(
            self.words["effort"], lambda: int(self.spent.get_value()), self.theme, digits=3
        )
        self.play(FadeIn(self.paths(), self.legend(), effort), run_time=1)
        everything = max(run.evaluations[-1] for run in self.runs.values())
        times = 9.0 * np.linspace(0, 1, everything + 1) ** 0.7
        self.play(Advance(self.spent, times))
        self.wait(1.5)

    def orbit(self) -> None:
        turn = self.view.azimuth.animate.increment_value(360)
        self.play(turn, run_time=self.turn_seconds, rate_func=linear)

    def top_down(self) -> None:
        self.play(*self.flatten(), run_time=4)
        self.play(FadeIn(self.map), run_time=0.8)
        self.wait(1)

    # -- what the beats show -------------------------------------------------------------------

    def relief(self) -> Relief:
        """The loss as heights over the map's rectangle."""
        ticks = None if self.log_heights else (0, 500, 1000)
        low, high = LOG if self.log_heights else LINEAR
        height = Axis(low, high, self.words["loss"], ticks=ticks, log=self.log_heights)
        cells = 96 if self.log_heights else 64  # for the funnel round the minimum
        return Relief(self.map, problem(), height, cells=cells)

    def descents(self) -> tuple[Trajectory, Trajectory, Trajectory]:
        """The three runs, in the order of ``ROLES``."""
        return (
            batch_run(self.start, self.batch_rate, self.epochs),
            stochastic_run(self.start, self.stochastic_rate, self.epochs, self.stochastic_seed),
            mini_batch_run(
                self.start,
                self.mini_batch_rate,
                self.epochs,
                self.batch_size,
                self.mini_batch_seed,
            ),
        )

    def stamp_text(self) -> str:
        """Start, rates and seeds of the runs, in the order of the legend."""
        w, b = map(plain, self.start)
        rates = (self.batch_rate, self.stochastic_rate, self.mini_batch_rate)
        seeds = (self.stochastic_seed, self.mini_batch_seed)
        return self.words["stamp"].format(
            w=w, b=b, rates=", ".join(map(plain, rates)), seeds=", ".join(map(str, seeds))
        )

    def racing(self, role: str) -> Playhead:
        """A playhead that is as far as the gradient evaluations spent allow."""
        evaluations = self.runs[role].evaluations
        steps = np.arange(len(evaluations))
        playhead = Playhead(len(steps) - 1, staged=0)
        return playhead.follow(lambda: float(np.interp(self.spent.get_value(), evaluations, steps)))

    def tilt(self) -> list[Any]:
        """Move the camera from above the flat map to the side."""
        view = self.view
        return [
            view.azimuth.animate.set_value(self.azimuth),
            view.elevation.animate.set_value(self.elevation),
            self.zoom(LARGE),
            view.center.animate.move_to(CENTER),
            view.solid.animate.set_value(1),
        ]

    def flatten(self) -> list[Any]:
        """Move the camera to where its picture is the flat map."""
        view = self.view
        azimuth, elevation = FROM_ABOVE
        turns = round((float(view.azimuth.get_value()) - azimuth) / 360)
        return [
            view.azimuth.animate.set_value(azimuth + 360 * turns),
            view.elevation.animate.set_value(elevation),
            self.zoom(1),
            view.center.animate.move_to(self.map.inner.center),
            view.solid.animate.set_value(0),
        ]

    def zoom(self, last: float) -> UpdateFromAlphaFunc:
        """Zoom between the views from the side and from above; half way the box is tallest."""
        first = float(self.view.zoom.get_value())

        def step_back(zoom: Any, part: float) -> None:
            zoom.set_value(first + part * (last - first) - BACK * np.sin(np.pi * part) ** 2)

        return UpdateFromAlphaFunc(self.view.zoom, step_back)

    def paths(self) -> VGroup:
        """The three runs on the surface."""
        return VGroup(
            *(
                SurfaceTrace(self.surface, run.thetas, self.playheads[role], role=role)
                for role, run in self.runs.items()
            )
        )

    def legend(self) -> VGroup:
        """Marker, name and present loss of each run, one under another."""
        rows = VGroup()
        heading = Text(self.words["loss"], self.theme, role="muted").stand_on(LEGEND.top - 0.75)
        rows.add(heading.shift((LEGEND.right - heading.get_right()[0], 0, 0)))
        for row, role in enumerate(ROLES):
            base = LEGEND.top - 1.35 - 0.6 * row
            mark = Marks(np.array([[LEGEND.left + 0.15, base + 0.1, 0]]), self.theme, role)
            name = Text(self.words[role], self.theme, role=role).stand_on(base)
            name.shift((LEGEND.left + 0.45 - name.get_left()[0], 0, 0))
            loss = Number(0, self.theme, write=significant(3), role=role, align="right")
            loss.put((LEGEND.right, base, 0)).read(self.loss_of(role))
            rows.add(mark, name, loss)
        return rows

    def loss_of(self, role: str) -> Callable[[], float]:
        """Reads the loss of a run at the last step it has done."""
        values, playhead = self.runs[role].values, self.playheads[role]
        return lambda: float(values[playhead.arrived])
