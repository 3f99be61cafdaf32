"""The ring of trial steps on a map, and what they gain over their directions."""

from __future__ import annotations

import numpy as np
from manim import LineJointType, ManimColor, VGroup, VMobject, interpolate_color
from numpy.typing import NDArray

from scenes.kit.ink.claims import visible
from scenes.kit.ink.marks import NOWHERE, RADIUS, Arrow, Marks
from scenes.kit.ink.meaning import Claim, Meaning, mean
from scenes.kit.ink.outline import clipped
from scenes.kit.ink.rims import THIN_RIM
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler, between
from scenes.kit.time.live import Live
from scenes.parts.steepest.trials import COUNT, Turning

SHAFT, DOWN = 0.045, 0.1  # widths of a trial step and of that along −g, in scene units
DOT = 0.8 * RADIUS
BEST = 1.7 * RADIUS  # radius of the ring round what gains most
FINE = np.linspace(-180, 180, 289)  # degrees at which the curve of gains is drawn
Array = NDArray[np.float64]


class Ring(Live, VGroup):
    """Trial steps on a map; those that were tried are as bright as they gain.

    Attributes
    ----------
    arrows
        One for each direction.
    best
        A ring at the tip of the one that gains most, once all were tried.
    """

    def __init__(self, plane: Plane, turning: Turning) -> None:
        super().__init__()
        self.plane, self.turning = plane, turning
        widths = [DOWN if turn == 0 else SHAFT for turn in turning.trials.turns]
        self.arrows = [Arrow(plane.theme, "text", width=width) for width in widths]
        for arrow in self.arrows:
            arrow.set_stroke(width=THIN_RIM, background=True)
        self.best = Marks(NOWHERE, plane.theme, "text", radius=BEST, outlined=True)
        down = self.arrows[COUNT // 2]  # on top of the others
        self.add(*(arrow for arrow in self.arrows if arrow is not down), down, self.best)
        self.go_live()

    def state(self) -> object:
        return self.turning.tried, self.turning.length, self.plane.zoomed

    def depict(self) -> None:
        """Draw the steps of the present length in their colours."""
        trials, length = self.turning.trials, self.turning.length
        tail = self.plane.to_scene(trials.place)
        tips = self.plane.to_scene(trials.place + trials.steps(length, trials.turns))
        inks = colors(self.turning, self.plane.theme)
        for arrow, tip, ink in zip(self.arrows, tips, inks, strict=True):
            arrow.put(tail, tip).set_fill(ink)
        won = trials.turns == trials.best(length)
        self.best.place(tips[won] if self.turning.tried == COUNT else NOWHERE)

    def claims(self) -> list[Claim]:
        """That each step is as long as all, turned from −g; that the best one lands lowest."""
        trials, ruler = self.turning.trials, Ruler(self.plane)
        tips = landings(self.turning)
        tail = ruler.laid(trials.place)
        claims = [
            ruler.spans("trial", arrow, tail, ruler.laid(tip))
            for arrow, tip in zip(self.arrows, tips, strict=True)
        ]
        if self.turning.tried == COUNT:
            lowest = tips[[trials.problem.value(tips).argmin()]]
            claims.append(ruler.marks("best", self.best, ruler.laid(lowest)))
        return claims


class Gains(Live, VGroup):
    """What the steps gain for each unit of length, over their angle from −g.

    Attributes
    ----------
    curve
        Of all directions, once those of the ring were tried.
    dots
        Those of the ring.
    best
        A ring round the highest.
    """

    def __init__(self, plane: Plane, turning: Turning) -> None:
        super().__init__()
        self.plane, self.turning = plane, turning
        self.curve = VMobject(joint_type=LineJointType.ROUND)
        self.curve.set_stroke(plane.theme.contour_low, width=5)
        mean(self.curve, Meaning("line", name="gains"))
        self.singles = [Marks(NOWHERE, plane.theme, "text", radius=DOT) for _ in range(COUNT)]
        self.dots = mean(VGroup(*self.singles), Meaning("marker", "text", name="trials"))
        self.best = Marks(NOWHERE, plane.theme, "text", radius=BEST, outlined=True)
        self.add(self.curve, self.dots, self.best)
        self.go_live()

    def state(self) -> object:
        return self.turning.tried, self.turning.length, self.plane.zoomed

    @property
    def known(self) -> NDArray[np.bool_]:
        """Of which directions (COUNT,) the gain is shown: of −g from the start."""
        numbers = np.arange(COUNT)
        return np.asarray((numbers < self.turning.tried) | (numbers == COUNT // 2))

    def depict(self) -> None:
        """Draw what the steps of the present length gain."""
        trials, length, tried = self.turning.trials, self.turning.length, self.turning.tried
        line = self.plane.at(FINE, trials.gains(length, FINE))
        self.curve.set_points(clipped(line, self.plane.inner) if tried == COUNT else line[:0])
        places = self.plane.at(trials.turns, trials.gains(length, trials.turns))
        seen = self.plane.inner.holds(places) & self.known
        inks = colors(self.turning, self.plane.theme)
        for number, (dot, ink) in enumerate(zip(self.dots, inks, strict=True)):
            dot.place(places[[number]] if seen[number] else NOWHERE).set_fill(ink)
        won = trials.turns == trials.best(length)
        self.best.place(places[won] if tried == COUNT else NOWHERE)

    def claims(self) -> list[Claim]:
        """That the loss at the ends of the steps is so much lower than where they set out."""
        trials, ruler = self.turning.trials, Ruler(self.plane)
        lost = trials.problem.value(landings(self.turning)) - trials.problem.value(trials.place)
        turns = np.linspace(-180, 180, COUNT, endpoint=False)
        rows = ruler.laid(np.stack([turns, -lost / self.turning.length], axis=1))
        claims = [
            ruler.marks("gain", dot, rows[[number]][: int(self.known[number])])
            for number, dot in enumerate(self.singles)
        ]
        if visible(self.curve):
            over = landings(self.turning, len(FINE) - 1)
            fall = trials.problem.value(trials.place) - trials.problem.value(over)
            fine = np.stack([FINE, np.append(fall, fall[0]) / self.turning.length], axis=1)
            claims += ruler.follows("gains", self.curve, between(ruler.laid(fine)))
            claims.append(ruler.marks("best", self.best, rows[[lost.argmin()]]))
        return claims


def landings(turning: Turning, count: int = COUNT) -> Array:
    """Where the steps end (count, 2), each the last one turned on, from straight against −g."""
    trials, angle = turning.trials, 2 * np.pi / count
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    up = trials.problem.gradient(trials.place)
    steps = [turning.length * up / np.linalg.norm(up)]
    for _ in range(count - 1):
        steps.append(turn @ steps[-1])
    return np.asarray(trials.place + np.stack(steps))


def colors(turning: Turning, theme: Theme) -> list[ManimColor]:
    """Of each step: brighter the more it gains, once it was tried; that along −g its own."""
    gains = turning.trials.gains(turning.length, turning.trials.turns)
    parts = (gains - gains.min()) / max(float(np.ptp(gains)), 1e-12)
    parts[turning.tried :] = 0
    low, high = ManimColor(theme.muted), ManimColor(theme.text)
    found = [interpolate_color(low, high, float(part)) for part in parts]
    found[COUNT // 2] = ManimColor(theme.roles()["gradient"])
    return found
