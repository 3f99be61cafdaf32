"""Holes in drawings of SVG are those that are erased in pictures, on any ground."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import cairo
import numpy as np
import pytest
import typst
from numpy.typing import NDArray
from PIL import Image

from scenes.kit.ink.camera import HOLE
from studio.encoding.formats import Sheet
from studio.encoding.formats.pdf import open_pdf
from studio.encoding.formats.svg import open_svg
from studio.encoding.holes import cut_holes

from .browser import chromium

SIDE = 200  # pixels, and points of a page
Context = cairo.Context  # type: ignore[type-arg]
Draw = Callable[[Context, Callable[[float], None]], None]


def overlapping(context: Context, erase: Callable[[float], None]) -> None:
    """Discs, each with a hole round it in those before, some of it faint, some of it cut off."""
    numbers = np.random.default_rng(3)
    for number in range(25):
        x, y, radius = numbers.uniform((20, 20, 5), (SIDE - 20, SIDE - 20, 30))
        context.save()
        if number % 3 == 0:
            context.rectangle(0, 0, x, SIDE)
            context.clip()
        context.arc(x, y, radius, 0, 2 * np.pi)
        context.set_line_width(6)
        erase(1.0 if number % 2 else 0.5)
        context.set_source_rgba(*numbers.uniform(size=3), numbers.choice([0.6, 1.0]))
        context.fill()
        context.restore()


def apart(context: Context, erase: Callable[[float], None]) -> None:
    """A ground, and on it discs with holes round them that do not touch."""
    context.rectangle(10, 10, SIDE - 20, SIDE - 20)
    context.set_source_rgb(0.2, 0.4, 0.9)
    context.fill()
    for x in range(30, SIDE - 20, 20):
        context.arc(x, x, 5, 0, 2 * np.pi)
        context.set_line_width(4)
        context.set_line_join(cairo.LINE_JOIN_ROUND)
        erase(1.0)
        context.set_source_rgb(1, 0.5, 0)
        context.fill()


def nowhere(context: Context, erase: Callable[[float], None]) -> None:
    """A hole in nothing."""
    context.arc(SIDE / 2, SIDE / 2, 50, 0, 2 * np.pi)
    context.set_line_width(4)
    erase(1.0)
    context.set_source_rgb(1, 0.5, 0)
    context.fill()


def page(draw: Draw, path: Path) -> Path:
    """What is drawn, as a file of vectors."""
    sheet = Sheet(SIDE, SIDE, alpha=True)
    made = {".svg": open_svg, ".pdf": open_pdf}[path.suffix](path, sheet)
    context = cairo.Context(made.surface)

    def erase(opacity: float) -> None:
        context.set_source_rgba(*HOLE, opacity)
        context.stroke_preserve()

    draw(context, erase)
    made.close()
    return path


def picture(draw: Draw) -> NDArray[np.float64]:
    """What is drawn, as cairo erases: red, green, blue and alpha, multiplied by it, up to 1."""
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, SIDE, SIDE)
    context = cairo.Context(surface)

    def erase(opacity: float) -> None:
        context.set_operator(cairo.OPERATOR_DEST_OUT)
        context.set_source_rgba(0, 0, 0, opacity)
        context.stroke_preserve()
        context.set_operator(cairo.OPERATOR_OVER)

    draw(context, erase)
    bytes_ = np.ndarray((SIDE, SIDE, 4), np.uint8, bytes(surface.get_data()))
    return bytes_[..., [2, 1, 0, 3]] / 255


def grounds() -> dict[str, NDArray[np.float64]]:
    rows, columns = np.mgrid[:SIDE, :SIDE]
    hatch = np.where(((rows + columns) // 7 % 2)[..., None], (0.9, 0.0, 0.5), (0.0, 0.8, 0.3))
    return {"white": np.ones((SIDE, SIDE, 3)), "black": np.zeros((SIDE, SIDE, 3)), "hatch": hatch}


def under(drawing: Path, ground: NDArray[np.float64]) -> Path:
    """A picture of a ground, beside a drawing."""
    path = drawing.with_name("ground.png")
    Image.fromarray(np.round(ground * 255).astype(np.uint8)).save(path)
    return path


def by_typst(drawing: Path, ground: NDArray[np.float64]) -> NDArray[np.float64]:
    sides = f"width: {SIDE}pt, height: {SIDE}pt"
    both = [under(drawing, ground).name, drawing.name]
    shown = "\n".join(f'#place(image("{name}", {sides}))' for name in both)
    source = drawing.with_suffix(".typ")
    source.write_text(f"#set page({sides}, margin: 0pt)\n{shown}", encoding="utf-8")
    made = typst.compile(source, root=source.parent, format="png", ppi=72)
    assert isinstance(made, bytes)
    return np.asarray(Image.open(io.BytesIO(made)).convert("RGB")) / 255


def check(found: NDArray[np.float64], drawn: NDArray[np.float64], ground: object) -> None:
    expected = drawn[..., :3] + (1 - drawn[..., 3:]) * np.asarray(ground)
    off = np.abs(found - expected).max(axis=2)
    assert off.mean() < 0.01
    assert (off > 0.25).mean() < 0.005  # another way to smooth edges


@pytest.mark.parametrize("name", ["white", "black", "hatch"])
@pytest.mark.parametrize("kind", ["svg", "pdf"])
@pytest.mark.parametrize("draw", [overlapping, apart, nowhere])
def test_a_hole_lets_any_ground_through(draw: Draw, kind: str, name: str, tmp_path: Path) -> None:
    ground = grounds()[name]
    check(by_typst(page(draw, tmp_path / f"page.{kind}"), ground), picture(draw), ground)


def test_a_hole_lets_the_ground_through_in_a_browser(tmp_path: Path) -> None:
    with chromium() as browser:
        screen = browser.new_page(viewport={"width": SIDE, "height": SIDE})
        for draw in (overlapping, apart):
            drawing = page(draw, tmp_path / f"{draw.__name__}.svg")
            for ground in grounds().values():
                style = f"margin: 0; background: url({under(drawing, ground).name})"
                image = f'<img style="display: block; width: {SIDE}px" src="{drawing.name}">'
                shown = tmp_path / "shown.html"
                shown.write_text(f'<body style="{style}">{image}', encoding="utf-8")
                screen.goto(shown.as_uri())
                seen = Image.open(io.BytesIO(screen.screenshot())).convert("RGB")
                check(np.asarray(seen) / 255, picture(draw), ground)


def masks(drawing: Path) -> int:
    return sum(part.tag.endswith("}mask") for part in ET.parse(drawing).iter())


def test_holes_that_do_not_touch_share_a_mask(tmp_path: Path) -> None:
    assert masks(page(apart, tmp_path / "apart.svg")) == 1
    assert masks(page(nowhere, tmp_path / "nowhere.svg")) == 0
    assert 2 < masks(page(overlapping, tmp_path / "overlapping.svg")) < 25


def test_a_drawing_without_holes_stays_as_it_is(tmp_path: Path) -> None:
    drawing = page(lambda context, erase: context.paint(), tmp_path / "page.svg")
    before = drawing.read_bytes()
    assert cut_holes(before) == before and b"mask" not in before
