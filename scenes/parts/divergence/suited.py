"""Start and rates that suit points of a lecturer's own, and the rates that no points suit."""

from __future__ import annotations

from collections.abc import Mapping

from scenes.kit.lesson.parameters import ParameterError
from scenes.kit.problems.own_points import OwnPoints

SHARES = {"stable_rate": 0.43, "zigzag_rate": 0.95, "learning_rate": 1.083}  # of the critical


def suited(points: OwnPoints) -> dict[str, object]:
    """Values for the lesson: the start from the minimum, rates from the steepest curvature."""
    return {"start": points.start, **{name: points.rate(part) for name, part in SHARES.items()}}


def refuse_rates(rates: Mapping[str, float]) -> None:
    """Refuse rates at which the runs would not do what their beats say.

    Raises
    ------
    ParameterError
        If they are not in order round the critical rate and its half.
    """
    stable, zigzag, critical, diverging = rates.values()
    if not stable < critical / 2 < zigzag < critical:
        raise ParameterError(
            f"stable_rate = {stable} must be under half of {critical:.4g}, the critical rate of "
            f"these points, and zigzag_rate = {zigzag} between both"
        )
    if diverging <= critical:
        raise ParameterError(
            f"learning_rate = {diverging} does not diverge: the critical rate of these points is "
            f"{critical:.4g}"
        )
