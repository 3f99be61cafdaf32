"""Late iterates round the star, and how far they scatter, as bars on one scale."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.numbers import fixed, plain
from scenes.kit.ink.outline import dashed, polyline
from scenes.kit.ink.rims import THIN_RIM, rimmed
from scenes.kit.ink.text import LABEL, LOUD, SMALLEST, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import guide
from scenes.kit.panels.ruler import Ruler
from scenes.kit.runs.traces import Dash
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead
from scenes.kit.time.record import done
from scenes.parts.batch_vs_sgd.hovering import FOOT, HIGH, THICK, Bar, Hovering, Length

DOT = 0.075  # radius of an iterate
RING = (0.16, 0.1)  # dash and gap of the circle round a cloud
ROUND, MARK = 6.0, 6.0  # stroke widths of that, and of a mark on a bar
UNDER, TICK = 0.06, 0.23  # of a row's height: baseline under a mark, and the mark's foot
HIGHER = 1.65  # of a panel, times its longest bar
TWO = fixed(2)


class Landings(Live, Marks):
    """Iterates of a run on a panel, each from when it is reached: nothing is seen to fly.

    Parameters
    ----------
    plane, run, playhead, role
        The panel, the run, where in it, and whose marker.
    kept
        Steps whose iterates are shown.
    """

    def __init__(
        self,
        plane: Plane,
        run: Trajectory,
        kept: NDArray[np.intp],
        playhead: Playhead,
        role: str,
    ) -> None:
        super().__init__(np.zeros((0, 3)), plane.theme, role, radius=DOT)
        self.set_stroke(width=THIN_RIM, background=True)
        self.plane, self.thetas, self.kept, self.playhead = plane, run.thetas, kept, playhead
        self.go_live()

    def state(self) -> object:
        return int(np.searchsorted(self.kept, self.playhead.arrived, side="right"))

    def depict(self) -> None:
        """Show the iterates that are reached and in the window."""
        self.place(self.reached())

    def reached(self) -> NDArray[np.float64]:
        """Scene points (n, 3) of them."""
        places = self.plane.to_scene(self.thetas[self.kept[self.kept <= self.playhead.arrived]])
        return np.asarray(places[self.plane.inner.holds(places)])

    def claims(self) -> list[Claim]:
        """That the dots are read as the iterates kept that are done, those in view."""
        ruler = Ruler(self.plane)
        reached = self.thetas[[step for step in self.kept if step <= done(self.playhead)]]
        return [ruler.marks("iterates", self, ruler.laid(reached))]


def ring(
    plane: Plane,
    middle: NDArray[np.float64],
    radius: float,
    dash: Dash | None = None,
    role: str = "text",
) -> VMobject:
    """A circle of a radius in data units, dashed or not, on a panel of one scale."""
    angle = np.linspace(0, 2 * np.pi, 121)
    around = plane.to_scene(middle + radius * np.stack([np.cos(angle), np.sin(angle)], axis=1))
    line = VMobject().set_stroke(plane.theme.roles()[role], width=ROUND)
    line.set_points(dashed(around, *dash) if dash else polyline(around))
    rimmed(line, plane.theme)
    return mean(line, Meaning("line", role, name="radius", dash=dash))


def bars(
    box: Box,
    lengths: Mapping[str, float],
    called: Mapping[str, str],
    name: str,
    theme: Theme,
    reads: Mapping[str, Hovering] | None = None,
) -> tuple[Plane, dict[str, VGroup]]:
    """A panel from 0, and for each role a row: its name, a bar of its length, and its number.

    Bars follow ``reads``, if there are any, on their way to their lengths.
    """
    longest = [read.longest for read in reads.values()] if reads else lengths.values()
    high = HIGHER * max(longest)
    plane = Plane(box, Axis(0, high, name, ticks=()), Axis(0, len(lengths), ticks=()), theme)
    rows = {}
    for row, (role, length) in enumerate(reversed(list(lengths.items()))):
        read = reads[role] if reads else partial(float, length)
        bar = Bar(plane, row, read, role, getattr(read, "anew", None))
        corner = plane.at(0, row + FOOT + THICK)
        for size in (LOUD, LABEL, SMALLEST):
            label = Text(called[role], theme, role=role, size=size)
            label.put(left=corner[0] + 0.12, baseline=corner[1] + 0.18)
            if label.get_right()[0] < plane.inner.right:
                break
        rows[role] = VGroup(label, bar, Length(bar))
    return plane, rows


def expected(panel: Plane, single: float, size: int, *, top: float) -> VGroup:
    """Under a bar of the mini-batch, where single points' length by √size would end, worked out.

    In rows that are not high the sum stands beside its mark.
    """
    length, line = single / np.sqrt(size), panel.at(0, UNDER)[1]
    high = panel.at(0, 1)[1] - panel.at(0, 0)[1] > HIGH
    mark = guide(panel, [(length, TICK if high else UNDER), (length, top)], role="text")
    mark.set_stroke(width=MARK)
    body = f"${TWO(single)} \\/ sqrt({plain(size)}) approx {TWO(length)}$"
    for large in (LABEL, SMALLEST):
        name = Text(body, panel.theme, size=large, shows=(single, size, length))
        name.put(left=panel.at(0 if high else length, 0)[0] + 0.12, baseline=line)
        if name.get_right()[0] < panel.inner.right:
            break
    return VGroup(mark, name)
