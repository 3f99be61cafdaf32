"""A long run in hops: some of its steps are shown, the others stand as marks."""

from __future__ import annotations

import numpy as np
from manim import CapStyleType, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.claims import reads
from scenes.kit.ink.marks import ABOVE_STARS, NOWHERE, RADIUS, Marks
from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.outline import clipped
from scenes.kit.ink.rims import haloed
from scenes.kit.ink.text import SMALLEST, Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler, between
from scenes.kit.runs.resting import Resting
from scenes.kit.runs.traces import WIDTH
from scenes.kit.time.hops import AIR
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead, along
from scenes.kit.time.record import WHOLE, done, recorded

Array = NDArray[np.float64]
QUICK, SKIP = 0.09, 1.3  # seconds of a step too short to see, and of a skip
SEEN = 0.05  # of the window's side: a step that is no longer is over quickly
FEW = 10  # steps skipped, from which on it is wholly said
FADE = 0.25  # part of a skip in which the marker goes, and in which it comes back


class Reel(Playhead):
    """Goes through the steps of a run that are shown; what lies between two is skipped.

    Parameters
    ----------
    shown
        Numbers of the steps, rising.
    """

    def __init__(self, shown: NDArray[np.intp]) -> None:
        super().__init__(len(shown) - 1, staged=0)
        self.shown = shown
        self.clock = Playhead(int(shown[-1]), staged=0).follow(lambda: self.step)

    @property
    def step(self) -> float:
        """Where the run itself is: skipped steps pass quickly."""
        return float(np.interp(self.now, np.arange(len(self.shown)), self.shown))

    @property
    def skipping(self) -> bool:
        """Whether steps are being skipped."""
        after = min(self.arrived + 1, self.steps)
        return bool(self.shown[after] - self.shown[self.arrived] > 1)

    @property
    def seen(self) -> float:
        """How much of the run's marker is there: it does not fly over steps that are skipped."""
        part = self.now - self.arrived
        if not self.skipping:
            return 1.0
        return float(np.clip(max(1 - part / FADE, 1 - (1 - part) / FADE), 0, 1))

    @property
    def skipped(self) -> int:
        """How many steps were skipped so far."""
        passed = self.shown[: self.arrived + 1]
        between = int(passed[-1] - passed[0]) - self.arrived
        return between + (int(self.step + 1e-9) - int(passed[-1]) if self.skipping else 0)

    def times(self, thetas: Array, window: float, slow: int) -> Array:
        """Times (n,) at which each step shown is done, of a run with these iterates (T+1, 2).

        Those that cross much of a window so wide take their time, and so do the last few.
        """
        ways = np.abs(np.diff(thetas[self.shown], axis=0)).max(axis=1)
        seconds = np.where(ways > SEEN * window, AIR, QUICK)
        seconds[-slow:] = AIR
        seconds[np.diff(self.shown) > 1] = SKIP
        return np.concatenate([[0.0], np.cumsum(seconds)])


class Hops(Live, VGroup):
    """A run's marker on its way from step to step, and its last hop.

    Parameters
    ----------
    plane
        The map.
    thetas
        Iterates of the run (T+1, 2).
    reel
        Read every frame.
    role
        Gives colour and marker.
    """

    def __init__(self, plane: Plane, thetas: Array, reel: Reel, role: str) -> None:
        self.plane, self.reel, self.record = plane, reel, thetas[reel.shown]
        color = plane.theme.roles()[role]
        self.line = VMobject(cap_style=CapStyleType.ROUND).set_stroke(color, width=WIDTH)
        mean(self.line, Meaning("path", role))
        self.marker = Marks(NOWHERE, plane.theme, role).set_z_index(ABOVE_STARS)
        super().__init__(self.line, self.marker)
        self.resting = Resting(plane)
        self.go_live()

    def state(self) -> object:
        return self.reel.now, self.plane.zoomed

    def depict(self) -> None:
        """Bring the marker and the present hop up to the reel."""
        way, seen = self._way(), self.reel.seen
        inside = bool(self.plane.inner.holds(way[-1:])[0])
        self.line.set_points(clipped(way, self.plane.inner))
        self.marker.ringed = self.resting.at(self.plane.to_scene(self.record), self.reel.position)
        self.marker.place(way[-1:] if inside and seen else NOWHERE)
        self.marker.set_fill(opacity=seen).set_stroke(opacity=seen, background=True)

    def claims(self) -> list[Claim]:
        """That the marker is on its way between iterates of the record, unless it skips some."""
        reel, ruler = self.reel, Ruler(self.plane)
        rows = ruler.laid(self.record)
        here, last = recorded(rows, reel), done(reel)
        hopped = last > 0 and reel.shown[last] - reel.shown[last - 1] == 1
        way = np.array([*rows[last - hopped : last + 1], here])
        claims = ruler.follows("hop", self.line, between(way[-1:] if reel.skipping else way))
        if reel.seen == 1:
            claims.append(ruler.marks("current point", self.marker, here[None]))
        return claims

    def _way(self) -> Array:
        """Scene points of the hop before, the last step shown, and the place that the run is at."""
        reel, last = self.reel, self.reel.arrived
        if reel.skipping:
            return self.plane.to_scene(along(self.record, reel.position)[None])
        back = max(last - 1, 0)
        if reel.shown[last] - reel.shown[back] > 1:
            back = last
        points = [self.record[back], self.record[last], along(self.record, reel.position)]
        return self.plane.to_scene(np.stack(points))


class Iterates(Live, Marks):
    """Marks on all iterates in view, skipped or not, from the first that a reel shows on."""

    def __init__(self, plane: Plane, thetas: Array, reel: Reel, role: str, opacity: float = 1):
        super().__init__(NOWHERE, plane.theme, role, radius=0.5 * RADIUS)
        self.set_fill(opacity=opacity)
        self.plane, self.thetas, self.reel = plane, thetas, reel
        self.go_live()

    def state(self) -> object:
        return int(self.reel.step + 1e-9), self.plane.zoomed

    def depict(self) -> None:
        """Bring the marks up to the reel."""
        self.place(self.done())

    def claims(self) -> list[Claim]:
        """That what is read at them are the iterates, as far as they are in view."""
        ruler, shown = Ruler(self.plane), self.reel.shown
        at = float(np.interp(self.reel.now, np.arange(len(shown)), shown))
        rows = [k for k in range(int(shown[0]), len(self.thetas)) if k <= at + WHOLE]
        return [ruler.marks("iterates", self, ruler.laid(self.thetas[rows]))]

    def done(self) -> Array:
        """Scene points (n, 3) of the iterates."""
        first, last = int(self.reel.shown[0]), int(self.reel.step + 1e-9)
        done = self.plane.to_scene(self.thetas[first : last + 1])
        return np.asarray(done[self.plane.inner.holds(done)])


class SkipNote(Live, VGroup):
    """Says how many steps were skipped so far, in the lower right corner of a map."""

    def __init__(self, plane: Plane, reel: Reel, words: str) -> None:
        theme, inner = plane.theme, plane.inner
        self.reel = reel
        right, line = inner.right - 0.1, inner.bottom + 0.15
        self.text = Text(words, theme, size=SMALLEST, role="text", halo=True)
        self.text.put(right=right, baseline=line)
        left = self.text.get_left()[0] - 0.1
        self.number = Number(
            0, theme, write=fixed(0), size=SMALLEST, role="text", align="right"
        ).put((left, line, 0))
        haloed(self.number, theme)
        super().__init__(self.text, self.number)
        self.go_live()

    def state(self) -> object:
        return self.reel.skipped

    def depict(self) -> None:
        """Bring the number up to the reel; none is not worth saying."""
        count = self.reel.skipped
        self.number.show_value(count)
        shown = min(count / FEW, 1.0)
        for part in (self.text, self.number):
            part.set_fill(opacity=shown).set_stroke(opacity=shown, background=True)

    def claims(self) -> list[Claim]:
        """That so many steps lie between those that were shown."""
        shown = self.reel.shown
        gone = int(self.reel.step + 1e-9) - int(shown[0])
        seen = int((shown[1:] <= self.reel.step + 1e-9).sum())
        return reads(self.number, gone - seen, "skipped")
