"""What a run of one weight has to show now, for checks to read: nothing here is used to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scenes.kit.panels.ruler import Ruler
from scenes.kit.time.record import done, recorded

if TYPE_CHECKING:
    from scenes.kit.one_weight.one_weight import OneWeight

NUDGE = 1e-3  # of a weight's size, over which a slope is measured


@dataclass(frozen=True)
class Truth:
    """The weight, its loss and its slope, worked out from the record and the loss alone."""

    run: OneWeight

    @property
    def ruler(self) -> Ruler:
        """Reads the panel of the weight and its loss."""
        return Ruler(self.run.plane)

    @property
    def weight(self) -> float:
        """The weight now."""
        return float(recorded(self.run.weights, self.run.playhead))

    @property
    def aloft(self) -> float:
        """The weight now; of a hop under way, a mixture of its ends."""
        step, part = done(self.run.playhead), self.run.playhead.flight
        if not part:
            return self.weight
        return float((1 - part) * self.run.weights[step] + part * self.run.weights[step + 1])

    @property
    def marked(self) -> float:
        """The weight whose point on the curve is drawn: a staged step's stays where it was."""
        step = done(self.run.playhead)
        return float(self.run.weights[step]) if step < self.run.playhead.staged else self.weight

    @property
    def coming(self) -> float:
        """The weight after the present step."""
        step = min(done(self.run.playhead) + 1, len(self.run.weights) - 1)
        return float(self.run.weights[step])

    def loss(self, weights: float | NDArray[np.float64]) -> NDArray[np.float64]:
        """Losses (...) at weights (...)."""
        return np.asarray(self.run.problem.value(np.asarray(weights, dtype=float)[..., None]))

    def slope(self, weight: float) -> float:
        """The difference of the loss a nudge to either side, over theirs: exact for a parabola."""
        nudge = NUDGE * max(1.0, abs(weight))
        low, high = self.loss(weight + nudge * np.array([-1.0, 1.0]))
        return float((high - low) / (2 * nudge))

    def on_curve(self, weights: float | NDArray[np.float64]) -> NDArray[np.float64]:
        """Data (..., 2): weights and their losses."""
        return np.stack([np.asarray(weights, dtype=float), self.loss(weights)], axis=-1)

    def on_axis(self, weights: float | NDArray[np.float64]) -> NDArray[np.float64]:
        """Data (..., 2) of weights on the axis."""
        weights = np.asarray(weights, dtype=float)
        return np.stack([weights, np.full_like(weights, self.run.plane.window[2])], axis=-1)

    def shows(self, weight: float) -> bool:
        """Whether the panel is wide enough for a weight, and high enough for its loss."""
        left, right, _, top = self.run.plane.window
        return bool(left <= weight <= right and self.loss(weight) <= top)
