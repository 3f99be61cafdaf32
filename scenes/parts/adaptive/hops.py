"""A long run in hops: some of its steps are shown, the others stand as marks."""

from __future__ import annotations

import numpy as np
from manim import CapStyleType, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.marks import ABOVE_STARS, NOWHERE, RADIUS, Marks
from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.outline import clipped
from scenes.kit.ink.rims import rimmed
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler, between
from scenes.kit.runs.resting import Resting
from scenes.kit.time.hops import AIR
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead, along
from scenes.kit.time.record import WHOLE, done, recorded

Array = NDArray[np.float64]
WIDTH, LARGE = 6.0, 0.15  # stroke width of a hop, radius of the marker
QUICK, SKIP = 0.09, 1.2  # seconds of a step too short to see, and of a skip to ten times as far
SEEN = 0.05  # of the window's side: a step that is no longer is over quickly
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
        """Where the run itself is: skipped steps pass quickly, and ever more so."""
        last, after = (self.shown[min(self.arrived + k, self.steps)] for k in (0, 1))
        part, first = self.now - self.arrived, self.shown[0]
        if not self.skipping or not self.arrived:
            return float(last + part * (after - last))
        return float(first + (last - first) * ((after - first) / (last - first)) ** part)

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

    def times(self, thetas: Array, window: float, slow: int) -> Array:
        """Times (n,) at which each step shown is done, of a run with these iterates (T+1, 2).

        Those that cross much of a window so wide take their time, and so do the last few.
        """
        ways = np.abs(np.diff(thetas[self.shown], axis=0)).max(axis=1)
        seconds = np.where(ways > SEEN * window, AIR, QUICK)
        seconds[-slow:] = AIR
        far = self.shown - self.shown[0]
        ratios = far[1:] / np.maximum(far[:-1], 1)
        skips = np.maximum(SKIP * np.log10(ratios), AIR)
        seconds = np.where(np.diff(self.shown) > 1, skips, seconds)
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
        self.plane, self.reel, self.thetas = plane, reel, thetas
        self.record = thetas[reel.shown]
        color = plane.theme.roles()[role]
        self.line = VMobject(cap_style=CapStyleType.ROUND).set_stroke(color, width=WIDTH)
        rimmed(self.line, plane.theme)
        mean(self.line, Meaning("path", role))
        self.marker = Marks(NOWHERE, plane.theme, role, radius=LARGE).set_z_index(ABOVE_STARS)
        super().__init__(self.line, self.marker)
        self.resting = Resting(plane)
        self.go_live()

    def state(self) -> object:
        return self.reel.now, self.plane.zoomed

    def depict(self) -> None:
        """Bring the marker and the present hop up to the reel."""
        here, seen = self._here(), self.reel.seen
        inside = bool(self.plane.inner.holds(here)[0])
        self.line.set_points(clipped(self._way(), self.plane.inner))
        self.marker.ringed = self.resting.at(self.plane.to_scene(self.record), self.reel.position)
        self.marker.place(here if inside and seen else NOWHERE)
        self.marker.set_fill(opacity=seen).set_stroke(opacity=seen, background=True)

    def claims(self) -> list[Claim]:
        """That the line is the last hop, and the marker on its way unless it skips some."""
        reel, ruler = self.reel, Ruler(self.plane)
        here = recorded(ruler.laid(self.record), reel)
        last = done(reel.clock) if reel.skipping else int(reel.shown[done(reel)])
        hop = ruler.laid(self.thetas[[max(last - 1, int(reel.shown[0])), last]])
        way = hop if reel.skipping else np.array([*hop, here])
        claims = ruler.follows("hop", self.line, between(way))
        if reel.seen == 1:
            claims.append(ruler.marks("current point", self.marker, here[None]))
        return claims

    def _way(self) -> Array:
        """Scene points of the hop before, and of the place that the run is at if it is shown."""
        reel, skipping = self.reel, self.reel.skipping
        last = int(reel.step + 1e-9) if skipping else int(reel.shown[reel.arrived])
        hop = self.thetas[[max(last - 1, int(reel.shown[0])), last]]
        points = self.plane.to_scene(hop)
        return points if skipping else np.concatenate([points, self._here()])

    def _here(self) -> Array:
        """Scene point (1, 3) of the marker; a skip it passes out of sight."""
        reel, place = self.reel, self.reel.position
        if reel.skipping:
            place = reel.arrived + float(place - reel.arrived > 0.5)
        return self.plane.to_scene(along(self.record, place)[None])


class Iterates(Live, Marks):
    """Marks on the iterates in view that a reel has shown."""

    def __init__(self, plane: Plane, thetas: Array, reel: Reel, role: str, opacity: float = 1):
        super().__init__(NOWHERE, plane.theme, role, radius=0.5 * RADIUS)
        self.set_fill(opacity=opacity)
        self.plane, self.thetas, self.reel = plane, thetas, reel
        self.go_live()

    def state(self) -> object:
        return self.reel.arrived, self.plane.zoomed

    def depict(self) -> None:
        """Bring the marks up to the reel."""
        self.place(self.done())

    def claims(self) -> list[Claim]:
        """That what is read at them are the iterates, as far as they are in view."""
        ruler, shown = Ruler(self.plane), self.reel.shown
        rows = [int(k) for row, k in enumerate(shown) if row <= self.reel.now + WHOLE]
        return [ruler.marks("iterates", self, ruler.laid(self.thetas[rows]))]

    def done(self) -> Array:
        """Scene points (n, 3) of the iterates."""
        done = self.plane.to_scene(self.thetas[self.reel.shown[: self.reel.arrived + 1]])
        return np.asarray(done[self.plane.inner.holds(done)])
