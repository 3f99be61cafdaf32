"""A step taken apart on the map: what it adds along each axis, and what it would have been raw."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.claims import reads, visible
from scenes.kit.ink.glyphs import TIMES
from scenes.kit.ink.labels import place
from scenes.kit.ink.marks import NOWHERE, Arrow
from scenes.kit.ink.meaning import Claim, Meaning, mean, placed
from scenes.kit.ink.numbers import Number, significant
from scenes.kit.ink.outline import clipped, dashed
from scenes.kit.ink.rims import haloed, rimmed
from scenes.kit.ink.text import LABEL, Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import MOVED, Playhead, along
from scenes.kit.time.record import done
from scenes.parts.adaptive.recall import correction

Array = NDArray[np.float64]
DASH = (0.09, 0.08)
LEAST, HEAD = 0.36, 0.35  # scene units of a raw step from which on it is drawn; of its head
ASIDE = 0.16  # from an arrow to its name
DONE = 1 - 1e-6  # of an aim that is as good as taken
WIDE = 0.08  # of an arrow's shaft
LARGE, HEIGHT = 34, 0.25  # of a number: its size, and in scene units


def _settled(playhead: Playhead) -> float:
    """How much of a staged step's drawing is still there once the step is done."""
    part = playhead.now - playhead.arrived
    return float(np.clip((1 - part) / (1 - MOVED), 0, 1)) if playhead.aim else 0.0


class AxisSteps(Live, VGroup):
    """The staged step under way, cast on both axes: an arrow along each, to scale.

    Parameters
    ----------
    plane
        The map.
    thetas
        Recorded parameters (T+1, 2).
    playhead
        Read every frame; later steps have no arrows.
    name
        Markup that names both arrows; they may go without.
    late
        Whether the first step has to wait until its memories are corrected.
    """

    def __init__(
        self,
        plane: Plane,
        thetas: Array,
        playhead: Playhead,
        name: str = "",
        *,
        late: bool = False,
    ) -> None:
        self.plane, self.playhead, self.late = plane, playhead, late
        self.thetas, self.path = thetas, plane.to_scene(thetas)
        self.arrows = [Arrow(plane.theme, "text", width=WIDE) for _ in range(2)]
        self.rest = rimmed(VMobject().set_stroke(plane.theme.muted, width=2), plane.theme)
        mean(self.rest, Meaning("line", "muted", name="cast", dash=DASH))
        self.names = [Text(name, plane.theme, size=LABEL, halo=True) for _ in self.arrows if name]
        super().__init__(self.rest, *self.arrows, *self.names)
        self.go_live()

    @property
    def aim(self) -> float:
        """How much of the step is drawn, 0 to 1."""
        first = self.late and self.playhead.arrived == 0
        return correction(self.playhead) if first else self.playhead.aim

    def state(self) -> object:
        return self.playhead.now

    def depict(self) -> None:
        """Bring both arrows up to the playhead."""
        step, aim = self.playhead.arrived, self.aim
        self.rest.set_points(np.zeros((0, 3)))
        for arrow in self.arrows:
            arrow.hide()
        for name in self.names:
            name.set_opacity(0)
        if not aim:
            return
        start, end = self.path[step : step + 2]
        inner = self.plane.inner
        if not inner.holds(np.stack([start, end])).all():
            return
        shown = _settled(self.playhead)
        feet = np.array([[start[0], inner.bottom, 0], [inner.left, start[1], 0]])
        lines = []
        for axis, (arrow, foot) in enumerate(zip(self.arrows, feet, strict=True)):
            ahead = (end - start) * np.eye(3)[axis]
            arrow.put(foot, foot + aim * ahead).set_fill(opacity=shown)
            lines += [dashed(np.stack([start, foot]), *DASH)]
            if aim > DONE:
                lines += [dashed(np.stack([end, foot + ahead]), *DASH)]
        self.rest.set_points(np.concatenate(lines)).set_stroke(opacity=shown)
        self.rest.set_stroke(opacity=shown, background=True)
        for axis, name in enumerate(self.names):
            way = np.stack([feet[axis], feet[axis] + (end - start) * np.eye(3)[axis]])
            self._name(name, axis, way, aim * shown)

    def _name(self, name: Text, axis: int, way: Array, shown: float) -> None:
        """Put a name above the middle of the arrow across, or over the upper end of that up."""
        middle, top = way.mean(axis=0), way.max(axis=0)
        if axis:
            name.put(left=middle[0] + ASIDE / 2, baseline=top[1] + ASIDE)
        else:
            name.put(center=middle[0], baseline=middle[1] + ASIDE)
        name.set_fill(opacity=shown).set_stroke(opacity=shown, background=True)

    def claims(self) -> list[Claim]:
        """That each arrow is the recorded step's part along its axis, and stands below it."""
        ruler, aim, step = Ruler(self.plane), self.aim, done(self.playhead)
        rows = ruler.laid(self.thetas)
        before, after = rows[[step, min(step + 1, len(rows) - 1)]]
        if not aim or not ruler.shows(np.stack([before, after])).all():
            return [placed("step", arrow.ends, np.zeros((0, 3))) for arrow in self.arrows]
        tip, corner = before + aim * (after - before), ruler.laid(self.plane.window[::2])
        across, up = (
            [np.where(np.eye(2)[axis], at, corner) for at in (before, tip, after)]
            for axis in (0, 1)
        )
        claims = [
            ruler.spans("step across", self.arrows[0], *across[:2]),
            ruler.spans("step up", self.arrows[1], *up[:2]),
        ]
        if visible(self.rest):
            ways = [[before, across[0]], [before, up[0]]]
            ways += [[after, across[2]], [after, up[2]]] if aim > DONE else []
            claims += ruler.follows("cast", self.rest, np.array(ways), gap=DASH[1])
        return claims


class RawStep(Live, VGroup):
    """The staged step under way as it would be with other, uncorrected memories.

    Parameters
    ----------
    plane, thetas, playhead
        As of `AxisSteps`.
    raw_steps
        What those memories would add to theta at each step (T, 2).
    star
        Scene points (n, 3) of markers that its number keeps clear of.
    """

    def __init__(
        self,
        plane: Plane,
        thetas: Array,
        raw_steps: Array,
        playhead: Playhead,
        star: Array = NOWHERE,
    ) -> None:
        self.plane, self.playhead, self.thetas, self.raw_steps = plane, playhead, thetas, raw_steps
        self.star = star
        steps = np.diff(thetas, axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.linalg.norm(raw_steps, axis=1) / np.linalg.norm(steps, axis=1)
        color = plane.theme.roles()["adam"]
        self.ratios = np.nan_to_num(ratio, nan=1.0, posinf=1.0)
        self.line = rimmed(VMobject().set_stroke(color, width=5), plane.theme)
        mean(self.line, Meaning("line", "adam", name="raw step", dash=DASH))
        self.head = Arrow(plane.theme, "adam", width=WIDE)
        self.number = Number(1, plane.theme, write=_times, size=LARGE)
        haloed(self.number, plane.theme)
        super().__init__(self.line, self.head, self.number)
        self.go_live()

    def state(self) -> object:
        return self.playhead.now

    def depict(self) -> None:
        """Bring dashes, head and number up to the playhead."""
        step, aim = self.playhead.arrived, self.playhead.aim
        self.line.set_points(np.zeros((0, 3)))
        self.head.hide()
        self.number.set_points(np.zeros((0, 3)))
        if not aim:
            return
        start = self.thetas[step]
        tail, tip = self.plane.to_scene(np.stack([start, start + self.raw_steps[step]]))
        here = along(np.stack([tail, tip]), min(aim, 1.0 - 1e-9))
        shown = _settled(self.playhead)
        inner = self.plane.inner
        if not inner.holds(here[None]).all():
            self.line.set_points(clipped(np.stack([tail, here]), inner)).set_stroke(opacity=shown)
            return
        length = float(np.linalg.norm(here - tail))
        if length > LEAST:
            neck = here - HEAD * (here - tail) / length
            self.line.set_points(dashed(np.stack([tail, neck]), *DASH)).set_stroke(opacity=shown)
            self.head.put(neck, here).set_fill(opacity=shown)
        self.number.value = float(self.ratios[step])
        if aim > DONE:
            self.number.put(self._beside(here, step)).set_fill(opacity=shown)
            self.number.set_stroke(opacity=shown, background=True)

    def _beside(self, tip: Array, step: int) -> Array:
        """Left end of the number's baseline: by the tip, in the panel, clear of path and head."""
        inner, width = self.plane.inner, self.number.put(tip).width
        path = self.plane.to_scene(self.thetas[: step + 2])
        path = np.concatenate([path, np.linspace(path[-2], path[-1], 12)])  # the marker's way
        lefts = (0.14, -0.14 - width, 0.4, -0.4 - width, -width / 2)
        feet = (-0.22, 0.12, -0.62, 0.52)
        size = (width, HEIGHT)
        middle = np.array([*size, 0.0]) / 2
        return -middle + place(
            size,
            [tip + (left, foot, 0.0) + middle for foot in feet for left in lefts],
            clear_of=[(path, 0.17), (self.star, 0.22), (self.head.points, 0.03)],
            inside=inner.inset(0.05, 0.05, 0.05, 0.05),
        )

    def claims(self) -> list[Claim]:
        """That it leads where those memories would, so many times as far as the recorded step."""
        ruler, step, aim = Ruler(self.plane), done(self.playhead), self.playhead.aim
        if not aim:
            return [placed("raw step", self.head.ends, np.zeros((0, 3)))]
        raw, taken = self.raw_steps[step], self.thetas[step + 1] - self.thetas[step]
        tip = self.thetas[step] + aim * raw
        way = ruler.laid([self.thetas[step], tip])
        pointed = bool(ruler.shows(way[1])) and float(np.hypot(*(way[1] - way[0]))) > LEAST
        claims = [ruler.stands("raw step", self.head.ends[1:], tip[None][: int(pointed)])]
        if visible(self.line):
            claims += ruler.follows("raw step", self.line, way[None], gap=np.inf)
        if np.linalg.norm(taken) > 0:
            ratio = float(np.linalg.norm(raw) / np.linalg.norm(taken))
            claims += reads(self.number, ratio, "ratio")
        return claims


def _times(value: float) -> str:
    return TIMES + significant(3)(value)
