"""A step taken apart on the map: one leg along each axis, under a lens where it is short."""

from __future__ import annotations

import numpy as np
from manim import Rectangle, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.claims import reads, spans
from scenes.kit.ink.glyphs import TIMES
from scenes.kit.ink.labels import all_over, place
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Arrow, Marks
from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.outline import from_segments, polygon
from scenes.kit.ink.rims import haloed
from scenes.kit.ink.text import LOUD, SMALLEST, Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import MOVED, Playhead
from scenes.kit.time.record import done
from scenes.parts.adaptive.sizes import length

Array = NDArray[np.float64]
WIDE = 0.12  # of an arrow's shaft
SHORT, LONG = 0.7, 1.4  # scene units: of a first step that needs a lens; of its legs under that
GLASS = (2.8, 2.5)  # width and height of the lens
ASIDE, BELOW, ABOVE = 0.36, 0.64, 0.32  # from a leg to its number: right or left, under, over
EDGE = 0.15  # from the lens to the map's edges
ROOM = 0.12  # between the lens and what the map shows
MIDDLE = 0.16  # from a number's baseline to its middle
PITCH = 0.1  # between places that are tried for the lens
DIM = 0.97  # opacity of the lens's ground
OUTLINE = 4.0  # stroke width of its edge


class Legs(Live, VGroup):
    """The staged step under way as two arrows, up and then across, measured.

    Parameters
    ----------
    plane
        The map.
    thetas
        Recorded parameters (T+1, 2).
    playhead
        Read every frame; later steps have no arrows.
    role
        The run's colour and marker.
    keep
        Scene points (n, 3) that a lens keeps clear of: the star, and values of the map.

    ``times`` is how many times as long they are drawn: once, and on the step, if the first is
    long enough; else in a lens.
    """

    def __init__(
        self,
        plane: Plane,
        thetas: Array,
        playhead: Playhead,
        role: str,
        keep: Array,
    ) -> None:
        self.plane, self.playhead = plane, playhead
        self.thetas, self.path = thetas, plane.to_scene(thetas)
        theme, first = plane.theme, float(np.abs(self.path[1] - self.path[0]).max())
        self.times = 1 if first > SHORT else max(2, round(LONG / max(first, 1e-3)))
        self.glass = self._free(keep)
        self.arrows = [Arrow(theme, "text", width=WIDE) for _ in range(2)]
        self.numbers = [
            haloed(Number(0, theme, write=length, size=LOUD, align=align), theme)
            for align in ("center", "left")
        ]
        self.marker = Marks(plane.to_scene(thetas[:1]), theme, role, radius=0.15)
        self.ground = Rectangle(width=GLASS[0], height=GLASS[1]).move_to(self.glass.center)
        mean(self.ground, Meaning("veil"))
        self.edge = VMobject().set_stroke(theme.text, width=OUTLINE)
        mean(self.edge, Meaning("line", "text", name="lens"))
        said = f"{TIMES}{plain(self.times)}"
        self.said = Text(said, theme, size=SMALLEST, role="muted", shows=(self.times,))
        self.said.put(left=self.glass.left + 0.12, baseline=self.glass.top - 0.34)
        lens = [self.ground, self.edge, self.marker, self.said] if self.times > 1 else []
        super().__init__(*lens, *self.arrows, *self.numbers)
        self.go_live()

    @property
    def shown(self) -> float:
        """How much of the drawing is there: none of a step that flows or leads out of view."""
        playhead = self.playhead
        step, part = playhead.arrived, playhead.now - playhead.arrived
        if not playhead.aim or not self.plane.inner.holds(self.path[step : step + 2]).all():
            return 0.0
        return float(np.clip((1 - part) / (1 - MOVED), 0, 1))

    def state(self) -> object:
        return self.playhead.now

    def depict(self) -> None:
        """Bring legs, numbers and lens up to the playhead."""
        step, aim = self.playhead.arrived, self.playhead.aim
        shown = self.shown
        start, end = self.path[[step, min(step + 1, len(self.path) - 1)]]
        ways = self.times * (end - start) * np.eye(3)[:2]
        if self.times > 1:
            self._look(start, end - start, min(aim, 1.0) * shown)
            aside = 0.45 * np.array([*np.sign(ways.sum(axis=0))[:2], 0.0])
            start = self.glass.center - ways.sum(axis=0) / 2 + aside * (1.3, -0.5, 0)
            self.marker.place(start[None])
        corner = start + aim * ways[1]
        for arrow, foot, way in zip(self.arrows, (corner, start), ways, strict=True):
            arrow.hide()
            if shown:
                arrow.put(foot, foot + aim * way).set_fill(opacity=shown)
                arrow.set_stroke(opacity=shown, background=True)
        self._measure(start, ways, aim * shown)

    def _measure(self, start: Array, ways: Array, shown: float) -> None:
        """Put the length of each leg beside it, on the side to which the other does not lead."""
        step, at = self.playhead.arrived, start + ways[1]
        middle = at + ways[0] / 2 + (0, ABOVE if ways[1][1] >= 0 else -BELOW, 0)
        across = -ASIDE if ways[0][0] >= 0 else ASIDE
        beside = start + ways[1] / 2 + (across, -MIDDLE, 0)
        self.numbers[1].align = "left" if across > 0 else "right"
        moved = self.thetas[min(step + 1, len(self.thetas) - 1)] - self.thetas[step]
        for number, anchor, value in zip(self.numbers, (middle, beside), moved, strict=True):
            number.put(anchor).show_value(abs(float(value))).set_fill(opacity=shown)
            number.set_stroke(opacity=shown, background=True)

    def _look(self, start: Array, step: Array, shown: float) -> None:
        """Draw the lens, what it looks at, and a line from the one to the other."""
        theme, glass = self.plane.theme, self.glass
        self.ground.set_stroke(width=0).set_fill(theme.background, DIM * shown)
        half = np.array([*GLASS, 0]) / 2 / self.times
        here = start + step / 2
        low, high = here - half, here + half
        boxes = [
            _corners(glass),
            _corners(Box(float(low[0]), float(high[0]), float(low[1]), float(high[1]))),
        ]
        ends = min(
            ((a, b) for a in boxes[1] for b in boxes[0]),
            key=lambda ab: float(np.hypot(*(ab[1] - ab[0])[:2])),
        )
        outline = [polygon(box) for box in boxes]
        outline.append(from_segments(ends[0][None], ends[1][None]))
        self.edge.set_points(np.concatenate(outline)).set_stroke(opacity=shown)
        self.said.set_fill(opacity=shown)
        self.marker.set_fill(opacity=shown).set_stroke(opacity=shown, background=True)

    def _free(self, keep: Array) -> Box:
        """Where a lens covers neither the staged steps nor what is kept, as near as it can."""
        inner, staged = self.plane.inner, self.path[: self.playhead.staged + 1]
        half = np.array([*GLASS, 0]) / 2
        middle, around = staged.mean(axis=0), half / self.times
        seen = np.concatenate([staged - around, staged + around])
        box = inner.inset(EDGE, EDGE, EDGE, EDGE)
        places = all_over(box, GLASS, middle, PITCH)
        x, y, _ = place(GLASS, places, clear_of=[(seen, ROOM), (keep, ROOM)], inside=box)
        return Box(x - half[0], x + half[0], y - half[1], y + half[1])

    def claims(self) -> list[Claim]:
        """That each leg is the recorded step's part along its axis, so many times, and measured."""
        aim, step = self.playhead.aim, done(self.playhead)
        if not self.shown:
            return []
        ruler, (before, after) = Ruler(self.plane), self.thetas[[step, step + 1]]
        moved = np.append(self.times * aim * (ruler.laid(after) - ruler.laid(before)), 0.0)
        foot = ruler.over(before) if self.times == 1 else self.marker.centres[0]
        corner = foot + moved * (0, 1, 0)
        claims = spans("leg across", self.arrows[0], corner, corner + moved * (1, 0, 0))
        claims += spans("leg up", self.arrows[1], foot, corner)
        for number, way in zip(self.numbers, after - before, strict=True):
            claims += reads(number, abs(float(way)), "leg")
        return claims


def _corners(box: Box) -> Array:
    """Corners (4, 3) of a box."""
    x, y = (box.left, box.right, box.right, box.left), (box.bottom, box.bottom, box.top, box.top)
    return np.stack([x, y, np.zeros(4)], axis=1)
