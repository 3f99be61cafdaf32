"""Two cuts through a quadratic's minimum, across its valley and along it, on one scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdcore import Problem
from scenes.kit.ink.labels import place
from scenes.kit.ink.layout import Box
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import LossCurve, StillLine

NAMES = ("lambda_max", "lambda_min")  # of the curvatures
FLAT = 0.5  # of the panel's height, that the flat cut rises to at its ends
DASH = (0.16, 0.1)  # of what belongs to the flat direction
WIDTH = 3.0  # stroke width of a cut over the map
SAMPLES = 161  # points of a parabola
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Cut:
    """A cut: its line over the map, the loss along it, and its curvature in words."""

    line: StillLine
    curve: LossCurve
    label: Text


def curvatures(problem: Problem) -> tuple[Array, Array]:
    """Curvatures (2,) at the minimum, the steep one first, and their directions (2, 2) in rows."""
    found = np.linalg.eigh(problem.hessian(problem.minimizers[0]))
    return found.eigenvalues[::-1], found.eigenvectors.T[::-1]


def cut_panel(
    box: Box, problem: Problem, half: float, names: tuple[str, str], theme: Theme
) -> Plane:
    """A panel of the loss above its minimum against the distance from there, to ``half`` each way.

    The flat cut rises to a stated part of its height, the steep one over its top.
    """
    flat = curvatures(problem)[0][1]
    top = float(flat) * half**2 / 2 / FLAT
    return Plane(box, Axis(-half, half, names[0]), Axis(0, top, names[1]), theme)


def cuts(plane: Plane, panel: Plane, problem: Problem) -> tuple[Cut, Cut]:
    """The steep cut and the flat one, over a map and as parabolas on a panel of `cut_panel`."""
    best, half = problem.minimizers[0], panel.x.high
    floor = float(problem.value(best))
    found = []
    for index, (size, way) in enumerate(zip(*curvatures(problem), strict=True)):
        dash = DASH if index else None
        seen = min(half, float(np.sqrt(2 * panel.y.high / size)))  # as far as it is in the panel

        def loss(away: Array, way: Array = way) -> Array:
            return np.asarray(problem.value(best + away * way) - floor)

        curve = LossCurve(
            panel, loss, np.linspace(-seen, seen, SAMPLES), color=panel.theme.text, dash=dash
        )
        ends = best + half * np.array([[-1.0], [1.0]]) * way
        line = StillLine(plane, ends, panel.theme.text, width=WIDTH, dash=dash)
        text = Text(f"${NAMES[index]} = {size:.3g}$", panel.theme, halo=True, shows=[size])
        text.move_to(_beside_flat(panel, text) if index else _beside_steep(panel, text, size))
        found.append(Cut(mean(line, Meaning("line", "text", name="cut", dash=dash)), curve, text))
    return found[0], found[1]


def _beside_flat(panel: Plane, text: Text) -> Array:
    """The place of the flat cut's label: over its right end."""
    inner, end = panel.inner, panel.at(panel.x.high, FLAT * panel.y.high)
    return np.array([inner.right - 0.02 - text.width / 2, end[1] + 0.14 + text.height / 2, 0])


def _beside_steep(panel: Plane, text: Text, size: float) -> Array:
    """The place of the steep cut's label: right of where it leaves the panel, or inside it."""
    middle, top = panel.at([0, np.sqrt(2 * panel.y.high / size)], panel.y.high)
    down = text.height / 2 + 0.05
    right = np.array([top[0] + 0.15 + text.width / 2, top[1] - down, 0])
    return place((text.width, text.height), [right, middle - (0, down, 0)], inside=panel.inner)
