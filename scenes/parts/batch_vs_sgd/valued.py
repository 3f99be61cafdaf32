"""The loss on its map, with the values of some lines, and the data on their panel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from gdcore import Trajectory
from scenes.kit.ink.layout import Box
from scenes.kit.ink.marks import Marks
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson.words import Words
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.landscape import Landscape
from scenes.kit.panels.level_values import clear_of_path
from scenes.kit.problems.centred_line import loss_map, map_panel
from scenes.kit.problems.own_points import OwnPoints

BELOW, ABOVE = 0.12, 0.3  # room round runs and star, in parts of their extent
DOT = 0.04  # radius of a data point


class Data(NamedTuple):
    """Data space, and the points in it."""

    panel: Plane
    dots: Marks


def data_in(box: Box, own: OwnPoints, words: Words, theme: Theme) -> Data:
    """The points that are drawn, on a panel in a box."""
    panel = own.data_panel(box, words, theme)
    return Data(panel, Marks(panel.to_scene(own.drawn), theme, "text", radius=DOT))


def map_of(box: Box, own: OwnPoints, runs: Mapping[str, Trajectory], theme: Theme) -> Plane:
    """The map of both weights that holds all runs and the star, up to what is ever shown."""
    (left, right), (bottom, top) = own.window
    lowest, highest = np.array([left, bottom]), np.array([right, top])
    places = [own.problem.minimizers, *(run.thetas for run in runs.values())]
    seen = np.clip(np.concatenate(places), lowest, highest)
    low, high = seen.min(axis=0), seen.max(axis=0)
    low, high = low - BELOW * (high - low).max(), high + ABOVE * (high - low).max()
    (left, bottom), (right, top) = low.tolist(), high.tolist()
    return map_panel(box, theme, ((left, right), (bottom, top)))


def valued_map(plane: Plane, own: OwnPoints, runs: Mapping[str, Trajectory]) -> Landscape:
    """The landscape on a map, its values clear of the runs."""
    land = loss_map(plane, own.above_least, own.size)
    return land.with_values([clear_of_path(plane, run.thetas) for run in runs.values()])
