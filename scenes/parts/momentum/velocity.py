"""What a step with momentum is made of: the velocity that is kept, and the slope's pull.

The velocity m is the step itself: m becomes μ m - η g, and θ moves by it. All arrows are on the
scale of their panel, so that what is kept and the pull, put end to end, reach exactly from one
iterate to the next. At a constant rate that is the momentum of gdcore, whose velocity is -m / η.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import VGroup, smooth
from numpy.typing import NDArray

from gdcore import Momentum, Nesterov, Trajectory
from scenes.kit.ink.marks import NOWHERE, Arrow, Marks
from scenes.kit.ink.meaning import Claim
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.ruler import Ruler
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead
from scenes.kit.time.record import done

MOVES = (0.66, 0.95)  # part of a staged step in which the ball moves
THIN, THICK = 0.055, 0.09  # shafts of a velocity that is kept, and of a new one
GONE = 0.98  # of a fade after which arrows are as good as gone


@dataclass(frozen=True)
class Ball:
    """A heavy ball's run, and what each of its steps is made of.

    Attributes
    ----------
    path
        Where the ball is (T+1, 2).
    kept, pull
        The two parts of each step (T, 2): what is left of the velocity, μ m, and the slope's
        pull, -η g.
    momentum
        The share of the velocity that is kept.
    looks_ahead
        Whether the gradient is taken where the kept velocity leads, not where the ball is.
    """

    path: NDArray[np.float64]
    kept: NDArray[np.float64]
    pull: NDArray[np.float64]
    momentum: float
    looks_ahead: bool

    def retold(self, step: int) -> tuple[NDArray[np.float64], ...]:
        """Where a step starts and ends, and what it kept, told from the path alone, for checks.

        A ball keeps that share of its last move; the last place of all has no step to come.
        """
        here, after = self.path[[step, min(step + 1, len(self.path) - 1)]]
        return here, after, self.momentum * (here - self.path[max(step - 1, 0)])


def ball(run: Trajectory) -> Ball:
    """The ball of a run of `gdcore.Momentum` or `gdcore.Nesterov` at a constant rate.

    Nesterov's iterates are the points it looks at; its ball is one kept velocity behind them.
    """
    assert isinstance(run.optimizer, Momentum)
    rate, momentum = float(run.learning_rates[0]), float(np.asarray(run.optimizer.momentum))
    kept = -rate * momentum * run.memory["velocity"]
    looks_ahead = isinstance(run.optimizer, Nesterov)
    path = run.thetas - kept if looks_ahead else run.thetas
    return Ball(path, kept[:-1], -rate * run.used_gradients, momentum, looks_ahead)


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
        return self.playhead.now, self.plane.zoomed

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
        faded(self.kept, 1 - parts.gone)
        faded(self.pull, 1 - parts.gone)
        looks = self.run.looks_ahead and parts.kept == 1 and bool(np.any(kept))
        self.look.place(self.plane.to_scene(foot)[None] if looks else NOWHERE)
        self.look.set_stroke(opacity=1 - parts.gone)
        self.look.set_stroke(opacity=1 - parts.gone, background=True)

    def claims(self) -> list[Claim]:
        """That the parts put end to end lead from one recorded place of the ball to the next."""
        parts, ruler = self.playhead.parts, Ruler(self.plane)
        here, after, kept = map(ruler.laid, self.run.retold(done(self.playhead)))
        foot, pull = here + parts.joined * kept, after - here - kept
        tail, tip = (here + s * (after - here) for s in (parts.gone, max(parts.step, parts.gone)))
        looks = self.run.looks_ahead and parts.kept == 1 and bool(np.any(kept))
        claims = [
            ruler.marks("look ahead", self.look, foot[None][: int(looks)]),
            ruler.spans("step", self.step, tail, tip),
        ]
        if parts.gone < GONE:
            claims += [
                ruler.spans("kept velocity", self.kept, here, here + parts.kept * kept),
                ruler.spans("pull", self.pull, foot, foot + parts.pull * pull),
            ]
        return claims

    def _span(self, arrow: Arrow, start: NDArray[np.float64], end: NDArray[np.float64]) -> None:
        arrow.put(self.plane.to_scene(start), self.plane.to_scene(end))


def faded(arrow: Arrow, opacity: float) -> None:
    """Set how visible an arrow is, its rim too."""
    if opacity < 0.01:
        arrow.hide()
    arrow.set_fill(opacity=opacity)
    arrow.set_stroke(opacity=opacity, background=True)
