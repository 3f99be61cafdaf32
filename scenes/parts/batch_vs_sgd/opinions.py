"""Which way each point would go from one place, and which way eight of them would together."""

from __future__ import annotations

import numpy as np
from manim import ValueTracker, VGroup
from numpy.typing import NDArray

from scenes.kit.ink.labels import place as place_label
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Arrow, Marks
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.contours import Contours
from scenes.kit.panels.level_values import LevelValues, clear_of_path, clear_of_text
from scenes.kit.runs.model_line import ModelLine
from scenes.kit.runs.views import POINT, LitRows
from scenes.kit.time.playhead import Playhead
from scenes.parts.batch_vs_sgd.close_map import close_map, landscape, still_map
from scenes.parts.batch_vs_sgd.clouds import DOT, THICK, bars, expected, ring
from scenes.parts.batch_vs_sgd.fan import Fan
from scenes.parts.batch_vs_sgd.noisy_runs import NoisyRuns

TIP = 0.055  # radius of where a single point would go
NAMED = 40  # size of the name of the batch's arrow
AWAY = (0.5, 0.65, 0.8, 1.0, 1.2)  # from the arrows' tails to the name of the batch's, at best
AROUND = (180, 135, 225, 90, 270)  # degrees, the directions in which it is sought
CLEAR = 0.12  # between it and the arrows


class Opinions:
    """All parts of the beat, over a map that zooms and a panel beside it.

    Parameters
    ----------
    far
        The map that it begins as.
    boxes
        Of the map, and of the panel beside it: of the data, then of bars.
    data
        The panel of the data.

    Attributes
    ----------
    zoom
        Of the map: 0 is close.
    asking, averaging
        Playheads whose first step aims the arrows of single points, and of mini-batches.
    """

    def __init__(
        self,
        noisy: NoisyRuns,
        far: Plane,
        boxes: tuple[Box, Box],
        data: Plane,
        words: Words,
        theme: Theme,
    ) -> None:
        self.noisy, self.theme = noisy, theme
        self.close = still_map(boxes[0], noisy.star, noisy.half, theme)  # the map, once it is
        self.map, widest = close_map(self.close, far)
        self.zoom = ValueTracker(widest)
        self.map.zoom = self.zoom.get_value
        self.map.refresh()
        self.landscape = landscape(self.map, noisy.problem)
        self.asking, self.averaging = Playhead(1, staged=1), Playhead(1, staged=1)
        self.ask(data)
        self.average()
        called = {role: words[role] for role in noisy.spreads}
        self.panel, self.bars = bars(boxes[1], noisy.spreads, called, words["spread"], theme)
        single = noisy.spreads["stochastic"]
        self.expected = expected(self.panel, single, noisy.size, top=0.4 + THICK)
        self.landscape.add(self.values_close())

    def ask(self, data: Plane) -> None:
        """The scattered points, the line they are asked at, their arrows, and where these lead."""
        problem, place = self.noisy.problem, self.noisy.place
        points = np.stack([problem.x, problem.y], axis=1)
        self.points = Marks(data.to_scene(points), self.theme, "text", radius=POINT)
        rows = [np.arange(problem.samples)]
        self.lit = LitRows(data, points, rows, self.asking, "stochastic")
        self.line = ModelLine(data, np.stack([place, place]), self.asking)
        self.singles = Fan(
            self.close, place, self.noisy.opinions, self.asking, "stochastic", width=0.02
        )
        self.tips = Marks(
            self.close.to_scene(place + self.noisy.opinions),
            self.theme,
            "stochastic",
            radius=TIP,
        )
        self.tips.checked(lambda: self.noisy.tips(self.noisy.half), self.close.data)

    def average(self) -> None:
        """The batch's arrow with its name, and those of mini-batches."""
        place, theme = self.noisy.place, self.theme
        self.means = Fan(self.close, place, self.noisy.means, self.averaging, "mini_batch")
        tail, tip = self.close.to_scene([place, place + self.noisy.opinions.mean(axis=0)])
        arrow = Arrow(theme, "batch", width=0.075).put(tail, tip)
        name = Text("$-eta g$", theme, size=NAMED, halo=True)
        around = np.radians(AROUND)
        ways = np.stack([np.cos(around), np.sin(around), 0 * around], axis=1)
        candidates = [tail + away * way for away in AWAY for way in ways]
        size = name.width, name.height
        inked = [(self.inked(), CLEAR)]
        name.move_to(place_label(size, candidates, clear_of=inked, inside=self.close.inner))
        self.batch = VGroup(arrow, name)

    def inked(self) -> NDArray[np.float64]:
        """Scene points (n, 3) along the arrows of single points and of mini-batches."""
        steps = np.concatenate([self.noisy.opinions, self.noisy.means])
        parts = np.linspace(0, 1, 50)[:, None, None]
        return self.close.to_scene((self.noisy.place + parts * steps).reshape(-1, 2))

    def values_close(self) -> LevelValues:
        """Values on the map once it is close, clear of arrows, clouds, rings and the batch."""
        noisy, plane, contours = self.noisy, self.close, self.landscape[0]
        assert isinstance(contours, Contours)
        far = float(self.zoom.get_value())
        self._look(0.0)
        clouds = [plane.to_scene(noisy.runs[role].thetas[noisy.kept(role)]) for role in noisy.sizes]
        rings = [ring(plane, noisy.star, noisy.radius(role)).points for role in noisy.sizes]
        dots = [(points[plane.inner.holds(points)], DOT) for points in (*clouds, *rings)]
        taken = [(self.inked(), CLEAR), clear_of_text(self.batch[1])]
        taken.append(clear_of_path(plane, noisy.runs["batch"].thetas))
        values = LevelValues(contours, [*taken, *dots])
        self._look(far)
        return values.update()

    def _look(self, zoom: float) -> None:
        """Zoom so far, and draw the lines as they are there."""
        self.zoom.set_value(zoom)
        self.map.refresh()
        self.landscape[0].refresh()
