"""Over the loss surface: the three runs of batch_vs_sgd in space, and from above."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import numpy as np
from manim import FadeIn, FadeOut, Mobject, UpdateFromAlphaFunc, ValueTracker, VGroup, linear
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import STAR
from scenes.kit.lesson.lesson import Told
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.panels.axes import Axis
from scenes.kit.panels.contours import Contours
from scenes.kit.panels.level_values import LevelValues, clear_of_path
from scenes.kit.problems.centred_line import LEVELS, map_panel
from scenes.kit.problems.three_runs import ThreeRuns
from scenes.kit.surface.axes import SurfaceAxes
from scenes.kit.surface.marks import SurfaceMark
from scenes.kit.surface.relief import Relief
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.traces import SurfaceTrace
from scenes.kit.surface.view import FROM_ABOVE, View
from scenes.kit.time.playhead import Advance
from scenes.parts.surface_paths.beside import Beside
from scenes.parts.surface_paths.boxes import Panels, panels
from scenes.parts.surface_paths.legend import loss_rows
from scenes.parts.surface_paths.mouth import sides_of_the_mouth

LINEAR, LOG = (0.0, 1000.0), (1.0, 1000.0)  # losses from the bottom of the box to its top
LARGE, TALLEST = 1.39, 3.08  # zoom at most; from the middle of the box to its top at most
TALL, GAP = 1.55, 0.55  # scene units of the axis of heights, and below it, before any zoom
ASKEW = 5.0  # degrees that the camera stands beside an axis: straight along it, numbers meet
BACK = 0.2  # by which the zoom is less on the way between the two views
BESIDE, BELOW = 0.85, 0.3  # the box, for its labels
AROUND = 0.3  # the box when it is turned, and its labels, in a narrow frame


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

    def chosen_beats(self) -> tuple[str, ...]:
        turned = "orbit" if self.full_turn else "swing"
        return ("rise", "descend", turned, "top_down")

    def compute(self) -> None:
        super().compute()
        self.loss = self.own.problem
        self.everything = int(max(run.evaluations[-1] for run in self.runs.values()))

    def refuse(self) -> None:
        super().refuse()
        if self.points and self.log_heights:
            raise ParameterError("log_heights: the loss of points that scatter does not fall to 0")
        if abs(self.azimuth - 90 * round(self.azimuth / 90)) < ASKEW:
            raise ParameterError(
                f"azimuth = {self.azimuth:g} looks straight along an axis, whose numbers would "
                f"meet: stay {ASKEW:g} degrees away from multiples of 90"
            )

    def panels(self, body: Box) -> Panels:
        return panels(body)

    def lay_out(self) -> None:
        self.map = map_panel(self.boxes.map, self.theme, self.own.window)
        self.map.set_z_index(-1)  # bands lie on its axes
        self.view = View(*FROM_ABOVE, center=self.map.inner.center, rise=0, solid=0)
        levels = self.own.size * LEVELS
        self.surface = Surface(self.relief(), self.own.least + levels, self.view)
        self.axes = SurfaceAxes(self.surface)
        self.star = SurfaceMark(self.surface, self.loss.minimizers[0], role="minimum", radius=STAR)
        self.spent = ValueTracker(0.0)
        self.playheads = {
            role: self.racing(run, self.spent.get_value) for role, run in self.runs.items()
        }
        self.runs_shown = self.paths()
        self.losses = loss_rows(self.boxes.legend, self.words, self.theme, self.loss_of)
        paths = [clear_of_path(self.map, run.thetas) for run in self.runs.values()]
        self.values = LevelValues(Contours(self.map, self.own.above_least, levels), paths)
        side, look = self.boxes.beside, (self.azimuth, self.elevation, STAR)
        of = self.surface, self.runs, self.playheads
        self.beside = VGroup() if side is None else Beside(*of, side, *look)
        self.counter = self.counting(lambda: int(self.spent.get_value()), "effort", digits=3)
        self.open_stamped()

    def opening(self) -> tuple[Mobject, ...]:
        self.spent.set_value(self.everything)
        return self.map, self.surface, self.values, self.star, self.runs_shown, self.losses

    def rise(self) -> None:
        self.add(self.axes, self.star, self.runs_shown)
        self.play(FadeOut(self.map, self.values), run_time=0.6)
        self.play(*self.tilt(), run_time=2.2)
        self.play(self.view.rise.animate.set_value(1), run_time=2.6)
        self.wait(1)

    def descend(self) -> None:
        self.play(FadeOut(self.runs_shown), run_time=0.5)
        self.spent.set_value(0)
        self.play(FadeIn(self.paths(), self.counter), run_time=0.7)
        times = 9.0 * np.linspace(0, 1, self.everything + 1) ** 0.7
        self.play(Advance(self.spent, times))
        self.wait(1.5)

    def swing(self) -> None:
        self.axes.stand = self.azimuth
        seen = np.concatenate([run.thetas for run in self.runs.values()])
        view = self.azimuth, self.elevation
        places = [self.azimuth, *sides_of_the_mouth(self.surface.relief, seen, *view), self.azimuth]
        ways = np.abs(np.diff(places))
        for place, way in zip(places[1:], ways, strict=True):
            seconds = self.turn_seconds * way / ways.sum()
            self.play(self.view.azimuth.animate.set_value(place), run_time=seconds)
        self.axes.stand = None

    def orbit(self) -> None:
        turn = self.view.azimuth.animate.increment_value(360)
        self.play(turn, run_time=self.turn_seconds, rate_func=linear)

    def top_down(self) -> None:
        self.wait(0.4)
        self.ask("top_down", self.map.inner.center)
        self.play(*self.flatten(), run_time=4)
        self.play(FadeIn(self.map, self.values, self.beside.update()), run_time=0.8)
        self.wait(1)

    def tell(self) -> dict[str, Told]:
        down = all(run.values[-1] < run.values[0] for run in self.runs.values())
        heights = "log" if self.log_heights else "linear"
        endings = {"rise": heights, "descend": "down" if down else "across"}
        endings |= {"swing": heights, "orbit": heights}
        return {beat: Told(ending) for beat, ending in endings.items()}

    # -- what the beats show -------------------------------------------------------------------

    def relief(self) -> Relief:
        """The loss as heights over the map's rectangle."""
        low, high = self.own.size * np.array(LOG if self.log_heights else LINEAR)
        ticks = None if self.log_heights else (low, high / 2, high)
        height = Axis(low, high, self.words["loss"], ticks=ticks, log=self.log_heights)
        cells = 96 if self.log_heights else 64  # for the funnel round the minimum
        return Relief(self.map, self.loss, height, tall=TALL, gap=GAP, cells=cells)

    def closeness(self) -> float:
        """Zoom from the side at which the box fits its panel, whichever way it is turned."""
        angle, relief = np.radians(self.elevation), self.surface.relief
        half = np.sin(angle) * np.hypot(*relief.sides) / 2 - np.cos(angle) * relief.floor
        wide = float((self.boxes.space.width - AROUND) / np.hypot(*relief.sides))
        return min(LARGE, TALLEST / float(half), wide)

    def standing(self) -> NDArray[np.float64]:
        """Scene point (3,) at which the middle of the box is seen from the side."""
        space = self.boxes.space
        return np.asarray(space.inset(left=BESIDE, bottom=BELOW).center)

    def tilt(self) -> list[Any]:
        """Move the camera from above the flat map to the side."""
        view = self.view
        return [
            view.azimuth.animate.set_value(self.azimuth),
            view.elevation.animate.set_value(self.elevation),
            self.zoom(self.closeness()),
            view.center.animate.move_to(self.standing()),
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

    def loss_of(self, role: str) -> Callable[[], float]:
        """Reads the loss of a run at the last step it has done."""
        return self.playheads[role].reading(self.runs[role].values)
