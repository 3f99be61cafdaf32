"""A full theme from a few colours of a brand, so that it is read and told apart by every eye.

The theme is one of the scenes' own with other hues. What carries no role of its own (ground,
landscape, quiet lines) keeps its brightness, and so its contrasts; roles are moved by as little as
makes them read, and no pair is told apart worse than in the theme that it is made from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from scenes.kit.ink.apart import Palette, distances
from scenes.kit.ink.oklch import as_bright, lch
from scenes.kit.ink.vision import contrast, luminance, rgb

READS = 4.5  # WCAG 2.2, success criterion 1.4.3
QUIET = 4.3  # contrast of the loudest quiet line, less than that of any role
BRANDED = ("batch", "gradient")  # plain descent is in the brand's hue, the step in its accent
TINT = {"background": 0.022, "faint": 0.022, "contour_high": 0.03}  # chroma at most
SWEEP = 0.4  # of the hues that the landscape goes through in the theme it is made from
GREY = 0.02  # chroma under which a colour has no hue to speak of


def derived(
    brand: Sequence[str], base: Mapping[str, Any], hues: Mapping[str, str]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The table of a theme, and what was moved to make it hold, a line each.

    Parameters
    ----------
    brand
        Colours ``#RRGGBB``: that of plain descent, that of the step, and any further ones, each of
        which the role of the nearest hue takes.
    base
        The table of the theme whose brightness is kept.
    hues
        Colours of the roles that the base has, by name.
    """
    table = _tinted(brand[0], base)
    wishes = {**hues, **_wishes(brand, hues)}
    neutral = {"text": table["text"], "muted": table["muted"]}
    needed = dict.fromkeys(wishes, READS)
    model = {**hues, **{key: base[key] for key in neutral}}
    rates = {f"rate {n}": color for n, color in enumerate(table["rates"], 1)}
    model |= {name: base["rates"][n] for n, name in enumerate(rates)}
    alone = dict.fromkeys(rates, ("danger",))  # tints of plain descent, which may lead away
    colors = {**neutral, **rates, **wishes}
    theirs = [role for role in wishes if wishes[role] in brand]
    palette = Palette(colors, table["background"], needed, model, alone)
    for n, role in enumerate(theirs):
        palette.settle(role, [*neutral, *theirs[:n]])
    palette.part([role for role in wishes if role not in theirs])
    tight = palette.make_do(list(wishes))
    roles = {role: palette.colors[role] for role in wishes}
    table["roles"] = roles  # the star stays: its shape and rim tell it, and all know it yellow
    return table, tuple(_remarks(palette, wishes, hues, theirs, tight))


def _tinted(primary: str, base: Mapping[str, Any]) -> dict[str, Any]:
    """The base with the landscape, the rates and all that is quiet in a brand's hue."""
    _, chroma, hue = lch(primary)
    own = lch(base["roles"]["batch"])
    share = min(1.0, chroma / own[1]) if chroma > GREY else 0.0

    def tint(color: str, most: float) -> str:
        part = min(lch(color)[1], most) * share
        return as_bright(part, hue, _bright(color)) if lch(color)[1] > 0.001 else color

    def turn(color: str, sweep: float) -> str:
        _, part, at = lch(color)
        off = ((at - own[2]) + 180) % 360 - 180
        return as_bright(part * share, hue + sweep * off, _bright(color))

    table = dict(base) | {key: tint(base[key], most) for key, most in TINT.items()}
    quiet = _at_contrast(QUIET, _bright(table["background"]))
    table["contour_low"] = as_bright(TINT["contour_high"] * share, hue, quiet)
    table["heights"] = [turn(color, SWEEP) for color in base["heights"]]
    table["rates"] = [turn(color, 0.0) for color in base["rates"]]
    if base["star_rim"] == base["background"]:
        table["star_rim"] = table["background"]
    return table


def _wishes(brand: Sequence[str], hues: Mapping[str, str]) -> dict[str, str]:
    """Colours of a brand by the role that takes each."""
    wishes = dict(zip(BRANDED, brand, strict=False))
    for color in brand[len(BRANDED) :]:
        free = [role for role in hues if role not in wishes and role != "danger"]
        nearest = min(free, key=lambda role: float(distances(hues[role], color)[0]))
        wishes[nearest] = color
    return wishes


def _at_contrast(ratio: float, ground: float) -> float:
    """Luminance of what has a contrast with a ground of some luminance."""
    return ratio * (ground + 0.05) - 0.05 if ground < 0.18 else (ground + 0.05) / ratio - 0.05


def _bright(color: str) -> float:
    return float(luminance(rgb(color)))


def _remarks(
    palette: Palette,
    wishes: Mapping[str, str],
    hues: Mapping[str, str],
    theirs: Sequence[str],
    tight: Sequence[tuple[str, str]],
) -> list[str]:
    """What became of each colour that could not stay."""
    said = []
    for role, wish in wishes.items():
        now, name = palette.colors[role], role
        if now == wish:
            continue
        ratio = float(contrast(rgb(wish), rgb(palette.background)))
        wished = replace(palette, colors={**palette.colors, role: wish})
        close = wished.too_close(role, wished.company(role))
        if ratio < palette.needed[role]:
            needs = f"needs {palette.needed[role]:.1f}:1"
            why = f"it reads at {ratio:.1f}:1 on {palette.background}, and {needs}"
        elif close:
            other, eye = close[0]
            why = f"too close to {other} for {eye}"
        else:
            why = "to leave room for the others"
        kind = "the brand's" if role in theirs else "the theme's"
        said.append(f"{name}: {kind} {wish} became {now}: {why}")
    for first, second in tight:
        near = float(palette.least(first, second).max())
        said.append(
            f"{first} and {second} are as close as {near:.1f}: their markers tell them apart"
        )
    return [line.replace("_", " ") for line in said]
