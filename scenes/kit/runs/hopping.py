"""Which steps of a run hop."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.kit.panels.axes import Plane
from scenes.kit.time.hops import HopPlayhead, long_steps
from scenes.kit.time.playhead import STAGED


def hopping(
    parameters: Plane,
    thetas: NDArray[np.float64],
    data: Plane | None = None,
    *,
    staged: int = STAGED,
) -> HopPlayhead:
    """A playhead for a run of two parameters (T+1, 2) that hops where its views would swing.

    A step is long if its point moves by over a tenth of the panel of parameters, or an end of the
    line that (w, b) are by over a tenth of the data panel.
    """
    point, inner = parameters.to_scene(thetas), parameters.inner
    long = long_steps(point, inner.width, inner.height)
    if data is not None:
        ends = np.array([data.x.low, data.x.high])
        lines = data.at(ends, thetas[:, :1] * ends + thetas[:, 1:])
        long |= long_steps(lines, data.inner.width, data.inner.height)
    return HopPlayhead(long, staged=staged)
