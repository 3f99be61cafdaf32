"""The loss on its map, with the values of some lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from manim import Mobject

from gdcore import Trajectory
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.landscape import Landscape
from scenes.kit.panels.level_values import clear_of_path, clear_of_text
from scenes.kit.problems.centred_line import loss_map
from scenes.kit.problems.own_points import OwnPoints


def valued_map(
    plane: Plane, own: OwnPoints, runs: Mapping[str, Trajectory], names: Iterable[Mobject]
) -> Landscape:
    """The landscape on a map, its values clear of the runs and of their names."""
    paths = [clear_of_path(plane, run.thetas) for run in runs.values()]
    land = loss_map(plane, own.above_least, own.size)
    return land.with_values([*paths, *map(clear_of_text, names)])
