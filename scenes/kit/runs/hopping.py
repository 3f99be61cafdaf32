"""Which steps of a run hop, and the note on those that are passed by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.labels import place
from scenes.kit.ink.marks import RADIUS
from scenes.kit.ink.text import SMALLEST, Text
from scenes.kit.panels.axes import Plane
from scenes.kit.time.hops import HopPlayhead, long_steps
from scenes.kit.time.playhead import STAGED

ASIDE = 0.12  # scene units from a note to the edges of its map


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


def note_on(
    plane: Plane, thetas: NDArray[np.float64], playhead: HopPlayhead, body: str
) -> Text | None:
    """Which steps of a run (T+1, 2) leave but a mark, in a corner of its map; None if none do.

    ``body`` is Typst markup with blanks for the first and the last of them.
    """
    passed, inner = playhead.passed_by, plane.inner
    if passed is None:
        return None
    body = body.format(first=passed[0], last=passed[1])
    text = Text(body, plane.theme, size=SMALLEST, halo=True, shows=passed)
    across, up = text.width / 2 + ASIDE, text.height / 2 + ASIDE
    corners = [
        np.array([x, y, 0.0])
        for y in (inner.bottom + up, inner.top - up)
        for x in (inner.right - across, inner.left + across)
    ]
    size, path = (float(text.width), float(text.height)), plane.to_scene(thetas)
    return text.move_to(place(size, corners, clear_of=[(path, RADIUS)]))
