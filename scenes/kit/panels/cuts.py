"""Two cuts through a quadratic's minimum, across its valley and along it, on one scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gdcore import Problem
from scenes.kit.ink.labels import all_over, free_place, place
from scenes.kit.ink.layout import Box
from scenes.kit.ink.meaning import Meaning, mean
from scenes.kit.ink.text import LABEL, LOUD, Text
from scenes.kit.ink.theme import Theme
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.curves import LossCurve, StillLine
from scenes.kit.panels.level_values import clear_of_text

NAMES = ("lambda_max", "lambda_min")  # of the curvatures
FLAT = 0.5  # of the panel's height, that the flat cut rises to at its ends
DASH = (0.16, 0.1)  # of what belongs to the flat direction
WIDTH = 4.5  # stroke width of a cut
CLEAR, PITCH = 0.12, 0.1  # from a label to a curve, at least; between places that are tried
TIGHT = ' #h(0.1em) class("normal", =) #h(0.1em) '
BETWEEN = " = ", TIGHT, " =$ \\ $"  # both names and values: on two lines only if it must be
ABOVE, ASIDE = 0.18, 0.25  # of a label over the panel; from the axis's name to it
SAMPLES = 161  # points of a parabola
Array = NDArray[np.float64]
Taken = list[tuple[Array, float]]


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
    found: list[tuple[StillLine, LossCurve]] = []
    sizes, ways = curvatures(problem)
    for index, (size, way) in enumerate(zip(sizes, ways, strict=True)):
        dash = DASH if index else None
        seen = min(half, float(np.sqrt(2 * panel.y.high / size)))  # as far as it is in the panel

        def loss(away: Array, way: Array = way) -> Array:
            return np.asarray(problem.value(best + away * way) - floor)

        arms = np.linspace(-seen, seen, SAMPLES)
        color = panel.theme.text
        curve = LossCurve(panel, loss, arms, width=WIDTH, color=color, dash=dash)
        ends = best + half * np.array([[-1.0], [1.0]]) * way
        line = StillLine(plane, ends, color, width=WIDTH, dash=dash)
        found.append((mean(line, Meaning("line", "text", name="cut", dash=dash)), curve))
    taken = [(curve.points, CLEAR) for _, curve in found]
    taken.append((_within(found[0][1]), CLEAR))
    curves = [curve for _, curve in found]
    labels = _named(panel, sizes, curves, taken)
    return Cut(*found[0], labels[0]), Cut(*found[1], labels[1])


def _named(panel: Plane, sizes: Array, curves: list[LossCurve], taken: Taken) -> list[Text]:
    """Both curvatures on one line each if there is room: in the panel, or the steep one over it."""
    for between in BETWEEN[:-1]:
        labels, free = _labelled(panel, sizes, curves, list(taken), between)
        if free:
            return labels
    over = _over(panel, float(sizes[0]), curves[0])
    if over is not None:
        for between in BETWEEN[:-1]:
            flat, free = _labelled(panel, sizes, curves, list(taken), between, first=1)
            if free:
                return [over, *flat]
    return _labelled(panel, sizes, curves, list(taken), BETWEEN[-1])[0]


def _over(panel: Plane, size: float, curve: LossCurve) -> Text | None:
    """The steep curvature large in the row over a panel, where its curve leaves, if it has room."""
    inner, end = panel.inner, curve.points[curve.points[:, 0].argmax()]
    first = float(panel.y_name.get_right()[0]) + ASIDE
    for large in (LOUD, LABEL):
        text = Text(f"${NAMES[0]} = {size:.3g}$", panel.theme, size=large, shows=[size])
        if text.width <= inner.right - first and inner.top - float(end[1]) < CLEAR:
            left = float(np.clip(end[0] - text.width / 2, first, inner.right - text.width))
            return text.put(left=left, baseline=inner.top + ABOVE)
    return None


def _labelled(
    panel: Plane,
    sizes: Array,
    curves: list[LossCurve],
    taken: Taken,
    between: str,
    first: int = 0,
) -> tuple[list[Text], bool]:
    """Curvatures, each near the upper end of its curve; whether they cover nothing there."""
    inner, labels, free = panel.inner, [], True
    for name, size, curve in list(zip(NAMES, sizes, curves, strict=True))[first:]:
        text = Text(f"${name}{between}{size:.3g}$", panel.theme, halo=True, shows=[float(size)])
        extent = float(text.width), float(text.height)
        end = curve.points[curve.points[:, 0].argmax()]
        places = all_over(inner, extent, end, PITCH)
        found = free_place(extent, places, clear_of=taken, inside=inner)
        free = free and found is not None
        if found is None:
            found = place(extent, places, clear_of=taken, inside=inner)
        labels.append(text.move_to(found))
        taken.append((clear_of_text(text)[0], CLEAR))
    return labels, free


def _within(curve: LossCurve) -> Array:
    """Points (n, 3) between the arms of a curve, where a label would be taken for either's."""
    points = curve.points[::4]
    up = np.max(points[:, 1]) - points[:, 1]
    return np.concatenate(
        [points + part * np.outer(up, [0, 1, 0]) for part in np.arange(0, 1, 0.1)]
    )
