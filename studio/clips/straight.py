"""Alpha as files have it: straight, where cairo multiplies colours by it."""

from __future__ import annotations

import numpy as np

from studio.encoding.encoder import Pixels


def straight(pixels: Pixels) -> Pixels:
    """RGBA (height, width, 4) as cairo draws it, premultiplied, with its own colours; a copy."""
    made = pixels.copy()
    alpha = pixels[..., 3]
    partly = (alpha > 0) & (alpha < 255)
    if partly.any():
        some = pixels[partly].astype(np.uint16)
        solid = some[:, 3:]
        colors = (some[:, :3] * 255 + solid // 2) // solid
        made[partly, :3] = np.minimum(colors, 255)
    return made
