"""A run drawn as it goes: the path so far, its current point, and the step to come."""

from __future__ import annotations

import numpy as np
from manim import CapStyleType, LineJointType, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.cast import Shape
from scenes.kit.ink.marks import ABOVE_STARS, NOWHERE, RADIUS, Arrow, Marks
from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.outline import clipped, crossing, dashed, polylines
from scenes.kit.ink.rims import THIN_RIM, rimmed
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import EDGE, Ruler, between
from scenes.kit.runs.resting import Resting
from scenes.kit.time.hops import HopPlayhead
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead, along
from scenes.kit.time.record import done, passed, recorded

WIDTH = 4.0  # stroke width of a path
THREAD = 1.6  # stroke width of what joins steps that leave but a mark
NEARER = 0.6  # by which a marker is larger at the top of a hop, seen from above
Dash = tuple[float, float]  # lengths of a dash and of the gap after it, in scene units
DASHES: tuple[Dash | None, ...] = (None, (0.3, 0.12), (0.12, 0.12), (0.03, 0.11))


class Trace(Live, VGroup):
    """A recorded path over a panel, as far as a playhead has come.

    Parameters
    ----------
    plane
        The panel; what leaves it is cut off at its edge.
    record
        Data points (T+1, 2) of the record, one for each step and the start.
    playhead
        Read every frame; the picture depends on nothing else.
    role
        Gives colour and marker.
    dots
        Small markers on the iterates that are done: on all, or on those of some steps, rising.
    arrow
        The coming step as an arrow, exactly as long as the step is in the panel.
    step
        Role whose colour that has: the gradient's, or the run's own beside other runs.
    dash
        Lengths of dash and gap, for paths that share a role.
    flies
        Whether hops are seen as a marker in the air, and steps passed by as dots on a thread.
    radius
        Of the marker at rest, in scene units; dots are half as large, and none shrink with it.
    """

    def __init__(
        self,
        plane: Plane,
        record: NDArray[np.float64],
        playhead: Playhead,
        *,
        role: str = "batch",
        dots: bool | NDArray[np.intp] = False,
        arrow: bool = False,
        step: str = "gradient",
        dash: Dash | None = None,
        color: str | None = None,
        shape: Shape | None = None,
        width: float = WIDTH,
        flies: bool = False,
        radius: float = RADIUS,
    ) -> None:
        super().__init__()
        theme, tint = plane.theme, color
        color = color or theme.roles()[role]
        self.plane, self.record, self.playhead, self.dash = plane, record, playhead, dash
        self.role, self.color_of_path, self.flies, self.radius = role, color, flies, radius
        self.line = VMobject(joint_type=LineJointType.ROUND, cap_style=CapStyleType.ROUND)
        self.line.set_stroke(color, width=width)
        rimmed(self.line, theme)
        mean(self.line, Meaning("path", "" if tint else role, dash=dash))
        self.thread = VMobject().set_stroke(color, width=THREAD)
        rimmed(self.thread, theme, THIN_RIM)
        mean(self.thread, Meaning("line", "" if tint else role, name="thread"))
        self.dots: Marks | None = None
        self.dotted = np.arange(len(record)) if isinstance(dots, bool) else dots
        if dots is not False:
            self.dots = Marks(
                NOWHERE, theme, role, radius=0.5 * max(radius, RADIUS), color=tint, shape=shape
            )
        self.arrow = Arrow(theme, step) if arrow else None
        self.marker = Marks(NOWHERE, theme, role, radius=radius, color=tint, shape=shape)
        self.marker.set_z_index(ABOVE_STARS)
        parts = (self.thread if flies else None, self.line, self.dots, self.arrow, self.marker)
        self.add(*(part for part in parts if part is not None))
        self._laid: tuple[float, NDArray[np.float64]] | None = None
        self.resting = Resting(plane)
        self.go_live()

    @property
    def path(self) -> NDArray[np.float64]:
        """Scene points (T+1, 3) of the whole record; only a zoom of the panel moves them."""
        zoomed = self.plane.zoomed
        if self._laid is None or self._laid[0] != zoomed:
            self._laid = zoomed, self.plane.to_scene(self.record)
        return self._laid[1]

    @property
    def here(self) -> NDArray[np.float64]:
        """Scene point (3,) where the run is now."""
        return along(self.path, self.playhead.position)

    def state(self) -> object:
        playhead = self.playhead
        air = (playhead.flight, playhead.passing) if self.flies else ()
        return playhead.arrived, playhead.position, playhead.aim, self.plane.zoomed, air

    def depict(self) -> None:
        """Bring the outlines up to the playhead and the panel's window."""
        path, arrived, here, inner = self.path, self.playhead.arrived, self.here, self.plane.inner
        so_far = clipped(self._joined(path), inner)
        if self.dash is not None:
            dashes = [dashed(part, *self.dash) for part in polylines(so_far)]
            so_far = np.concatenate([so_far[:0], *dashes])
        self.line.set_points(so_far)
        if self.flies:
            self.thread.set_points(clipped(self._joined(path, passed_by=True), inner))
        self.marker.radius = self.radius * (1 + NEARER * float(np.sin(np.pi * self.flight)))
        self.marker.ringed = self.resting.at(path, self.playhead.position)
        self.marker.place(self._pointed(path))
        if self.dots is not None:
            done = path[self.dotted[self.dotted <= arrived]]
            self.dots.place(done[inner.holds(done)])
        if self.arrow is not None:
            self.arrow.put(here, self._tip(path, here))

    def claims(self) -> list[Claim]:
        """That marker, path, dots and arrow are read as the record is, as far as it is in view."""
        ruler = Ruler(self.plane)
        rows = ruler.laid(self.record)
        so_far = passed(rows, self.playhead)
        views = [between(in_view(so_far, rows, ruler, edge)) for edge in (EDGE, -EDGE)]
        needed, allowed = map(self._inked, views)
        gap = self.dash[1] if self.dash else 0.0
        current = self._current(so_far, rows, ruler)
        claims = [
            ruler.marks("current point", self.marker, current),
            *ruler.follows("path", self.line, allowed, gap=gap, needed=needed),
        ]
        if self.flies:
            needed, allowed = (self._inked(view, passed_by=True) for view in views)
            claims += ruler.follows("thread", self.thread, allowed, needed=needed)
        if self.dots is not None:
            seen = [step for step in self.dotted if step < len(so_far) - 1]
            claims.append(ruler.marks("iterates", self.dots, so_far[seen]))
        if self.arrow is not None:
            claims.append(self._step(ruler, rows))
        return claims

    def _inked(
        self, pieces: NDArray[np.float64], *, passed_by: bool = False
    ) -> NDArray[np.float64]:
        """The pieces of a path, one for each step, or those of its thread."""
        if not self.flies or not isinstance(self.playhead, HopPlayhead):
            return pieces[:0] if passed_by else pieces
        drawn = self.playhead.marked[: len(pieces)] == passed_by
        return np.asarray(pieces[: len(drawn)][drawn])

    def _current(
        self, so_far: NDArray[np.float64], rows: NDArray[np.float64], ruler: Ruler
    ) -> NDArray[np.float64]:
        """Where the marker is to be read (1, 2), or (0, 2) if there is none."""
        step = done(self.playhead)
        if self.flies and self.playhead.passing:
            return so_far[:0]
        if self.flight:
            return (1 - self.flight) * rows[[step]] + self.flight * rows[[step + 1]]
        return so_far[-1:] if is_followed(so_far, rows, ruler, -EDGE) else so_far[:0]

    def _step(self, ruler: Ruler, rows: NDArray[np.float64]) -> Claim:
        """That the arrow is the step to come, from where the run is to its end or the edge."""
        assert self.arrow is not None
        here, aim, step = recorded(rows, self.playhead), self.playhead.aim, done(self.playhead)
        tip = here
        if aim and ruler.shows(here):
            tip = rows[step] + aim * (rows[step + 1] - rows[step])
            tip = tip if ruler.shows(tip) else ruler.leaves(here, tip)
        return ruler.spans("step", self.arrow, here, tip)

    def so_far(self, path: NDArray[np.float64]) -> NDArray[np.float64]:
        """Scene points passed; while the run is outside its panel, up to where it went out."""
        position = self.playhead.position
        passed = np.concatenate([path[: int(position) + 1], along(path, position)[None]])
        if self.is_inside(path):
            return passed
        iterates_inside = np.flatnonzero(self.plane.inner.holds(passed[:-1]))
        return passed[: iterates_inside[-1] + 2] if len(iterates_inside) else passed[:0]

    def is_inside(self, path: NDArray[np.float64]) -> bool:
        """Whether the run is in view, and not just crossing between two points outside."""
        position = self.playhead.position
        last = int(position)
        ends = self.plane.inner.holds(path[last : last + 2])
        here = self.plane.inner.holds(along(path, position)[None])
        return bool(here[0] and ends.any())

    @property
    def flight(self) -> float:
        """How far a hop has come that is seen here; 0 on the ground."""
        return self.playhead.flight if self.flies else 0.0

    def _pointed(self, path: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where the marker is (1, 3): at the iterate, or in the air; nowhere (0, 3) out of view."""
        playhead, nowhere = self.playhead, np.zeros((0, 3))
        if self.flies and playhead.passing:
            return nowhere
        if not self.flight:
            return self.here[None] if self.is_inside(path) else nowhere
        aloft = along(path, playhead.arrived + self.flight)[None]
        return aloft if self.plane.inner.holds(aloft)[0] else nowhere

    def _joined(self, path: NDArray[np.float64], *, passed_by: bool = False) -> NDArray[np.float64]:
        """The points passed, with nan between two that the path, or its thread, does not join."""
        points = self.so_far(path)
        if not self.flies or not isinstance(self.playhead, HopPlayhead):
            return points[:0] if passed_by else points
        marked = np.append(self.playhead.marked, False)[: max(len(points) - 1, 0)]
        return np.insert(points, np.flatnonzero(marked != passed_by) + 1, np.nan, axis=0)

    def _tip(self, path: NDArray[np.float64], here: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where the arrow of the step to come ends, from ``here`` on; at the edge if it leaves."""
        aim, arrived, inner = self.playhead.aim, self.playhead.arrived, self.plane.inner
        if not aim or not inner.holds(here):
            return here
        tip = path[arrived] + aim * (path[arrived + 1] - path[arrived])
        leave = float(crossing(here[None], tip[None], inner)[1][0])
        return np.asarray(tip if leave >= 1 else here + leave * (tip - here))


# -- what a panel has to show of a record, for checks to read -----------------------------------


def is_followed(
    so_far: NDArray[np.float64], rows: NDArray[np.float64], ruler: Ruler, within: float
) -> bool:
    """Whether a run is so far within its panel, not just between two iterates outside."""
    ends = rows[len(so_far) - 2 : len(so_far)]
    return bool(ruler.shows(so_far[-1], within) and ruler.shows(ends, within).any())


def in_view(
    so_far: NDArray[np.float64], rows: NDArray[np.float64], ruler: Ruler, within: float
) -> NDArray[np.float64]:
    """Places passed (n, 2), up to the first outside after the last in a panel that is left."""
    if is_followed(so_far, rows, ruler, within):
        return so_far
    inside = np.flatnonzero(ruler.shows(so_far[:-1], within))
    return so_far[: inside[-1] + 2] if len(inside) else so_far[:0]
