"""Markers and arrows. Each role has its own shape, so that colour never speaks alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LineJointType, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.cast import Shape, shape_of
from scenes.kit.ink.meaning import Claim, Meaning, read_off
from scenes.kit.ink.outline import Points, polygon
from scenes.kit.ink.painted import Rimmed
from scenes.kit.ink.theme import Theme

RADIUS = 0.11  # scene units, of a marker at a path's current point
STAR = 0.08  # radius of the star at a minimum, whose points reach 1.45 times as far
RING, BAND = 0.15, 0.03  # radius and width of the ring round a marker that rests in a star
KEPT = 0.5  # of its size that such a marker keeps, for the star to be seen
ABOVE_PATHS, ABOVE_STARS = 1, 2  # heights at which stars, and markers on their way, are drawn
ARCS = 4  # cubics round a circle, off it by less than a 3600th of its radius: no pixel shows it
OUTLINE = 2.5  # stroke width of a marker of which only the outline is drawn
HALO = 3.0  # stroke width in the background's colour that lifts a marker off what it covers


NOWHERE = np.full((1, 3), np.nan)  # scene point of a marker that is not shown
SHORTEST = 1e-3  # scene units from which on an arrow is drawn


def _regular(corners: int, radius: float, first: float) -> NDArray[np.float64]:
    angle = first + 2 * np.pi * np.arange(corners) / corners
    return radius * np.stack([np.cos(angle), np.sin(angle), np.zeros(corners)], axis=1)


def _circle() -> NDArray[np.float64]:
    """Cubics round the unit circle; the handles of an arc are 4/3 tan of a quarter of it long."""
    corners = _regular(ARCS, 1.0, 0.0)
    handles = 4 / 3 * np.tan(np.pi / 2 / ARCS) * _regular(ARCS, 1.0, np.pi / 2)
    ends = np.roll(corners, -1, axis=0), np.roll(handles, -1, axis=0)
    cubics = np.stack([corners, corners + handles, ends[0] - ends[1], ends[0]], axis=1)
    return cubics.reshape(-1, 3)


def _star() -> NDArray[np.float64]:
    outer, inner = _regular(5, 1.45, np.pi / 2), _regular(5, 0.6, np.pi / 2 + np.pi / 5)
    return np.stack([outer, inner], axis=1).reshape(-1, 3)


def _chevron() -> NDArray[np.float64]:
    upper = np.array([[-1.25, 1.2, 0.0], [0.2, 1.2, 0.0], [1.4, 0.0, 0.0]])
    return np.concatenate([upper, upper[1::-1] * (1, -1, 1), [[-0.1, 0.0, 0.0]]])


def _cross(arm: float = 1.4, half: float = 0.5) -> NDArray[np.float64]:
    corner = np.array([[half, arm, 0.0], [half, half, 0.0], [arm, half, 0.0]])
    turn = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])  # a quarter, clockwise
    return np.concatenate([corner @ np.linalg.matrix_power(turn.T, i) for i in range(4)])


def _hourglass(half: float = 1.1, tall: float = 1.25, waist: float = 0.22) -> NDArray[np.float64]:
    right = np.array([[half, tall, 0.0], [waist, 0.0, 0.0], [half, -tall, 0.0]])
    return np.concatenate([right, right[::-1] * (-1, 1, 1)])


# Outlines of unit markers; sizes are balanced by eye so that all look equally large.
_UNIT: dict[str, Points] = {
    "circle": _circle(),
    "triangle": polygon(_regular(3, 1.3, np.pi / 2)),
    "square": polygon(_regular(4, 1.25, np.pi / 4)),
    "diamond": polygon(_regular(4, 1.35, 0.0)),
    "chevron": polygon(_chevron()),
    "triangle_down": polygon(_regular(3, 1.3, -np.pi / 2)),
    "cross": polygon(_cross()),
    "hourglass": polygon(_hourglass()),
    "hexagon": polygon(_regular(6, 1.12, 0.0)),
    "kite": polygon(np.array([[0.0, 1.7, 0], [1.05, 0.2, 0], [0, -1.2, 0], [-1.05, 0.2, 0]])),
    "star": polygon(_star()),
}


class Marks(Rimmed):
    """Markers of one role at many scene points, drawn as a single outline.

    Parameters
    ----------
    points
        Scene points (n, 3).
    theme, role
        Give the colour and the shape.
    radius
        In scene units.
    outlined
        Only the outline, as for a point that is set apart.
    """

    def __init__(
        self,
        points: Points,
        theme: Theme,
        role: str,
        *,
        radius: float = RADIUS,
        outlined: bool = False,
        shape: Shape | None = None,
        color: str | None = None,
    ) -> None:
        meaning = Meaning("marker", "" if color else role)
        gilded = role == "minimum" and color is None
        rim = theme.star_rim if gilded else theme.background
        color = color or (theme.star if gilded else theme.roles()[role])
        super().__init__(joint_type=LineJointType.ROUND)
        self.meaning, self.outlined = meaning, outlined
        if outlined:
            self.set_fill(opacity=0).set_stroke(color, width=OUTLINE)
            self.set_stroke(rim, width=OUTLINE + HALO, background=True)
        else:
            self.set_fill(color, opacity=1).set_stroke(width=0)
            self.set_stroke(rim, width=HALO, background=True)
        self.role, self.radius = role, radius
        self.shape: Shape = shape or shape_of(role)
        self.ringed = 0.0  # from 0 to 1; of all of them, once they are placed anew
        self._unit = _UNIT[self.shape] * radius
        self.source: Callable[[], Points] | None = None
        self.reading: Callable[[Points], Points] = np.asarray
        self.place(points)

    def place(self, points: Points) -> Marks:
        """Put the markers at other scene points (n, 3); points that are not finite are left out."""
        points = np.atleast_2d(points)
        points = points[_finite(points)]
        self._unit = self._outline()
        self.set_points((points[:, None] + self._unit).reshape(-1, 3))
        return self

    def _outline(self) -> Points:
        """One marker (n, 3) round the origin, with its ring."""
        unit = _UNIT[self.shape] * self.radius * (1 - (1 - KEPT) * self.ringed)
        if not self.ringed:
            return unit
        half = BAND / 2 * self.ringed
        rings = (RING + half) * _UNIT["circle"], (RING - half) * _UNIT["circle"][::-1]
        return np.concatenate([unit, *rings])

    def checked(
        self, source: Callable[[], Points], reading: Callable[[Points], Points] = np.asarray
    ) -> Marks:
        """Say where the markers are to stand (n, d), for checks to read.

        ``reading`` is from the scene points (n, 3) at which they do, such as a panel's ``data``.
        """
        self.source, self.reading = source, reading
        return self

    def claims(self) -> list[Claim]:
        """That the markers stand where they are said to."""
        if self.source is None:
            return []
        points = np.atleast_2d(self.source())
        return [read_off("points", self.reading, self.centres, points[_finite(points)])]

    def rim(self) -> Points | None:
        """Rings round circles, of half the halo's width either way; full discs behind full ink."""
        half = self.get_stroke_width(background=True) / 200
        if self.shape != "circle" or self.ringed or not half or len(self.points) % (4 * ARCS):
            return None
        circles = self.points[:, :2].reshape(-1, 4 * ARCS, 2)
        away = circles - circles[:, ::4].mean(axis=1, keepdims=True)
        part = half / np.linalg.norm(away[:, :1], axis=2, keepdims=True)
        discs = circles + part * away
        if self.get_fill_opacity() < 1:
            holes = circles - np.minimum(part, 1) * away
            discs = np.concatenate([discs, holes[:, ::-1]])  # the other way round
        return np.asarray(discs.reshape(-1, 8))

    @property
    def centres(self) -> Points:
        """Scene points (n, 3) that the markers stand at, as long as they are not scaled."""
        return np.asarray(self.points[:: len(self._unit)] - self._unit[0])


class Arrow(VMobject):
    """A filled arrow whose tip lies exactly at its end; short arrows have a smaller head.

    Parameters
    ----------
    theme, role
        Give the colour.
    width
        Of the shaft, in scene units.
    """

    def __init__(
        self,
        theme: Theme,
        role: str = "gradient",
        *,
        width: float = 0.055,
        color: str | None = None,
    ) -> None:
        super().__init__(fill_color=color or theme.roles()[role], fill_opacity=1, stroke_width=0)
        self.meaning = Meaning("arrow", "" if color else role)
        self.set_stroke(theme.background, width=HALO, background=True)
        self.role, self.width_of_shaft = role, width

    def put(self, start: Points, end: Points) -> Arrow:
        """Span the arrow from one scene point to another, each (3,); nothing if they coincide."""
        self.set_points(arrow_outline(start, end, self.width_of_shaft))
        return self

    @property
    def ends(self) -> Points:
        """Tail and tip (2, 3); none while nothing is drawn."""
        corners = self.points[::4]
        return np.stack([(corners[0] + corners[6]) / 2, corners[3]]) if len(corners) else corners

    @property
    def head(self) -> Points:
        """Corners (3, 3) of the head, its tip in the middle; none while nothing is drawn."""
        return np.asarray(self.points[8:20:4])

    def hide(self) -> Arrow:
        """Draw nothing until the next ``put``."""
        self.set_points(np.zeros((0, 3)))
        return self


def _finite(points: Points) -> NDArray[np.bool_]:
    return np.asarray(np.isfinite(points).all(axis=1))


def arrow_outline(start: Points, end: Points, width: float) -> Points:
    """Outline of an arrow: a shaft ``width`` wide and a head up to 5.5 widths long."""
    step = np.asarray(end, dtype=float) - start
    length = float(np.hypot(step[0], step[1]))
    if not np.isfinite(length) or length < SHORTEST:
        return np.zeros((0, 3))
    ahead = step / length
    aside = np.array([-ahead[1], ahead[0], 0.0])
    head = min(5.5 * width, 0.6 * length)
    half = min(width, head / 3) / 2
    neck = end - head * ahead
    barb = 0.42 * head * aside
    return polygon(
        np.array(
            [
                start + half * aside,
                neck + half * aside,
                neck + barb,
                end,
                neck - barb,
                neck - half * aside,
                start - half * aside,
            ]
        )
    )
