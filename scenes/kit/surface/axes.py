"""Axes round a surface: numbers and names that stay upright and on the outside as it turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from manim import VGroup, VMobject, smooth
from numpy.typing import NDArray

from scenes.kit.ink.claims import visible
from scenes.kit.ink.glyphs import compose, decoded
from scenes.kit.ink.meaning import Claim, Meaning, mean, placed
from scenes.kit.ink.numerals import numerals
from scenes.kit.ink.outline import from_segments
from scenes.kit.ink.text import LABEL, SMALLEST, UNITS_PER_POINT, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import LINE, TICK, Axis
from scenes.kit.surface.relief import Relief
from scenes.kit.surface.sight import Sight, part_of
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.view import Pose
from scenes.kit.time.live import Live

Array = NDArray[np.float64]
GAP = 0.14  # scene units between ticks and numbers, and between numbers and names
CLEAR = 0.25  # scene units from the axis of heights to its name, which a corner may come near to
APART = 1.15  # scene units along an edge between two numbers, at least: a name stands there
# Scene units between a name and the numbers beside it: where it leaves their row, and has left it.
ROOM, CRAMPED = 0.2, 0.05
CHANGE = 0.08  # of the cosine to an edge, either way, in which its labels come and go
NOTHING = np.zeros((0, 3))
FADE = 0.13  # of the sine of the elevation, short of 1, in which the axis of heights goes


class SurfaceAxes(Live, VGroup):
    """Numbered axes along the edges of a surface's box.

    Each parameter is labelled along the edge of the ground that faces the camera, heights at the
    corner on the left. When the turn hands an axis on to another edge, labels fade over.

    Parameters
    ----------
    surface
        What the axes belong to; names and ticks are those of its panel and its axis of heights.

    Attributes
    ----------
    stand
        While the camera swings: the azimuth that the axis of heights stays as seen from. Without
        perspective, lengths along it are those of heights wherever it stands.
    """

    def __init__(self, surface: Surface) -> None:
        self.stand: float | None = None
        relief, theme = surface.relief, surface.theme
        zoom = float(surface.view.zoom.get_value())
        across, up = (
            thinned(axis, float(side) * zoom)
            for axis, side in zip((relief.plane.x, relief.plane.y), relief.sides, strict=True)
        )
        sides = [
            GroundEdge(relief, across, theme, 0, -1),
            GroundEdge(relief, across, theme, 0, 1),
            GroundEdge(relief, up, theme, 1, -1),
            GroundEdge(relief, up, theme, 1, 1),
        ]
        uprights = [Upright(relief, theme, x, y) for x in (-1, 1) for y in (-1, 1)]
        super().__init__(*sides, *uprights)
        self.surface = surface
        self.edges: tuple[GroundEdge | Upright, ...] = (*sides, *uprights)
        self.go_live()

    def state(self) -> object:
        view = self.surface.view
        return view.pose, float(view.solid.get_value()), self.stand

    def depict(self) -> None:
        """Bring all edges up to the camera."""
        solid = float(self.surface.view.solid.get_value())
        for edge in self.edges:
            edge.turn(self.pose_of(edge), solid)

    @property
    def aside(self) -> float:
        """Scene units that name and numbers reach to the left of the axis of heights, at most."""
        return max(edge.aside for edge in self.edges if isinstance(edge, Upright))

    def claims(self) -> list[Claim]:
        """That the number at each tick that is seen is the value which the camera shows there."""
        seen = [edge for edge in self.edges if visible(edge.line)]
        sights = [Sight(self.surface.relief, replace(self.pose_of(e), rise=1.0)) for e in seen]
        return [
            claim for edge, sight in zip(seen, sights, strict=True) for claim in edge.told(sight)
        ]

    def pose_of(self, edge: _Labelled) -> Pose:
        """The camera that an edge is seen by."""
        pose = self.surface.view.pose
        if self.stand is None or isinstance(edge, GroundEdge):
            return pose
        return replace(pose, azimuth=self.stand % 360)


def thinned(axis: Axis, length: float) -> Axis:
    """An axis along an edge so long in the scene, with every second, third, … tick if need be."""
    marks = axis.marks()
    if len(marks) < 2:
        return axis
    apart = length * float(np.abs(np.diff(axis.fraction(marks[:2]))[0]))
    every = int(np.ceil(APART / apart))
    first = marks.index(0.0) % every if 0.0 in marks else 0
    return replace(axis, ticks=marks[first::every])


class _Labelled(VGroup):
    """One edge: its line with ticks, the numbers at these, and the name of the axis."""

    def __init__(self, axis: Axis, theme: Theme, values: Sequence[float]) -> None:
        muted, self.files = theme.muted, theme.fonts
        self.values, self.texts = values, [axis.written(value) for value in values]
        self.written = [numeral for text in self.texts for numeral in numerals(text)]
        self.line = VMobject(stroke_color=muted, stroke_width=LINE)
        self.numbers = VMobject(stroke_width=0, fill_color=muted, fill_opacity=1)
        self.title = VMobject(stroke_width=0, fill_color=muted, fill_opacity=1)
        mean(self.line, Meaning("panel", "muted"))
        mean(self.numbers, Meaning("number", "muted", size=SMALLEST))
        mean(self.title, Meaning("text", "muted", size=LABEL, words=axis.name))
        self.letters = _letters(axis.name, theme)
        self.title_half = np.ptp(self.letters, axis=0)[:2] / 2 if axis.name else np.zeros(2)
        scale = SMALLEST * UNITS_PER_POINT
        self.glyphs = [
            _centred(*compose(theme.numbers.written(text), files=theme.fonts), scale)
            for text in self.texts
        ]
        sizes = [np.ptp(glyph, axis=0)[:2] / 2 for glyph in self.glyphs]
        self.half = np.max([np.zeros(2), *sizes], axis=0)
        self.opacity: float | None = None
        super().__init__(self.line, self.numbers, self.title)

    def lay(self, edge: Array, feet: Array, outward: Array, opacity: float, title: Array) -> None:
        """Put everything beside an edge, all in scene points.

        Parameters
        ----------
        edge
            Its ends (2, 3).
        feet
            Where the ticks start (n, 3).
        outward
            Unit vector (3,) away from the box.
        opacity
            Of all of it.
        title
            Centre (3,) of the name.
        """
        if opacity != self.opacity:
            self.opacity = opacity
            self.line.set_stroke(opacity=opacity)
            self.numbers.set_fill(opacity=opacity)
            self.title.set_fill(opacity=opacity)
        if not opacity:
            for part in self:
                part.set_points(NOTHING)
            return
        ticks = from_segments(feet, feet + TICK * outward)
        self.line.set_points(np.concatenate([from_segments(edge[:1], edge[1:]), ticks]))
        places = feet + self.reach(outward)
        outlines = [glyph + place for glyph, place in zip(self.glyphs, places, strict=True)]
        self.numbers.set_points(np.concatenate([NOTHING, *outlines]))
        self.title.set_points(self.letters + title)

    def told(self, sight: Sight) -> list[Claim]:
        """That its ticks start where its values are, whose numbers are read one after another."""
        feet, numbers = self.line.points[4::4], decoded(self.numbers.points, files=self.files)
        values = np.array([numeral.value for numeral in self.written])
        return [
            placed("ticks", feet, sight.at(*self.places(sight.relief, values))),
            Claim("numbers", numbers, "".join(self.texts)),
        ]

    def places(self, relief: Relief, values: Array) -> tuple[Array, Array]:
        """Parameters (n, 2) and heights (n,) over the ground of values (n,) on it."""
        raise NotImplementedError

    def reach(self, outward: Array) -> Array:
        """From a tick's foot to the centre of its number (3,)."""
        return np.asarray((TICK + GAP + np.abs(outward[:2]) @ self.half) * outward)


class GroundEdge(_Labelled):
    """An edge of the ground, of the axis ``along`` (0: x, 1: y), on the low or high side."""

    def __init__(self, relief: Relief, axis: Axis, theme: Theme, along: int, side: int) -> None:
        super().__init__(axis, theme, axis.marks())
        half = relief.sides / 2
        across = 1 - along
        points = np.full((2 + len(self.values), 3), relief.floor)
        places = relief.sides[along] * (axis.fraction(self.values) - 0.5)
        points[:, along] = [-half[along], half[along], *places]
        points[:, across] = side * half[across]
        self.points_of_edge = points
        self.along, self.side = along, side
        self.normal = np.zeros(3)
        self.normal[across] = side

    def places(self, relief: Relief, values: Array) -> tuple[Array, Array]:
        thetas = np.empty((len(values), 2))
        ends = np.array(relief.plane.window).reshape(2, 2)  # low and high of each axis
        thetas[:, self.along] = values
        thetas[:, 1 - self.along] = ends[1 - self.along, int(self.side > 0)]
        return thetas, np.zeros(len(values))

    def turn(self, pose: Pose, solid: float) -> None:
        """Show the edge if it faces the camera."""
        facing = -float(self.normal[:2] @ pose.away)
        opacity = solid * smooth(np.clip((facing / CHANGE + 1) / 2, 0, 1))
        shown = pose.show(self.points_of_edge)
        outward = pose.seen(self.normal) * (1, 1, 0)
        outward /= np.hypot(*outward[:2])
        # The name stands in the row of numbers, between the last two, or beyond if it is too long.
        title = shown[-2:].mean(axis=0) + self.reach(outward)
        title += self.beyond(shown[-1] - shown[-2], outward) * outward
        self.lay(shown[:2], shown[2:], outward, opacity, title)

    def beyond(self, apart: Array, outward: Array) -> float:
        """How far the name stands out of the row of numbers, the last two so far apart (3,)."""
        sizes = self.half + self.title_half
        room = float((np.abs(apart[:2]) / 2 - sizes).max())
        pushed = smooth(np.clip((ROOM - room) / (ROOM - CRAMPED), 0, 1))
        return float(pushed * (np.abs(outward[:2]) @ sizes + CRAMPED))


class Upright(_Labelled):
    """The edge of the box that stands on a corner of the ground, with the axis of heights."""

    def __init__(self, relief: Relief, theme: Theme, x: int, y: int) -> None:
        axis = relief.height
        super().__init__(axis, theme, axis.marks())
        low = relief.floor + relief.gap
        points = np.empty((2 + len(self.values), 3))
        points[:, :2] = np.array([x, y]) * relief.sides / 2
        points[:, 2] = [low, low + relief.tall, *(low + relief.tall * axis.fraction(self.values))]
        self.points_of_edge = points
        self.corner = np.array([x, y], dtype=float)

    @property
    def aside(self) -> float:
        """Scene units that its name and its numbers reach to its left."""
        numbers = TICK + GAP + 2 * self.half[0]
        return float(max(CLEAR + 2 * self.title_half[0], numbers))

    def places(self, relief: Relief, values: Array) -> tuple[Array, Array]:
        ends = np.array(relief.plane.window).reshape(2, 2)
        corner = ends[[0, 1], (self.corner > 0).astype(int)]
        heights = relief.gap + relief.tall * part_of(relief.height, values)
        return np.broadcast_to(corner, (len(values), 2)), heights

    def turn(self, pose: Pose, solid: float) -> None:
        """Show the edge if it is the leftmost: one side of its corner faces the camera, one not."""
        facing = -self.corner * pose.away
        turned = smooth(np.clip((-facing.prod() / CHANGE + 1) / 2, 0, 1))
        flat = smooth(np.clip((1 - pose.tilt[0]) / FADE, 0, 1))
        leftmost = float(self.corner @ pose.right < 0)
        shown = pose.show(self.points_of_edge)
        outward = np.array([-1.0, 0.0, 0.0])
        opacity = leftmost * turned * flat * solid * pose.rise
        aside, above = self.title_half
        title = shown[1] + (-aside - CLEAR, 0.3 + above, 0)
        self.lay(shown[:2], shown[2:], outward, opacity, title)


def _centred(points: Array, width: float, scale: float) -> Array:
    """A number's outline at its size, centred on the origin."""
    points = points * scale
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    middle[0] = width * scale / 2
    return np.asarray(points - middle)


def _letters(name: str, theme: Theme) -> Array:
    """A name as one outline, centred on the origin."""
    if not name:
        return NOTHING
    text = Text(name, theme, size=LABEL, role="muted")
    return np.concatenate([shape.points for shape in text.family_members_with_points()])
