"""Two lines over the surface through its minimum: up its steep walls, and along its level floor."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.ink.claims import lies_on
from scenes.kit.ink.meaning import Claim
from scenes.kit.ink.outline import polyline
from scenes.kit.ink.text import LOUD, Text
from scenes.kit.lesson.words import Words
from scenes.kit.surface.sight import Sight
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.traces import FINE, SAG, SurfaceTrace
from scenes.kit.time.playhead import Playhead

THICK = 1.3  # times the width of a path
NAMED = 0.62  # of the way from the star to the border, where a line is named
ASIDE = {"level": (0.0, 0.5, 0.0), "steep": (0.85, 0.2, 0.0)}  # from there to its name


class Section(SurfaceTrace):
    """A straight way over a surface in parameters (n, 2), as it is seen from now on."""

    def __init__(self, surface: Surface, way: NDArray[np.float64], color: str) -> None:
        playhead = Playhead(len(way) - 1, staged=0)
        playhead.set_value(len(way) - 1)
        super().__init__(surface, way, playhead, color=color, thick=THICK)
        self.way = way
        self.remove(self.shadow, self.foot, self.drop, self.marker, self.gleam)

    def claims(self) -> list[Claim]:
        """That it is on the surface, above its way."""
        sight = Sight(self.surface.relief, self.surface.view.pose)
        fine = self.way[:-1, None] + FINE[:, None] * np.diff(self.way, axis=0)[:, None]
        claims = lies_on("section", self.line, polyline(sight.over(fine.reshape(-1, 2))))
        return [Claim(c.what, c.shown, c.true, SAG) for c in claims]


def sections(surface: Surface, words: Words) -> tuple[VGroup, VGroup]:
    """The two lines, and their names where the camera sees them now."""
    problem, theme = surface.relief.problem, surface.theme
    star = problem.minimizers[0]
    left, right, bottom, top = surface.relief.plane.window
    _, axes = np.linalg.eigh(problem.hessian(star))
    lines, names = VGroup(), VGroup()
    for (key, aside), axis in zip(ASIDE.items(), axes.T, strict=True):  # the flattest first
        reach = np.array([[left, bottom], [right, top]]) - star
        with np.errstate(divide="ignore"):
            ahead, back = (reach / axis).max(axis=0).min(), (reach / axis).min(axis=0).max()
        ends = star + np.array([[back], [ahead]]) * axis
        lines.add(Section(surface, np.stack([ends[0], star, ends[1]]), theme.text))
        far = max(ends, key=lambda end: float(_seen(surface, end)[1]))
        at = _seen(surface, star + NAMED * (far - star))
        name = Text(words[key], theme, size=LOUD, weight="bold", halo=True)
        names.add(name.move_to(at + np.array(aside)))
    return lines, names


def _seen(surface: Surface, theta: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scene point (3,) at which a place on the surface is seen."""
    return np.asarray(surface.view.pose.show(surface.relief.drape(theta).at(1.0)))
