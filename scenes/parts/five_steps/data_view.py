"""The data on a panel: the points, the line among them, what it predicts and what it leaves."""

from __future__ import annotations

from dataclasses import replace

from manim import Animation, ReplacementTransform, VGroup

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Plane
from scenes.kit.runs.residuals import Residuals
from scenes.kit.time.playhead import Playhead
from scenes.parts.five_steps.split import Split
from scenes.parts.five_steps.split_line import legend, line_of, points, predicted

WIDE = 6.0  # stroke width of the run's line


class DataView:
    """What one panel of the data shows of a run.

    Parameters
    ----------
    roomy
        Whether its x axis goes on beyond the points, for what stands beside the last one.

    Attributes
    ----------
    panel, samples, legend
        Data space; the points to train on and those to validate with; which are which.
    line, hopping
        The run's line, and the playhead that it hops with.
    dots, gaps
        What the first line predicts; how far the present one is off.
    """

    def __init__(
        self,
        box: Box,
        split: Split,
        run: Trajectory,
        playhead: Playhead,
        words: Words,
        theme: Theme,
        roomy: bool = False,
    ) -> None:
        w, b = map(float, run.thetas[0])
        self.panel = split.data_panel(box, (w, b), words, theme, roomy)
        self.samples = VGroup(*points(self.panel, split))
        self.legend = legend(self.panel, split, words["training"], words["validation"])
        self.line, self.hopping = line_of(self.panel, run.thetas, playhead)
        for line in self.line:
            line.set_stroke(width=WIDE)
        self.dots = predicted(self.panel, run, split)
        self.gaps = Residuals(self.panel, split.drawn, run.thetas, self.hopping)

    def beyond(self, box: Box) -> Plane:
        """A panel that reads as this one, and goes on to the right to the end of a box."""
        panel, inner = self.panel, self.panel.inner
        more = max(box.right - panel.box.right, 0.0)
        across = replace(panel.x, high=panel.x.high + more / panel.units[0])
        wider = replace(panel.box, right=panel.box.right + more)
        return Plane(wider, across, panel.y, panel.theme, left=inner.left - panel.box.left)

    def moves_to(self, other: DataView) -> list[Animation]:
        """Animate the points and the line over to another panel."""
        pairs = (self.samples, other.samples), (self.line, other.line.update())
        return [ReplacementTransform(*pair) for pair in pairs]
