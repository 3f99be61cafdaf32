"""Which way each point would go from one place, and which way eight of them would together."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.ink.labels import Obstacles
from scenes.kit.ink.labels import place as place_label
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Arrow, Marks
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.level_values import clear_of_path, clear_of_text
from scenes.kit.runs.model_line import ModelLine
from scenes.kit.runs.views import POINT, LitRows
from scenes.kit.time.playhead import Playhead
from scenes.parts.batch_vs_sgd.close_map import landscape, still_map
from scenes.parts.batch_vs_sgd.clouds import DOT, bars, expected, ring
from scenes.parts.batch_vs_sgd.fan import Fan
from scenes.parts.batch_vs_sgd.hovering import FOOT
from scenes.parts.batch_vs_sgd.noisy_runs import NoisyRuns

TIP, LIT = 0.075, 0.12  # radius of where a single point would go, and of one that is asked
SINGLE, MEAN, WHOLE = 0.04, 0.055, 0.11  # widths of the arrows: points', means', the batch's
LINE = 7.0  # stroke width of the line that they are asked at
NAMED = 44  # size of the name of the batch's arrow
# From the arrows' tails to the name of the batch's, at best; directions in which it is sought.
AWAY = np.arange(0.6, 1.9, 0.2)
AROUND = np.radians([90, 120, 60, 270, 240, 300, 135, 225, 180])
CLEAR = 0.12  # between it and the arrows


class Opinions:
    """All parts of the beat, over a map and a panel beside it.

    Parameters
    ----------
    boxes
        Of the map, and of the panel beside it: of the data, then of bars.
    data
        The panel of the data.

    Attributes
    ----------
    close, landscape
        The map, and the loss on it.
    asking, averaging
        Playheads whose first step aims the arrows of single points, and of mini-batches.
    """

    def __init__(
        self,
        noisy: NoisyRuns,
        boxes: tuple[Box, Box],
        data: Plane,
        words: Words,
        theme: Theme,
    ) -> None:
        self.noisy, self.theme = noisy, theme
        self.close = still_map(boxes[0], noisy.star, noisy.half, theme)
        self.landscape = landscape(self.close, noisy.problem)
        self.asking, self.averaging = Playhead(1, staged=1), Playhead(1, staged=1)
        self.ask(data)
        self.average(words["batch"])
        called = {role: words[role] for role in noisy.spreads}
        self.panel, self.bars = bars(boxes[1], noisy.spreads, called, words["spread"], theme)
        single = noisy.spreads["stochastic"]
        self.expected = expected(self.panel, single, noisy.size, top=FOOT)
        self.landscape.with_values(self.taken())

    def ask(self, data: Plane) -> None:
        """The scattered points, the line they are asked at, their arrows, and where these lead."""
        problem, place = self.noisy.problem, self.noisy.place
        points = np.stack([problem.x, problem.y], axis=1)
        self.points = Marks(data.to_scene(points), self.theme, "text", radius=POINT)
        rows = [np.arange(problem.samples)]
        self.lit = LitRows(data, points, rows, self.asking, "stochastic", radius=LIT)
        self.line = ModelLine(data, np.stack([place, place]), self.asking)
        self.line.set_stroke(width=LINE)
        self.singles = Fan(
            self.close, place, self.noisy.opinions, self.asking, "stochastic", width=SINGLE
        )
        self.tips = Marks(
            self.close.to_scene(place + self.noisy.opinions),
            self.theme,
            "stochastic",
            radius=TIP,
        )
        self.tips.checked(lambda: self.noisy.tips(self.noisy.half), self.close.data)

    def average(self, name: str) -> None:
        """The batch's arrow with its name, and those of mini-batches."""
        place, theme = self.noisy.place, self.theme
        self.means = Fan(
            self.close, place, self.noisy.means, self.averaging, "mini_batch", width=MEAN
        )
        tail, tip = self.close.to_scene([place, place + self.noisy.opinions.mean(axis=0)])
        arrow = Arrow(theme, "batch", width=WHOLE).put(tail, tip)
        called = Text(name, theme, role="batch", size=NAMED, weight="bold", halo=True)
        ways = np.stack([np.cos(AROUND), np.sin(AROUND), 0 * AROUND], axis=1)
        candidates = [tail + away * way for away in AWAY for way in ways]
        size = called.width, called.height
        inked = [(self.inked(), CLEAR)]
        called.move_to(place_label(size, candidates, clear_of=inked, inside=self.close.inner))
        self.batch = VGroup(arrow, called)

    def inked(self) -> NDArray[np.float64]:
        """Scene points (n, 3) along the arrows of single points and of mini-batches."""
        steps = np.concatenate([self.noisy.opinions, self.noisy.means])
        parts = np.linspace(0, 1, 50)[:, None, None]
        return self.close.to_scene((self.noisy.place + parts * steps).reshape(-1, 2))

    def taken(self) -> Obstacles:
        """What values on the map keep clear of: arrows, clouds, rings and the batch."""
        noisy, plane = self.noisy, self.close
        clouds = [plane.to_scene(noisy.runs[role].thetas[noisy.kept(role)]) for role in noisy.sizes]
        rings = [ring(plane, noisy.star, noisy.radius(role)).points for role in noisy.sizes]
        dots = [(points[plane.inner.holds(points)], DOT) for points in (*clouds, *rings)]
        arrows = [(self.inked(), CLEAR), clear_of_text(self.batch[1])]
        return [*arrows, clear_of_path(plane, noisy.runs["batch"].thetas), *dots]
