"""The angle from −g to the step that gains most, on the map."""

from __future__ import annotations

import numpy as np
from manim import LineJointType, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.ink.claims import corners, visible
from scenes.kit.ink.labels import place as place_label
from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.numbers import Number, fixed
from scenes.kit.ink.outline import from_segments, polyline
from scenes.kit.ink.rims import THIN_RIM, haloed, rimmed
from scenes.kit.ink.text import LOUD
from scenes.kit.panels.zoom import ZoomPlane
from scenes.kit.time.live import Live
from scenes.parts.steepest.ring import landings
from scenes.parts.steepest.trials import Turning

WIDTH, OUT = 5.0, 0.36  # stroke width of the arc; how far it is outside the first steps
RAY, PAST = 3.0, 0.12  # stroke width of its legs, and how far they go beyond it
BEYOND = 0.62  # from there to the number
ARC = 24  # pieces
LARGE = 1.2 * LOUD
ASIDE = (0.0, 15.0, -15.0, 30.0, -30.0, 45.0, -45.0)  # degrees to where the number finds room
Array = NDArray[np.float64]


class Off(Live, VGroup):
    """An arc outside the steps, from −g to the one that gains most, and its degrees.

    Attributes
    ----------
    asked
        Scene point (3,) beyond the tips of both.
    """

    def __init__(self, plane: ZoomPlane, turning: Turning) -> None:
        super().__init__()
        self.plane, self.turning = plane, turning
        trials, ink = turning.trials, plane.theme.text
        self.radius = self.scale_now * trials.length + OUT
        self.arc = VMobject(joint_type=LineJointType.ROUND).set_stroke(ink, width=WIDTH)
        rimmed(self.arc, plane.theme, THIN_RIM)
        mean(self.arc, Meaning("line", "text", name="angle"))
        self.rays = VMobject().set_stroke(ink, width=RAY)
        mean(self.rays, Meaning("line", "text", name="legs of the angle"))
        write = fixed(0)
        self.number = Number(
            0.0,
            plane.theme,
            write=lambda off: write(off) + "\N{DEGREE SIGN}",
            size=LARGE,
            align="center",
        )
        haloed(self.number, plane.theme)
        self.number.read(self.degrees, self.found)
        self.away = self.room() - plane.to_scene(trials.place)
        self.add(self.rays, self.arc, self.number)
        self.go_live()

    def degrees(self) -> float:
        """From −g to the best step of the present length."""
        return abs(self.turning.trials.best(self.turning.length))

    def found(self) -> float:
        """The same, of the step that lands lowest."""
        trials = self.turning.trials
        landed = landings(self.turning)
        low = trials.problem.value(landed)
        equal = low <= low.min() + 1e-9 * np.ptp(low)
        ways = (landed[equal] - trials.place) @ np.array([1, 1j])
        down = complex(*-trials.problem.gradient(trials.place))
        off = np.abs(np.angle(ways / down, deg=True))
        return float(min(np.round(off, 6)))

    @property
    def scale_now(self) -> float:
        """Scene units for one data unit of the map as it is zoomed."""
        return float(self.plane.units[0] / 2.0**self.plane.zoomed)

    @property
    def asked(self) -> Array:
        return self.plane.to_scene(self.turning.trials.place) + self.away

    def state(self) -> object:
        return self.turning.length, self.plane.zoomed

    def depict(self) -> None:
        """Draw the arc, and keep the number where it is beside the steps."""
        trials = self.turning.trials
        best = trials.best(self.turning.length)
        here = self.plane.to_scene(trials.place)
        ways = trials.steps(1.0, np.linspace(0, best, ARC + 1))
        arc = np.append(ways, np.zeros((ARC + 1, 1)), axis=1)
        legs, tip = arc[[0, -1]], self.turning.length * self.scale_now
        self.arc.set_points(polyline(here + self.radius * arc) if best else arc[:0])
        far = self.radius + PAST
        self.rays.set_points(
            from_segments(here + tip * legs, here + far * legs) if best else arc[:0]
        )
        self.number.put(self.asked - (0, self.number.natural_height / 2, 0))

    def claims(self) -> list[Claim]:
        """That the ends of the arc are so many degrees apart, seen from the place."""
        if not visible(self.arc):
            return []
        ends = corners(self.arc)[[0, -1]] - self.plane.to_scene(self.turning.trials.place)
        first, last = ends[:, :2] @ np.array([1, 1j])
        shown = abs(float(np.angle(last / first, deg=True)))
        return [Claim("angle", np.array([shown]), np.array([self.found()]), 1e-3)]

    def room(self) -> Array:
        """Where the number has room on the map: beyond the tips of −g and of the first best."""
        trials, inner = self.turning.trials, self.plane.inner
        middle = trials.best(trials.length) / 2
        ways = trials.steps(1.0, middle + np.array(ASIDE))
        far = (self.radius + BEYOND) * np.append(ways, np.zeros((len(ways), 1)), axis=1)
        size = float(self.number.width), float(self.number.natural_height)
        return place_label(size, self.plane.to_scene(trials.place) + far, inside=inner)
