"""A run's memories told again from its gradients alone, for checks: nothing here draws."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenes.kit.time.record import done, recorded, under_way
from scenes.parts.adaptive.recall import Recall

Array = NDArray[np.float64]


def faded(values: Array, kept: float | None, *, corrected: bool) -> Array:
    r"""What is remembered of values (T+1, d) before each of them, by the weights they still have.

    :math:`m_t = \sum_{i<t} (1 - \beta) \beta^{t-1-i} x_i`, over the sum of these weights if it is
    corrected; the plain sum if nothing fades.
    """
    ago = np.arange(len(values))[:, None] - 1 - np.arange(len(values))
    weights = np.where(
        ago >= 0, 1.0 if kept is None else (1 - kept) * kept ** np.maximum(ago, 0), 0
    )
    total = weights.sum(axis=1, keepdims=True)
    return np.asarray(weights @ values / (np.maximum(total, 1e-300) if corrected else 1.0))


@dataclass(frozen=True)
class Retold:
    """What a recall has to say, from the gradients of its run."""

    recall: Recall

    @property
    def place(self) -> float:
        """Place along the memories."""
        playhead = self.recall.playhead
        return max(done(playhead) + under_way(playhead), done(playhead) + playhead.aim)

    @cached_property
    def firsts(self) -> tuple[Array, Array]:
        """First moments (T+1, d) as accumulated and as used."""
        memories = self.recall.memories
        kept = memories.kept[0]
        raw, used = (faded(memories.gradients, kept, corrected=c) for c in (False, True))
        return raw, used if memories.is_corrected else raw

    @cached_property
    def seconds(self) -> tuple[Array, Array]:
        """Second moments (T+1, d) as accumulated and as used."""
        memories = self.recall.memories
        squares, kept = memories.gradients**2, memories.kept[1]
        raw, used = (faded(squares, kept, corrected=c) for c in (False, True))
        return raw, used if memories.is_corrected else raw

    def slope(self, axis: int) -> float:
        """The gradient at theta."""
        return float(recorded(self.recall.memories.gradients, self.recall.playhead)[axis])

    def mean(self, axis: int) -> float:
        """The first moment, as far as it is corrected."""
        raw, used = (self._now(rows, axis) for rows in self.firsts)
        return raw + self.recall.corrected * (used - raw)

    def root(self, axis: int) -> float:
        """The root of the second moment, as far as it is corrected."""
        raw, used = (np.sqrt(self._now(rows, axis)) for rows in self.seconds)
        return float(raw + self.recall.corrected * (used - raw))

    def raw_root(self, axis: int) -> float:
        """The root of the second moment as accumulated."""
        return float(np.sqrt(self._now(self.seconds[0], axis)))

    def numbers(self, axis: int) -> tuple[float, float, float]:
        """Slope, root, and what they make of the rate, of the step under way."""
        memories, step = self.recall.memories, max(int(np.ceil(self.place - 1e-9)) - 1, 0)
        if self.recall.corrected < 1 and step == 0 and self.place > 1 - 1e-6:
            top, bottom = self.mean(axis), self.root(axis)
        else:
            has_first, has_second = memories.first is not None, memories.second is not None
            top = float((self.firsts[1][1:] if has_first else memories.gradients)[step, axis])
            bottom = float(np.sqrt(self.seconds[1][step + 1, axis])) if has_second else 1.0
        return top, bottom, float(-memories.rates[step] * top / max(bottom, 1e-12))

    def _now(self, rows: Array, axis: int) -> float:
        return float(np.interp(self.place, np.arange(len(rows)), rows[:, axis]))
