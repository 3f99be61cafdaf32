"""Plain descent on a formula from three places, which are looked for: far apart, and on the map."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from gdcore import GradientDescent, Trajectory, descend
from scenes.kit.ink.numbers import fixed, plain, significant
from scenes.kit.lesson.parameters import ParameterError
from scenes.kit.problems.typed import typed
from scenes.parts.surface_paths.land import Ends, window_of

KEYS = ("first", "second", "third")
STEPS = (80, 40, 20)  # that are tried in turn: those of a formula without a minimum lead off it
SHARES = (0.5, 0.2, 0.1, 0.03, 0.01, 0.003)  # of one over the steepest curvature, for the rate
INSIDE = np.linspace(0.06, 0.94, 17)  # of the window, where starts are looked for
STEEP = 0.75  # of the values there, above which a start is no fair one
SLANT = 0.05  # of the whole slope, that the lesser of the two is, off the lines of symmetry
CURVED = 0.9  # of the places, whose curvatures the rate suits
FAR = 0.15  # of the window, that a run goes at least
THERE = 0.02  # of the window, within which an end is at a minimum
LATER = 10  # times the steps, after which it is still there
DECIMALS = 7  # of a value that there is no room for
Array = NDArray[np.float64]


class ThreeStarts:
    """Three runs of plain descent over a formula.

    Parameters
    ----------
    text
        The formula.
    rate
        That of all runs; one that suits the formula if not given.
    start
        One of the three places, if not all are to be found.

    Raises
    ------
    ParameterError
        If there are no three places from which it goes down and stays on the map.
    """

    def __init__(self, text: str, rate: float | None, start: Ends | None) -> None:
        self.problem = typed(text)
        self.window = np.array(window_of(text))
        self.rate, self.starts, steps = self._found(text, rate, start)
        runs = [
            descend(self.problem, GradientDescent(self.rate), place, steps) for place in self.starts
        ]
        self.runs: dict[str, Trajectory] = dict(zip(KEYS, runs, strict=True))
        self.steps = steps

    def places(self, at: str) -> dict[str, str]:
        """Where each run starts, written as two numbers in the blanks of ``at``."""
        starts = {key: map(plain, run.thetas[0]) for key, run in self.runs.items()}
        return {key: at.format(x=x, y=y) for key, (x, y) in starts.items()}

    def written(self, value: float) -> str:
        """A value with as many decimals as three digits of the highest start take."""
        highest = max(abs(float(run.values[0])) for run in self.runs.values())
        decimals = max(1, 2 - int(np.floor(np.log10(highest or 1.0))))
        return fixed(decimals)(value) if decimals < DECIMALS else significant(3)(value)

    def outcome(self) -> str:
        """How all of them end: at the same minimum, at several, or on the way."""
        ends = np.stack([run.thetas[-1] for run in self.runs.values()])
        later = descend(self.problem, GradientDescent(self.rate), ends, LATER * self.steps)
        minima, size = self.problem.minimizers, float(np.ptp(self.window, axis=1).max())
        if not len(minima):
            return "down"
        away = np.linalg.norm(later.thetas[[0, -1], :, None] - minima, axis=-1)
        if not (away.min(axis=-1) < THERE * size).all():
            return "down"
        met = set(away[0].argmin(axis=-1).tolist())
        return "same" if len(met) == 1 else "apart"

    def _found(self, text: str, rate: float | None, start: Ends | None) -> tuple[float, Array, int]:
        """Rate, places (3, 2), and steps."""
        places = self._places()
        if start is not None:
            places = np.concatenate([[start], places])
        for steps in STEPS if len(places) else ():
            for tried in self._rates(places) if rate is None else [rate]:
                paths = descend(self.problem, GradientDescent(tried), places, steps).thetas
                fit = self._fit(paths)
                if (start is None or fit[0]) and fit.sum() >= len(KEYS):
                    return tried, _apart(paths[:, fit], first=start is not None), steps
        given = "" if rate is None else f" at batch_rate = {rate:g}"
        given += "" if start is None else f" with start = {start}"
        raise ParameterError(
            f"landscape = {text!r}: there are no three places{given} from which plain descent goes "
            "down and stays on the map"
        )

    def _places(self) -> Array:
        """Places (n, 2) where the formula has slopes, but for the highest of them."""
        low, high = self.window.T
        grid = np.stack(np.meshgrid(INSIDE, INSIDE, indexing="ij"), axis=-1).reshape(-1, 2)
        side = float((high - low).max())
        places = np.round(low + grid * (high - low), 1 if side > 1.5 else 2 if side > 0.15 else 9)
        slopes, values = self.problem.gradient(places), self.problem.value(places)
        sizes, lesser = np.abs(slopes).max(axis=1), np.abs(slopes).min(axis=1)
        able = np.isfinite(sizes) & np.isfinite(values) & (sizes > 0)
        slanting = able & (lesser > SLANT * sizes)
        able = slanting if slanting.any() else able
        if not able.any():
            return np.zeros((0, 2))
        return np.asarray(places[able & (values <= np.quantile(values[able], STEEP))])

    def _rates(self, places: Array) -> Iterator[float]:
        """Rates to try, the largest first."""
        curvatures = np.abs(np.linalg.eigvalsh(self.problem.hessian(places))).max(axis=-1)
        steepest = float(np.quantile(curvatures[np.isfinite(curvatures)], CURVED))
        slope = float(np.linalg.norm(self.problem.gradient(places), axis=-1).max())
        for share in SHARES:
            yield float(f"{share / (steepest or slope):.1g}")

    def _fit(self, paths: Array) -> NDArray[np.bool_]:
        """Which of paths (T+1, n, 2) go down at every step, go far and stay on the map."""
        low, high = self.window.T
        values = self.problem.value(paths)
        with np.errstate(invalid="ignore"):
            falls = (np.diff(values, axis=0) <= 1e-9 * np.abs(values[:-1])).all(axis=0)
            stays = ((paths > low) & (paths < high)).all(axis=(0, 2))
            ways = np.linalg.norm(np.diff(paths, axis=0), axis=-1).sum(axis=0)
        return np.asarray(falls & stays & (ways > FAR * (high - low).max()))


def _apart(paths: Array, *, first: bool) -> Array:
    """Starts (3, 2) of paths (T+1, n, 2) that begin and end far from one another, from the left.

    The first of the paths is one of them, or else the longest.
    """
    starts, ends = paths[0], paths[-1]
    ways = np.linalg.norm(np.diff(paths, axis=0), axis=-1).sum(axis=0)
    chosen = [0 if first else int(ways.argmax())]
    while len(chosen) < len(KEYS):
        apart = [
            np.linalg.norm(places[:, None] - places[chosen], axis=-1).min(axis=1)
            for places in (starts, ends)
        ]
        score = apart[0] + apart[1]
        score[chosen] = -1
        chosen.append(int(score.argmax()))
    found = starts[chosen]
    return np.asarray(found[np.lexsort(found.T[::-1])])
