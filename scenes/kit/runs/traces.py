"""A run drawn as it goes: the path so far, its current point, and the step to come."""

from __future__ import annotations

import numpy as np
from manim import CapStyleType, LineJointType, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.cast import Shape
from scenes.kit.ink.marks import NOWHERE, RADIUS, Arrow, Marks
from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.outline import clipped, crossing, dashed, polylines
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import EDGE, Ruler, between
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead, along
from scenes.kit.time.record import done, passed, recorded

WIDTH = 4.0  # stroke width of a path
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
        Small markers on the iterates that are done.
    arrow
        The coming step as an arrow in the gradient's colour, exactly as long as the step is in
        the panel.
    dash
        Lengths of dash and gap, for paths that share a role.
    """

    def __init__(
        self,
        plane: Plane,
        record: NDArray[np.float64],
        playhead: Playhead,
        *,
        role: str = "batch",
        dots: bool = False,
        arrow: bool = False,
        dash: Dash | None = None,
        color: str | None = None,
        shape: Shape | None = None,
        width: float = WIDTH,
    ) -> None:
        super().__init__()
        theme, tint = plane.theme, color
        color = color or theme.roles()[role]
        self.plane, self.record, self.playhead, self.dash = plane, record, playhead, dash
        self.role, self.color_of_path = role, color
        self.line = VMobject(joint_type=LineJointType.ROUND, cap_style=CapStyleType.ROUND)
        self.line.set_stroke(color, width=width)
        mean(self.line, Meaning("path", "" if tint else role, dash=dash))
        self.dots: Marks | None = None
        if dots:
            self.dots = Marks(NOWHERE, theme, role, radius=0.5 * RADIUS, color=tint, shape=shape)
        self.arrow = Arrow(theme) if arrow else None
        self.marker = Marks(NOWHERE, theme, role, color=tint, shape=shape)
        parts = (self.line, self.dots, self.arrow, self.marker)
        self.add(*(part for part in parts if part is not None))
        self._laid: tuple[float, NDArray[np.float64]] | None = None
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
        return playhead.arrived, playhead.position, playhead.aim, self.plane.zoomed

    def depict(self) -> None:
        """Bring the outlines up to the playhead and the panel's window."""
        path, arrived, here, inner = self.path, self.playhead.arrived, self.here, self.plane.inner
        so_far = clipped(self.so_far(path), inner)
        if self.dash is not None:
            dashes = [dashed(part, *self.dash) for part in polylines(so_far)]
            so_far = np.concatenate([so_far[:0], *dashes])
        self.line.set_points(so_far)
        self.marker.place(here[None] if self.is_inside(path) else NOWHERE)
        if self.dots is not None:
            done = path[: arrived + 1]
            self.dots.place(done[inner.holds(done)])
        if self.arrow is not None:
            self.arrow.put(here, self._tip(path, here))

    def claims(self) -> list[Claim]:
        """That marker, path, dots and arrow are read as the record is, as far as it is in view."""
        ruler = Ruler(self.plane)
        rows = ruler.laid(self.record)
        so_far = passed(rows, self.playhead)
        needed, allowed = (between(in_view(so_far, rows, ruler, edge)) for edge in (EDGE, -EDGE))
        gap = self.dash[1] if self.dash else 0.0
        current = so_far[-1:] if is_followed(so_far, rows, ruler, -EDGE) else so_far[:0]
        claims = [
            ruler.marks("current point", self.marker, current),
            *ruler.follows("path", self.line, allowed, gap=gap, needed=needed),
        ]
        if self.dots is not None:
            claims.append(ruler.marks("iterates", self.dots, so_far[:-1]))
        if self.arrow is not None:
            claims.append(self._step(ruler, rows))
        return claims

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

    def _tip(self, path: NDArray[np.float64], here: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where the arrow of the step to come ends, from ``here`` on; at the edge if it leaves."""
        aim, arrived, inner = self.playhead.aim, self.playhead.arrived, self.plane.inner
        if not aim or not inner.holds(here):
            return here
        tip = path[arrived] + aim * (path[arrived + 1] - path[arrived])
        leave = float(crossing(here[None], tip[None], inner)[1][0])
        return np.asarray(tip if leave >= 1 else here + leave * (tip - here))


class ModelLine(Live, VMobject):
    """The line y = w·x + b of the present parameters, across a data panel.

    Parameters
    ----------
    plane
        Panel of x and y.
    thetas
        Recorded (w, b), shape (T+1, 2).
    playhead
        Read every frame.
    """

    def __init__(
        self,
        plane: Plane,
        thetas: NDArray[np.float64],
        playhead: Playhead,
        *,
        role: str = "batch",
        color: str | None = None,
    ) -> None:
        super().__init__(cap_style=CapStyleType.ROUND)
        self.set_stroke(color or plane.theme.roles()[role], width=WIDTH)
        self.plane, self.thetas, self.playhead = plane, thetas, playhead
        self.meaning = Meaning("line", "" if color else role, name="model")
        self.go_live()

    def state(self) -> object:
        return self.playhead.position

    def depict(self) -> None:
        """Bring the line up to the playhead."""
        self.set_points(self._outline(self.playhead.position))

    def claims(self) -> list[Claim]:
        """That what is read along it is y = w·x + b for the present parameters."""
        w, b = recorded(self.thetas, self.playhead)
        left, right, _, _ = self.plane.window
        ruler = Ruler(self.plane)
        ends = ruler.laid([[left, w * left + b], [right, w * right + b]])
        return ruler.follows("line", self, ends[None])

    def _outline(self, at: float) -> NDArray[np.float64]:
        slope, intercept = along(self.thetas, at)
        ends = np.array([self.plane.x.low, self.plane.x.high])
        return clipped(self.plane.at(ends, slope * ends + intercept), self.plane.inner)


class HoppingLine(Live, VGroup):
    """The lines y = w·x + b that a run comes to: during a step the old one fades into the new one.

    No line is shown that the run was not at. Parameters are those of `ModelLine`.
    """

    def __init__(
        self,
        plane: Plane,
        thetas: NDArray[np.float64],
        playhead: Playhead,
        *,
        role: str = "batch",
        color: str | None = None,
    ) -> None:
        super().__init__()
        self.playhead = playhead
        self.stops = [Playhead(playhead.steps, staged=0) for _ in range(2)]
        self.lines = [ModelLine(plane, thetas, stop, role=role, color=color) for stop in self.stops]
        self.add(*self.lines)
        self.go_live()

    def state(self) -> object:
        return self.playhead.position

    def depict(self) -> None:
        """Put the lines on the steps before and after, each as strong as it is near."""
        done = int(self.playhead.position)
        part = self.playhead.position - done
        steps = (done, min(done + 1, self.playhead.steps))
        for line, stop, step, share in zip(
            self.lines, self.stops, steps, (1 - part, part), strict=True
        ):
            stop.set_value(step)
            line.refresh()
            line.set_stroke(opacity=share)

    def claims(self) -> list[Claim]:
        """That both lines are of steps of the run."""
        return [claim for line in self.lines for claim in line.claims()]


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
