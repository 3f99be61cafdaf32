"""The values of some lines of the map."""

from __future__ import annotations

from collections.abc import Iterable

from gdcore import Trajectory
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.contours import Contours
from scenes.kit.panels.level_values import LevelValues, clear_of_path
from scenes.parts.surface_paths.land import Land


def values_on(plane: Plane, land: Land, runs: Iterable[Trajectory]) -> LevelValues:
    """Those on a panel of the land's parameters, clear of some runs."""
    taken = [clear_of_path(plane, run.thetas) for run in runs]
    return LevelValues(Contours(plane, land.counted, land.levels), taken)
