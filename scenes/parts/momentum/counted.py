"""A run that is shown in two views under its name, and counted."""

from __future__ import annotations

from manim import VGroup, VMobject

from scenes.kit.ink.ghosts import quiet
from scenes.kit.ink.text import Text
from scenes.kit.panels.tally import Tally
from scenes.kit.runs.traces import Trace


class CountedRun(VGroup):
    """A run with its path, its curve, its name and its count, and what else belongs to it."""

    def __init__(self, trace: Trace, curve: Trace, heading: Text, tally: Tally, *still: VMobject):
        super().__init__(*still, curve, trace, heading, tally)
        self.trace, self.curve, self.heading, self.tally = trace, curve, heading, tally

    @property
    def counted(self) -> tuple[VMobject, ...]:
        """Its name and its count."""
        return self.heading, self.tally

    @property
    def on_map(self) -> tuple[VMobject, ...]:
        """What is on the map, and over it."""
        return self.trace, *self.counted

    @property
    def parts(self) -> tuple[VMobject, ...]:
        """The same, and the curve."""
        return self.curve, *self.on_map

    def ghost(self) -> CountedRun:
        """Only remember the run: its lines faint, its markers gone."""
        for trace in (self.trace, self.curve):
            quiet(trace.line)
            trace.marker.set_opacity(0)
            if trace.dots is not None:
                trace.dots.set_opacity(0)
        return self
