"""The values on the maps of the lesson conditioning, clear of the runs on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import VMobject

from gdcore import Trajectory
from scenes.kit.panels.contours import Contours
from scenes.kit.panels.level_values import LevelValues, clear_of_path
from scenes.parts.conditioning.standardising import Standardising
from scenes.parts.conditioning.views import Ground

ROOM, PLACES = 0.08, 60  # free beside a cut; places along it


@dataclass(frozen=True)
class Valued:
    """The values on each map: before and after standardising, beside it, and of two features."""

    before: LevelValues
    after: LevelValues
    beside: LevelValues
    two: LevelValues


def valued(
    grounds: tuple[Ground, Ground],
    data: Standardising,
    runs: tuple[Trajectory, Trajectory],
    cuts: Sequence[VMobject],
    two: tuple[Contours, Trajectory],
) -> Valued:
    """Values on the map of data that are standardised, and on the map of those that are not.

    Parameters
    ----------
    runs
        Before and after.
    cuts
        Lines on the first map.
    two
        The landscape of two features, which gets its values, and the run on it.
    """
    here, other = grounds
    lines = [(np.linspace(cut.get_start(), cut.get_end(), PLACES), ROOM) for cut in cuts]
    first, second = (clear_of_path(here.map, run.thetas) for run in runs)
    before = LevelValues(here.contours, [first, *lines])
    path = clear_of_path(other.map, runs[0].thetas)
    beside = LevelValues(other.contours, [path], prefer=before.levels)
    contours, run = two
    risen = LevelValues(contours, [clear_of_path(contours.plane, run.thetas)])
    with data.standardised(here.contours):
        after = LevelValues(here.contours, [second], prefer=before.levels)
    return Valued(before, after, beside, risen)
