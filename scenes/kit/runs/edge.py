"""Where a path leaves its panel: an arrow at the edge, and the value it went to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.ink.labels import covered
from scenes.kit.ink.marks import Arrow
from scenes.kit.ink.meaning import Claim, Meaning, mean, placed, role_of
from scenes.kit.ink.numbers import Number, significant
from scenes.kit.ink.outline import crossing
from scenes.kit.ink.rims import haloed
from scenes.kit.ink.text import LABEL
from scenes.kit.panels.ruler import EDGE, Ruler
from scenes.kit.runs.traces import Trace, in_view, is_followed
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import along
from scenes.kit.time.record import done, passed

LENGTH = 0.55  # scene units of an edge arrow
CLEAR = 0.2  # from a number's edge to the middle of a marker, or of another path's arrow
PITCH = 0.34  # between numbers of arrows that are next to one another
ROWS = (0, 1, -1, 2, -2, 3, -3)  # how far up a number may go that is not alone
HEIGHT = 0.2  # of a number
GAP = 0.1  # between numbers
STEEP = 0.7  # sine from which on an arrow's number stands left or right of it


class EdgeArrow(Live, VGroup):
    """Shown while a trace's current point is outside its panel, where it went out.

    Parameters
    ----------
    trace
        The path.
    values
        What the number shows at each step (T+1,), such as the loss.
    write
        Formats the number.
    among
        Traces and edge arrows, drawn before this one, that share the panel: the number keeps clear
        of them, and is left out while there is no room.
    numbered
        Whether there is a number; it may stand elsewhere.
    at
        Scene point (3,) of the number's left end, if it always stands there.
    """

    def __init__(
        self,
        trace: Trace,
        values: NDArray[np.float64],
        *,
        write: Callable[[float], str] | None = None,
        among: Sequence[Trace | EdgeArrow] = (),
        numbered: bool = True,
        at: tuple[float, float, float] | None = None,
    ) -> None:
        super().__init__()
        self.trace, self.values, self.numbered, self.at = trace, values, numbered, at
        self.others = [other for other in among if isinstance(other, Trace) and other is not trace]
        self.earlier = [other for other in among if isinstance(other, EdgeArrow)]
        theme = trace.plane.theme
        role = role_of(trace.line)
        self.arrow = Arrow(theme, trace.role, width=0.075, color=trace.color_of_path)
        mean(self.arrow, Meaning("arrow", role, edge=True))
        self.number = Number(
            values[0], theme, write=write or significant(3), color=trace.color_of_path
        )
        haloed(self.number, theme)
        mean(self.number, Meaning("number", role, size=LABEL, edge=True))
        self.add(self.arrow, self.number)
        self.go_live()

    def state(self) -> object:
        # Where an earlier number is, follows from the traces; its own state would ask for theirs.
        traces = (self.trace, *self.others, *(edge.trace for edge in self.earlier))
        return tuple(trace.state() for trace in traces)

    def depict(self) -> None:
        """Show or hide, and bring the number up to the playhead."""
        exit_ = self._exit()
        if exit_ is None:
            self.arrow.hide()
            self.number.set_points(np.zeros((0, 3)))
            return
        point, ahead = exit_
        self.arrow.put(point - LENGTH * ahead, point)
        self.number.show_value(float(self.values[self.trace.playhead.arrived]))
        silent = self._flies_by or not self.numbered
        place = None if silent else self.at or self._place(*exit_)
        if place is None:
            self.number.set_points(np.zeros((0, 3)))
        else:
            self.number.put(place)

    def claims(self) -> list[Claim]:
        """That the arrow is where the path went out, and the number the value at the last step.

        While the path is in view or passed by there is neither, and no number where there is no
        room for it or the marker flies by.
        """
        trace, ruler = self.trace, Ruler(self.trace.plane)
        rows = ruler.laid(trace.record)
        so_far = passed(rows, trace.playhead)
        way = in_view(so_far, rows, ruler, -EDGE)
        is_shown = len(self.number.points) > 0
        nowhere = trace.flies and trace.playhead.passing
        if nowhere or is_followed(so_far, rows, ruler, -EDGE) or len(way) < 2:
            number = "a number" if is_shown else ""
            return [Claim("value", number, ""), placed("exit", self.arrow.ends, np.zeros((0, 3)))]
        tip = ruler.leaves(*way[-2:])
        step = way[-1] - way[-2]
        tail = tip - LENGTH * step / np.hypot(*step)
        leaves = ruler.spans("exit", self.arrow, tail, tip)
        if not self.numbered:
            return [leaves]
        if not is_shown and not self._crowded and not self._flies_by:
            return [Claim("value", "no number", ""), leaves]
        value = float(self.values[done(trace.playhead)])
        return [*self.number.reads(value), leaves]

    @property
    def _flies_by(self) -> bool:
        """Whether the run's marker flies through the panel from one place outside to another."""
        trace, playhead = self.trace, self.trace.playhead
        aloft = along(trace.path, playhead.arrived + trace.flight)
        return trace.flight > 0 and bool(trace.plane.inner.holds(aloft))

    @property
    def _crowded(self) -> bool:
        return bool(self.others or self.earlier)

    def _place(
        self, point: NDArray[np.float64], ahead: NDArray[np.float64]
    ) -> tuple[float, float, float] | None:
        """Left end of the number's baseline: the free place nearest to the arrow, if there is one.

        Alone, the number always has its place.
        """
        width, inner = self.number.width, self.trace.plane.inner
        x, y, _ = self._beside(point, ahead, width)
        if not self._crowded:
            return x, y, 0.0
        tail = point - LENGTH * ahead
        own = (np.linspace(tail, point, 4), GAP)
        around = self._around()
        mirrored = float(np.clip(2 * tail[0] - x - width, inner.left + 0.05, inner.right - width))
        places = [(left, y + rows * PITCH) for rows in ROWS for left in (x, mirrored)]
        size = (width, HEIGHT)
        centers = np.array([(left + width / 2, level + HEIGHT / 2, 0.0) for left, level in places])
        found = covered(size, centers, around, inner)
        found[1:] += covered(size, centers[1:], [own])
        free = np.flatnonzero(found == 0)
        return (*places[free[0]], 0.0) if len(free) else None

    def _around(self) -> list[tuple[NDArray[np.float64], float]]:
        """Scene points of what is at other paths' ends, and of numbers, with the room they need."""
        points = [np.zeros((0, 3))]
        for trace in self.others:
            exit_ = exit_of(trace)
            if exit_ is None:
                points.append(trace.here[None])
            else:
                point, ahead = exit_
                points.append(point - LENGTH * np.array([[0.0], [0.4], [0.8]]) * ahead)
        numbers = [(edge.number.points, GAP) for edge in self.earlier]
        return [(np.concatenate(points), CLEAR), *numbers]

    def _beside(
        self, point: NDArray[np.float64], ahead: NDArray[np.float64], width: float
    ) -> tuple[float, float, float]:
        """Left end of the number's baseline: next to the arrow, and inside the panel."""
        inner = self.trace.plane.inner
        tail = point - LENGTH * ahead
        ends, below = (point[0], tail[0]), min(point[1], tail[1]) - 0.36
        level = min(inner.top - point[1], point[1] - inner.bottom) < 1e-6  # of an edge it crosses
        if level or abs(ahead[1]) > STEEP:
            y = point[1] + (-0.3 if ahead[1] > 0 else 0.12)
            left, right = min(ends) - 0.15 - width, max(ends) + 0.15
            x = left if left > inner.left else right
            if right + width > inner.right and x == right:  # room on neither side
                y = below
        else:
            above = ahead[1] > -0.3 and point[1] < inner.top - 0.36
            y = point[1] + 0.22 if above else below
            x = point[0] - 0.1 - width if ahead[0] > 0 else point[0] + 0.1
        return float(np.clip(x, inner.left + 0.05, inner.right - 0.05 - width)), float(y), 0.0

    def _exit(self) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
        return exit_of(self.trace)


def exit_of(trace: Trace) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Scene point where a path went out of its panel, and its direction there; None if in view.

    A run that is passed by is nowhere until it is seen again.
    """
    inner = trace.plane.inner
    passed = trace.so_far(trace.path)
    if trace.flies and trace.playhead.passing:
        return None
    if len(passed) < 2 or trace.is_inside(trace.path):
        return None
    last, step = passed[-2], passed[-1] - passed[-2]
    leave = crossing(last[None], passed[-1:], inner)[1][0]
    return last + leave * step, step / np.hypot(step[0], step[1])
