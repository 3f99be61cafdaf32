"""What a step looks at: its points, their gaps to the line, and how many of all they are."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from gdcore import Trajectory
from scenes.kit.ink.legend import legend_row
from scenes.kit.ink.meaning import Claim, Meaning
from scenes.kit.ink.outline import clipped_segments
from scenes.kit.ink.text import LOUD, SMALLEST
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.runs.residuals import gaps
from scenes.kit.runs.views import LinkedRun
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import along

OVER, LEFT = 0.16, 0.55  # of the heading's baseline over the panel; of its marker from its left
MARKER, BEHIND = 0.17, 0.34  # radius of the marker, and from its middle to the words
SIZES = (LOUD, 40, 36, 32, SMALLEST)  # of a heading as it has room


class LookedAt(Live, VMobject):
    """The gaps from the points that a step of a run looks at to the line that they are off.

    While one line fades into the next there are none.
    """

    def __init__(self, plane: Plane, run: LinkedRun, width: float) -> None:
        super().__init__()
        self.set_stroke(plane.theme.roles()[run.role], width=width)
        self.plane, self.lit, self.thetas = plane, run.lit, run.trajectory.thetas
        self.meaning = Meaning("line", run.role, name="gaps")
        self.go_live()

    def state(self) -> object:
        return self.lit.state(), self.lit.playhead.position, self._flies

    def depict(self) -> None:
        """Draw those of the points that are lit."""
        rows = self.lit.rows[:0] if self._flies else self.lit.rows
        (x, y), (slope, intercept) = self.lit.data[rows].T, self._theta
        points, line = self.plane.at(x, y), self.plane.at(x, slope * x + intercept)
        self.set_points(clipped_segments(points, line, self.plane.inner))

    def claims(self) -> list[Claim]:
        """That each leads from a point that is looked at to the present line, or to the edge."""
        due, ruler = self.lit.due()[: 0 if self._flies else None], Ruler(self.plane)
        true = gaps(ruler, self.lit.data[due], self.thetas, self.lit.playhead)
        return ruler.follows("gaps", self, true)

    @property
    def _flies(self) -> bool:
        return self.lit.playhead.flight > 0

    @property
    def _theta(self) -> np.ndarray:
        return along(self.thetas, self.lit.playhead.position)


def heading(plane: Plane, role: str, run: Trajectory, whole: int, words: Words) -> VGroup:
    """Over the data: a run's marker and name, and how many of the whole a step looks at.

    Where there is no room, only the name.
    """
    assert run.batches is not None
    size = max(map(len, run.batches))
    body = words["looks"].format(name=words[role], size=size, points=whole)
    bodies: list[tuple[str, tuple[int, ...], float]] = [(body, (size, whole), n) for n in SIZES]
    inner = plane.inner
    for said, shows, letters in [*bodies, (words[role], (), SMALLEST)]:
        row = legend_row(
            said,
            plane.theme,
            role,
            left=inner.left + LEFT,
            baseline=inner.top + OVER,
            gap=BEHIND,
            size=letters,
            radius=MARKER,
            shows=shows,
        )
        if row.get_right()[0] < inner.right:
            break
    return row
