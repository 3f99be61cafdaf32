"""The pictures of the lesson: runs under their names, lanes, close-ups and overshoots."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from manim import LineJointType, VMobject
from numpy.typing import NDArray

import gdcore
from scenes.kit.ink.layout import Box
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.outline import polyline
from scenes.kit.ink.rims import rimmed
from scenes.kit.ink.text import LABEL, LOUD, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import guide
from scenes.kit.panels.tally import Tally
from scenes.kit.runs.traces import DASHES, Trace
from scenes.kit.time.playhead import Playhead
from scenes.parts.momentum.ball_runs import BallRuns
from scenes.parts.momentum.counted import CountedRun
from scenes.parts.momentum.ground import Boxes, Ground
from scenes.parts.momentum.ledger import SumFormula
from scenes.parts.momentum.overshoot import Overshoot, Peak
from scenes.parts.momentum.velocity import Ball, SummingPlayhead, SumOfArrows

FIRST = 4  # steps of each ball that a close-up shows
GAP, BASE = 0.35, 0.14  # from a name to its count; of both over a lane
NARROW, OVER = 11.0, 0.6  # map on which two names are one over the other; the upper one's line
BEYOND = 0.8  # from the star to where it is asked whether a ball comes there
LOW = 0.2  # of the overshoot, over the bottom of the map
SPARE = 0.08  # of what curves take of a plot, free on either side
FRAME = 6.0  # stroke width of the frame round the first of three
STROKE, MARKER = 7.0, 0.15  # of a run's path and curve; radius of its marker
THIN = 5.0  # of a path with dots
MU = partial(plain, digits=3)  # how a momentum is written
Path = NDArray[np.float64]
traced = partial(Trace, width=STROKE, radius=MARKER)


class Summed(NamedTuple):
    """A ball whose first steps are added up: as arrows at the ball, and written out."""

    run: CountedRun
    playhead: SummingPlayhead
    arrows: SumOfArrows
    formula: SumFormula


@dataclass(frozen=True)
class Runner:
    """A run by its role: its name in Typst markup, and the path that is drawn."""

    role: str
    name: str
    run: gdcore.Trajectory
    path: Path


class Pictures:
    """Draws the runs on the ground they roll on, and in a plot of the place along it."""

    def __init__(self, runs: BallRuns, words: Words, theme: Theme, boxes: Boxes) -> None:
        self.runs, self.words, self.theme = runs, words, theme
        self.names, origin = runs.valley.names(words), np.zeros((1, 2))
        first, lanes = self.first_steps(), [runs.part(run.thetas) for run in runs.heavy]
        reach = np.concatenate([origin, first, *runs.drawn()])
        places = reach, first, np.concatenate([origin, *lanes])
        self.ground = Ground(boxes, runs.problem, places, self.names, theme)
        self.map = self.ground.map
        self.plot = self.position_plot(boxes.plot)
        heavy, nesterov = runs.heavy[2], runs.nesterov
        self.plain = Runner("batch", self.named("plain"), runs.plain, runs.plain.thetas)
        self.heavy = Runner("momentum", self.named("heavy"), heavy, runs.swinging.path)
        self.nesterov = Runner("nesterov", self.named("nesterov"), nesterov, runs.warned.path)

    def named(self, key: str) -> str:
        """A run's name, with its momentum."""
        return self.words[key].format(mu=MU(self.runs.momenta[2]))

    def tally(
        self, run: gdcore.Trajectory, playhead: Playhead, role: str, size: float = LABEL
    ) -> Tally:
        """The live count of a run."""
        count, word = self.runs.count(run), self.words["steps"]
        return Tally(count, playhead, word, self.theme, role=role, size=size)

    def run(
        self,
        runner: Runner,
        playhead: Playhead,
        *,
        slot: int = 1,
        dots: bool | NDArray[np.intp] = True,
    ) -> CountedRun:
        """A run on the map and in the plot, its name and its count over the map.

        ``dots`` are the steps that are marked on the map: all, none or some.
        """
        heading, tally = self.heading(runner, playhead, self.map, slot)
        path, role = self.runs.part(runner.path), runner.role
        width = STROKE if dots is False else THIN
        trace = traced(self.ground.moving, path, playhead, role=role, width=width, dots=dots)
        return CountedRun(trace, self.curve(self.plot, path, playhead, role=role), heading, tally)

    def heading(
        self, runner: Runner, playhead: Playhead, plane: Plane, slot: int = 0
    ) -> tuple[Text, Tally]:
        """A run's name and count over a panel, on its left or on its right."""
        name = Text(runner.name, self.theme, role=runner.role, shows=momenta_of(runner.run))
        tally, inner = self.tally(runner.run, playhead, runner.role), plane.inner
        width = name.width + GAP + tally.widest
        left = inner.right - width if slot else inner.left + 1.0
        line = inner.top + (OVER if not slot and self.map.box.width < NARROW else 0.18)
        name.put(left=left, baseline=line)
        return name, tally.put(left + name.width + GAP, line)

    def curve(self, plot: Plane, path: Path, playhead: Playhead, **look: Any) -> Trace:
        """The place along the valley at each step."""
        points = np.stack([np.arange(len(path)), path[:, 0]], axis=1)
        return traced(plot, points, playhead, **look)

    def lane(self, index: int, plot: Plane, playhead: Playhead) -> CountedRun:
        """One momentum in a valley of its own, and its curve in the plot they share."""
        runs = [self.runs.part(run.thetas) for run in self.runs.heavy]
        plane = self.ground.lanes[index]
        look: dict[str, Any] = {
            "dash": DASHES[(1, 0, 2)[index]],
            "color": self.tones[index],
            "shape": "diamond",
        }
        trace = traced(plane, runs[index], playhead, **look | {"width": THIN})
        curve = self.curve(plot, runs[index], playhead, **look)
        body, shows = f"$mu = {MU(self.runs.momenta[index])}$", momenta_of(self.runs.heavy[index])
        inner = plane.inner
        for size in (LOUD, LABEL):
            name = Text(body, self.theme, size=size, color=self.tones[index], shows=shows)
            tally = self.tally(self.runs.heavy[index], playhead, "text", size)
            if name.width + GAP + tally.widest < inner.width:
                break
        line = inner.top + BASE
        tally.put(inner.right - tally.widest, line)
        name.put(left=inner.right - tally.widest - GAP - name.width, baseline=line)
        return CountedRun(trace, curve, name, tally, plane)

    def frame(self, lane: CountedRun) -> VMobject:
        """A frame round the valley of a lane: that of the run that rests first."""
        box = lane.trace.plane.inner
        corners = [(box.left, box.bottom), (box.left, box.top), (box.right, box.top)]
        corners += [(box.right, box.bottom), corners[0]]
        frame = VMobject(joint_type=LineJointType.MITER)
        frame.set_stroke(self.theme.text, width=FRAME)
        frame.set_points(polyline(np.array([(*corner, 0.0) for corner in corners])))
        return mean(frame, Meaning("line", "text", name="first"))

    @property
    def tones(self) -> tuple[str, str, str]:
        """Of the three momenta, from the small one to the large; the first to rest is brightest."""
        roles = self.theme.roles()
        return roles["label_one"], roles["text"], roles["momentum"]

    def position_plot(self, box: Box, *, on_floor: bool = False) -> Plane:
        """Place along the valley against step, with the minimum dotted, on a floor or on none."""
        runs = (self.runs.plain, self.runs.nesterov, *self.runs.heavy)
        along = np.concatenate([self.runs.part(run.thetas)[:, 0] for run in runs])
        ends = np.array([along.min(), along.max()])
        low, high = ends + SPARE * np.ptp(ends) * np.array([-1, 1])
        across = Axis(0, self.runs.shown * 1.03, self.words["step"])
        plot = Plane(box, across, Axis(float(low), float(high), self.names[0]), self.theme)
        lowest = guide(plot, [[0, 0], [self.runs.shown, 0]], role="minimum")
        plot.add(rimmed(lowest, self.theme) if on_floor else lowest)
        return plot

    def compared(
        self, runner: Runner, playhead: Playhead, plot: Plane, *, within: bool
    ) -> tuple[Trace, list[Peak]]:
        """A run's curve in a plot of its own, and its peak beyond the minimum, if it has one."""
        path = self.runs.part(runner.path)
        curve = self.curve(plot, path, playhead, role=runner.role)
        side = -int(np.sign(self.runs.start[0]))
        found = self.runs.overshoot(path) > 0
        return curve, [Peak(plot, path[:, 0], side, within, runner.role)] if found else []

    def first_steps(self) -> Path:
        """The first places (n, 2) of both balls, and where the velocity they keep leads."""
        balls = (self.runs.swinging, self.runs.warned)
        tips = [ball.path[:FIRST] + ball.kept[:FIRST] for ball in balls]
        return np.concatenate([*(ball.path[: FIRST + 1] for ball in balls), *tips])

    def summed(
        self, runner: Runner, ball: Ball, playhead: SummingPlayhead, pull: str, box: Box
    ) -> Summed:
        """A ball, and the sum that each of its first steps is, written into a box."""
        arrows = SumOfArrows(self.ground.moving, ball, playhead, runner.role)
        terms = (self.words["new"], "$mu m$", self.words[pull])
        texts = self.words["velocity"], self.words["move"]
        formula = SumFormula(box, arrows, terms, *texts, self.ground.near)
        # Those of later swings would lie on one another.
        marked = False if ball.looks_ahead else np.arange(FIRST)
        run = self.run(runner, playhead, dots=marked)
        return Summed(run, playhead, arrows, formula)

    def beyond_the_star(self) -> NDArray[np.float64]:
        """Scene point (3,) on the far side of the minimum, as seen from the start."""
        away = -float(np.sign(self.runs.start[0])) * BEYOND
        return np.asarray(self.map.at(0, 0) + np.array([away, 0.0, 0.0]))

    def farthest(self, shown: CountedRun, height: float) -> list[Overshoot]:
        """How far beyond the minimum a ball has come, measured at a scene height; if it has."""
        far = self.runs.overshoot(shown.trace.record)
        words = self.words["overshoot"].format(far=plain(far, 3))
        signed = -float(np.sign(self.runs.start[0])) * far
        if not far:
            return []
        path = self.map.to_scene(self.runs.part(shown.trace.record))
        return [Overshoot(self.map, signed, height, words, shown.trace.role, path)]


def momenta_of(run: gdcore.Trajectory) -> tuple[float, ...]:
    """The momentum of a run that has one."""
    optimizer = run.optimizer
    return (
        (np.asarray(optimizer.momentum).item(),) if isinstance(optimizer, gdcore.Momentum) else ()
    )
