"""A slope as an arrow: it points uphill, and is turned round with its sign."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, Animation, FadeIn, FadeOut, MoveToTarget, Restore, ValueTracker
from numpy.typing import NDArray

from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.text import Text
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.time.live import Live
from scenes.parts.steepest.spear import Spear

SIDE = 0.075  # width of the shaft, in scene units
BEND = 1.0  # radians, of its way
SIGNED = 0.5  # seconds in which a sign goes
BESIDE = 0.4  # from a side to its number: more than half its head
Array = NDArray[np.float64]


class Swung(Live, Spear):
    """An arrow that leads the other way at first, and is swung round its foot.

    Attributes
    ----------
    turned
        How far: 1 when it leads as far as its step does.
    way
        1 for a swing against the clock, -1 for one with it.
    """

    def __init__(
        self, plane: Plane, place: Array, step: Array, *, width: float, way: float
    ) -> None:
        self.turned, self.way = ValueTracker(0.0), way
        super().__init__(plane, place, step, width=width)
        self.go_live()

    def state(self) -> object:
        return float(self.turned.get_value()), self.plane.zoomed

    def depict(self) -> None:
        """Span it as far as it is swung round."""
        tail, tip = self.plane.to_scene([self.from_place, self.from_place + self.step])
        angle = self.way * np.pi * (float(self.turned.get_value()) - 1)
        (x, y, _), cosine, sine = tip - tail, np.cos(angle), np.sin(angle)
        self.put(tail, tail + (cosine * x - sine * y, sine * x + cosine * y, 0))

    def claims(self) -> list[Claim]:
        """That it is as long as its step, and as far from that as it is still to be swung."""
        ruler = Ruler(self.plane)
        tail, tip = ruler.laid([self.from_place, self.from_place + self.step])
        back = self.way * np.pi * (1 - self.turned.get_value())
        way = complex(*(tip - tail)) * np.exp(-1j * back)
        return [ruler.spans("side", self, tail, tail + (way.real, way.imag))]


class Leg:
    """Minus the slope along one parameter, which comes as the slope itself.

    Attributes
    ----------
    arrow
        It leads uphill till it is swung round.
    before, after
        The slope in digits beside it, and minus the slope when it is swung.
    """

    def __init__(
        self, plane: Plane, place: Array, whole: Array, axis: int, slope: float, size: float
    ) -> None:
        step = whole * (np.arange(2) == axis)
        way = (-1, 1)[axis] * float(np.sign(whole.prod()))  # not over the number
        self.arrow = Swung(plane, place, step, width=SIDE, way=way)
        self.before, self.after, self.digits = (
            Text(f"${plain(value, 3)}$", plane.theme, size=size, halo=True, shows=[value])
            for value in (slope, -slope, abs(slope))
        )
        self.sign = Text("$-$", plane.theme, size=size, halo=True)
        self.bend = -BEND * axis  # the second passes under the first
        foot, tip = plane.to_scene([place, place + step])
        for number, end in ((self.before, 2 * foot - tip), (self.after, tip)):
            aside = np.zeros(3)
            room = (number.height, number.width)[axis] / 2 + BESIDE
            aside[1 - axis] = -np.sign(whole[1 - axis]) * room
            number.move_to((foot + end) / 2 + aside)

    def carried(self, label: Text) -> Restore:
        """The slope comes to its place from over the same digits of a label, upright."""
        self.before.save_state()
        self.before.scale(label.size / self.before.size)
        self.before.move_to(label.get_right(), aligned_edge=RIGHT)
        return Restore(self.before, path_arc=self.bend)

    def turning(self) -> list[Animation]:
        """The arrow swings round, its number comes along, and its sign goes or comes."""
        signed = self.before if self.before.width > self.after.width else self.after
        goes = signed is self.before
        self.digits.move_to(self.before.get_right(), aligned_edge=RIGHT)
        self.sign.move_to(signed.get_left(), aligned_edge=LEFT)
        self.digits.generate_target().move_to(self.after.get_right(), aligned_edge=RIGHT)
        sign = FadeOut(self.sign, run_time=SIGNED) if goes else FadeIn(self.sign)
        swing = self.arrow.turned.animate.set_value(1).build()
        return [swing, MoveToTarget(self.digits), sign]
