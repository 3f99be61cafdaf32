"""How the beats ended, told from the runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenes.parts.adaptive.later import ending, error
from scenes.parts.adaptive.measures import alike, left, past, sharing
from scenes.parts.adaptive.memories import remembered
from scenes.parts.adaptive.runs import EASED, Runs

THERE, PAST = 0.1, 0.1  # of the way from the start: what is left of it, what is gone beyond it
ARRIVED = 0.01  # of that way: what is left of it cannot be seen
RESTLESS = ("settles", "hops")  # how a run ends that does not rest
NEARLY = 0.1  # of what a rate was at first: how near to the minimum a run rests


@dataclass(frozen=True)
class Sentences:
    """What the outcomes and blanks of the sentences are.

    Parameters
    ----------
    runs
        Of all optimizers.
    """

    runs: Runs

    def outcomes(self) -> dict[str, str]:
        """How beats ended."""
        first = self.runs.first
        arrived = left(first["rmsprop"]) < THERE
        carried = past(first["adam"]) > PAST and alike(first["adam"])
        end, rests = ending(self.runs.longer["rmsprop"]), self.rests()
        return {
            "share_one_rate": self.sharing(),
            "forget": "near" if arrived and self.fading() else "told",
            "remember_both": "past" if carried else "told",
            "compare": "small" if self.slowed() else "told",
            "never_rests": end,
            "let_it_decay": "rests" if rests else "told",
            "line": "rests" if rests and end in RESTLESS else "own",
        }

    def facts(self) -> dict[str, str]:
        """What fills the blanks."""
        run = self.runs.longer["rmsprop"]
        return {
            "steps": str(self.runs.first["rmsprop"].steps),
            "later": str(run.steps),
        }

    def slowed(self) -> bool:
        """Whether those with a mean slope still swing when those without one have arrived."""
        swinging, rest = (
            [self.runs.first[role] for role in roles]
            for roles in (("momentum", "adam"), ("batch", "rmsprop"))
        )
        still = all(past(run) > PAST and left(run) > ARRIVED for run in swinging)
        return still and all(left(run) < ARRIVED for run in rest)

    def fading(self) -> bool:
        """Whether RMSProp's squares are smaller in the end than they were."""
        roots = remembered(self.runs.first["rmsprop"]).roots
        assert roots is not None
        return bool((roots[-1] < roots.max(axis=0)).all())

    def sharing(self) -> str:
        """What plain descent does with its one rate; if it jumps, it gets there all the same."""
        run = self.runs.first["batch"]
        outcome = sharing(run)
        return "told" if outcome == "jumps" and left(run) >= THERE else outcome

    def rests(self) -> bool:
        """Whether the run with a falling rate stays ever nearer to the minimum."""
        run = self.runs.longer[EASED]
        away, rates = error(run).max(axis=1), np.asarray(run.learning_rates, dtype=float)
        late = 9 * run.steps // 10
        near = away[late:].max() < NEARLY * rates[0] / 2
        return bool(near and (away[late:-1] < 0.6 * rates[late:]).all())
