"""What a step with momentum is made of: the velocity that is kept, and the gradient's pull.

All arrows are parts of the step itself, times minus the rate, on the scale of their panel: the
kept velocity and the pull, put end to end, reach exactly from one iterate to the next.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import VGroup, smooth
from numpy.typing import NDArray

from gdcore import Momentum, Nesterov, Trajectory
from scenes.kit.ink.claims import spans
from scenes.kit.ink.marks import NOWHERE, Arrow, Marks
from scenes.kit.ink.meaning import Claim, placed
from scenes.kit.panels.axes import Plane
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead

MOVES = (0.66, 0.95)  # part of a staged step in which the ball moves
THIN, THICK = 0.035, 0.065  # shafts of a velocity that is kept, and of a new one
KEPT = 0.75  # opacity of a kept velocity
GONE = 0.98  # of a fade after which arrows are as good as gone


@dataclass(frozen=True)
class Ball:
    """A heavy ball's run, and what each of its steps is made of.

    Attributes
    ----------
    path
        Where the ball is (T+1, 2).
    kept, pull
        The two parts of each step (T, 2): what is left of the velocity, and what the gradient
        adds to it, both times minus the rate.
    looks_ahead
        Whether the gradient is taken where the kept velocity leads, not where the ball is.
    """

    path: NDArray[np.float64]
    kept: NDArray[np.float64]
    pull: NDArray[np.float64]
    looks_ahead: bool


def ball(run: Trajectory) -> Ball:
    """The ball of a run of `gdcore.Momentum` or `gdcore.Nesterov` at a constant rate.

    Nesterov's iterates are the points it looks at; its ball is one kept velocity behind them.
    """
    assert isinstance(run.optimizer, Momentum)
    rate = float(run.learning_rates[0])
    kept = -rate * float(np.asarray(run.optimizer.momentum)) * run.memory["velocity"]
    looks_ahead = isinstance(run.optimizer, Nesterov)
    path = run.thetas - kept if looks_ahead else run.thetas
    return Ball(path, kept[:-1], -rate * run.used_gradients, looks_ahead)


@dataclass(frozen=True)
class Parts:
    """How far the drawing of a step is, each 0 to 1.

    Attributes
    ----------
    pull, kept, step
        How much of each arrow is drawn.
    joined
        How far the pull has moved from the ball to the tip of the kept velocity.
    gone, cleared
        How much of the step the ball has gone; how much of the ledger has faded after that.
    """

    pull: float = 0.0
    kept: float = 0.0
    joined: float = 0.0
    step: float = 0.0
    gone: float = 0.0
    cleared: float = 0.0


class SummingPlayhead(Playhead):
    """A playhead whose staged steps take their time to add up before the ball moves.

    ``looks_ahead`` puts the kept velocity first and the pull at its tip.
    """

    def __init__(self, steps: int, staged: int, *, looks_ahead: bool = False) -> None:
        super().__init__(steps, staged)
        self.looks_ahead = looks_ahead

    @property
    def position(self) -> float:
        """Place along the iterates."""
        return self.arrived + (self._part(*MOVES) if self._is_staged else self.now - self.arrived)

    @property
    def parts(self) -> Parts:
        """What is drawn of the step under way; nothing of one that only flows."""
        if not self._is_staged:
            return Parts()
        if self.looks_ahead:
            parts = self._part(0.3, 0.46), self._part(0, 0.18), 1.0
        else:
            parts = self._part(0, 0.15), self._part(0.16, 0.31), self._part(0.34, 0.48)
        return Parts(*parts, self._part(0.52, 0.64), self._part(*MOVES), self._part(MOVES[1], 1))

    @property
    def _is_staged(self) -> bool:
        return self.arrived < min(self.staged, self.steps)

    def _part(self, low: float, high: float) -> float:
        return float(smooth(np.clip((self.now - self.arrived - low) / (high - low), 0, 1)))


class SumOfArrows(Live, VGroup):
    """The step under way, drawn at the ball: its parts one by one, end to end, and their sum.

    Parameters
    ----------
    plane
        Panel of the two parameters, on one scale.
    run
        What the steps are made of.
    playhead
        Read every frame.
    role
        Colour and marker of the optimizer.
    """

    def __init__(self, plane: Plane, run: Ball, playhead: SummingPlayhead, role: str) -> None:
        super().__init__()
        theme = plane.theme
        self.plane, self.run, self.playhead = plane, run, playhead
        self.step = Arrow(theme, role, width=THICK)
        self.kept = Arrow(theme, role, width=THIN)
        self.pull = Arrow(theme)
        self.look = Marks(NOWHERE, theme, role, outlined=True)
        self.add(self.step, self.kept, self.pull, self.look)
        self.go_live()

    def state(self) -> object:
        return self.playhead.now

    def depict(self) -> None:
        """Bring the arrows up to the playhead."""
        parts = self.playhead.parts
        index = min(self.playhead.arrived, len(self.run.pull) - 1)
        start = self.run.path[index]
        kept, pull = self.run.kept[index], self.run.pull[index]
        self._span(self.kept, start, start + parts.kept * kept)
        foot = start + parts.joined * kept
        self._span(self.pull, foot, foot + parts.pull * pull)
        first = start + parts.gone * (kept + pull)
        self._span(self.step, first, start + parts.step * (kept + pull))
        if parts.step <= parts.gone:
            self.step.hide()
        faded(self.kept, KEPT * (1 - parts.gone))
        faded(self.pull, 1 - parts.gone)
        looks = self.run.looks_ahead and parts.kept == 1 and bool(np.any(kept))
        self.look.place(self.plane.to_scene(foot)[None] if looks else NOWHERE)
        self.look.set_stroke(opacity=1 - parts.gone)

    def claims(self) -> list[Claim]:
        """That the parts put end to end lead from one recorded place of the ball to the next."""
        parts, path, index = self.playhead.parts, self.run.path, self.playhead.arrived
        here, after = path[[index, min(index + 1, len(path) - 1)]]
        kept = self.run.kept[min(index, len(self.run.kept) - 1)]
        foot, pull = here + parts.joined * kept, after - here - kept
        steps = parts.gone, max(parts.step, parts.gone)
        ways = [("step", self.step, *(here + share * (after - here) for share in steps))]
        if parts.gone < GONE:
            ways.append(("kept velocity", self.kept, here, here + parts.kept * kept))
            ways.append(("pull", self.pull, foot, foot + parts.pull * pull))
        looks = self.run.looks_ahead and parts.kept == 1 and bool(np.any(kept))
        return [
            placed("look ahead", self.look.centres, self.plane.to_scene([foot])[: int(looks)]),
            *(
                claim
                for what, arrow, tail, tip in ways
                for claim in spans(what, arrow, *self.plane.to_scene([tail, tip]))
            ),
        ]

    def _span(self, arrow: Arrow, start: NDArray[np.float64], end: NDArray[np.float64]) -> None:
        arrow.put(self.plane.to_scene(start), self.plane.to_scene(end))


def faded(arrow: Arrow, opacity: float) -> None:
    """Set how visible an arrow is, its rim too."""
    if opacity < 0.01:
        arrow.hide()
    arrow.set_fill(opacity=opacity)
    arrow.set_stroke(opacity=opacity, background=True)
