"""The film renderer draws less than manim's own, and the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import (
    DOWN,
    RIGHT,
    UP,
    CairoRenderer,
    Circle,
    Line,
    PointCloudDot,
    Scene,
    Square,
    Triangle,
    ValueTracker,
    VGroup,
    always_redraw,
)
from numpy.typing import NDArray

from scenes.kit.ink.camera import PaintingCamera
from scenes.kit.ink.painted import Painted
from studio.ask.request import Quality
from studio.encoding.tiles import (
    HEIGHT,
    WIDTH,
    Box,
    Tiles,
    mark,
    no_tiles,
    stripes,
)
from studio.engine import drawing, layers
from studio.engine.layers import Layers
from studio.engine.looks import look_of
from studio.engine.settings import manim_settings
from studio.engine.writer import FilmWriter

Pictures = list[NDArray[np.uint8]]


class Scenery(Scene):
    def setup(self) -> None:
        self.renderer.camera = PaintingCamera()  # what manim's covers depends on where it is cut

    """Things that move below, between and above things that stay, and points."""

    def construct(self) -> None:
        square = Square(fill_opacity=0.5)
        circles = VGroup(*[Circle(n / 4, fill_opacity=0.3) for n in range(1, 8)])
        line = Line(UP, DOWN).set_stroke(["#FF0000", "#0000FF"], 12)
        self.add(square, circles)
        self.play(square.animate.shift(RIGHT), run_time=0.5)
        turn = ValueTracker(0)
        needle = always_redraw(lambda: Line(DOWN, UP, color="#FFFF00").rotate(turn.get_value()))
        self.add(circles.copy().shift(2 * RIGHT), needle, Triangle(), line)
        self.play(turn.animate.set_value(1), run_time=0.5)
        self.play(turn.animate.set_value(2), circles[3].animate.set_fill("#00FF00"), run_time=0.5)
        self.add(PointCloudDot(density=5), Square(1))
        self.play(turn.animate.set_value(3), line.animate.set_stroke(width=3), run_time=0.5)
        self.wait(0.2)
        self.remove(circles)
        self.play(turn.animate.set_value(4), square.animate.set_z_index(3), run_time=0.5)


def pictures(
    renderer: type[CairoRenderer], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Pictures:
    """Every picture that a renderer makes of the scenery."""
    drawn: Pictures = []

    class Watching(FilmWriter):
        def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
            drawn.append(pixels.copy())
            super().write_frame(pixels, repeat=repeat)

    monkeypatch.setattr(drawing, "FilmWriter", Watching)
    with manim_settings(Quality(426, 240, 10), folder):
        Scenery(renderer=renderer(folder / "film.mp4", lambda _: None)).render()
    return drawn


class StockRenderer(drawing.FilmRenderer):
    """The film renderer, drawing everything anew, as manim does."""

    update_frame = CairoRenderer.update_frame
    render = CairoRenderer.render
    save_static_frame_data = CairoRenderer.save_static_frame_data


def test_pictures_are_as_drawn_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = pictures(drawing.FilmRenderer, tmp_path, monkeypatch)
    manims = pictures(StockRenderer, tmp_path, monkeypatch)
    assert len(ours) == len(manims) == 26
    for number, (one, other) in enumerate(zip(ours, manims, strict=True)):
        assert np.array_equal(one, other), number


def test_what_stays_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def counted(draw: Callable[..., None]) -> Callable[..., None]:
        def count(camera: Any, mobjects: list[Any]) -> None:
            drawn.append(len(mobjects))
            draw(camera, mobjects)

        return count

    drawn: list[int] = []
    monkeypatch.setattr("studio.engine.layers._draw", counted(layers._draw))
    with manim_settings(Quality(64, 36, 10), tmp_path):
        renderer = CairoRenderer()
        kept = Layers()
        under = renderer.camera.background
        below = [Square() for _ in range(10)]
        for step in range(5):
            kept.draw(renderer.camera, under, [*below, Circle().shift(step * RIGHT), Square()])
    # All; then the ten that stayed once more, into the layer; then only what is above them.
    assert drawn == [12, 10, 2, 2, 2, 2]


Change = Callable[[Circle, Line, int], object]


def shrink(circle: Circle, line: Line, step: int) -> None:
    circle.scale(0.8).shift(step * UP / 5)


def lengthen(circle: Circle, line: Line, step: int) -> None:
    line.add_line_to(step / 2 * DOWN + step % 2 * RIGHT)


def shorten(circle: Circle, line: Line, step: int) -> None:
    line.pointwise_become_partial(line.copy(), 0, 0.7)


@pytest.mark.parametrize("change", [shrink, lengthen, shorten])
def test_tiles_that_are_not_said_to_change_are_the_frame_before(
    tmp_path: Path, change: Change
) -> None:
    with manim_settings(Quality(426, 240, 10), tmp_path):
        camera, kept = PaintingCamera(), Layers()
        circle, line = Circle(fill_opacity=1), Line(UP, DOWN + RIGHT, stroke_width=9)
        line.set_stroke("#FF0000", 15, background=True)
        kept.draw(camera, camera.background, [circle, line])
        for step in range(1, 6):
            before = camera.pixel_array.copy()
            change(circle, line, step)
            changed = kept.draw(camera, camera.background, [circle, line, ValueTracker(step)])
            differ = (before != camera.pixel_array).any(axis=-1)
            assert differ.any()
            assert not differ[~spread(changed, differ.shape)].any()
            assert not changed.all()
            again = camera.pixel_array.copy()
            Layers().draw(camera, camera.background, [circle, line])
            assert np.array_equal(again, camera.pixel_array)


def test_what_paints_itself_may_have_changed_everywhere(tmp_path: Path) -> None:
    with manim_settings(Quality(426, 240, 10), tmp_path):
        camera, kept = CairoRenderer().camera, Layers()
        kept.draw(camera, camera.background, [Looking(1), Square()])
        assert not kept.draw(camera, camera.background, [Looking(1), Square()]).any()
        assert kept.draw(camera, camera.background, [Looking(2), Square()]).all()
        assert kept.draw(camera, camera.background, [Painted(), Square()]).all()


def spread(tiles: Tiles, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """The pixels of tiles."""
    return tiles.repeat(HEIGHT, axis=0).repeat(WIDTH, axis=1)[: shape[0], : shape[1]]


@given(st.data())
def test_stripes_hold_all_tiles_that_are_meant(data: st.DataObject) -> None:
    columns = data.draw(st.integers(1, 400))
    sides = st.tuples(st.floats(-50, 450), st.floats(0.1, 90))
    boxes = st.lists(sides.map(lambda s: Box(0, 9, s[0], s[0] + s[1])), max_size=6)
    tiles = no_tiles((9, columns))
    for box in data.draw(boxes):
        mark(tiles, box)
    held = np.zeros(columns, bool)
    for left, right in stripes(tiles, columns):
        assert 0 <= left < right <= columns and not held[left:right].any()
        assert tiles[:, left // WIDTH].all() and tiles[:, (right - 1) // WIDTH].all()
        held[left:right] = True
    assert held[spread(tiles, (9, columns))[0]].all()


class Unlike(Painted, Square):
    """Paints itself in some way of its own."""


class Looking(Unlike):
    def __init__(self, state: int) -> None:
        super().__init__()
        self.state = state

    def appearance(self) -> object:
        return self.state


@pytest.mark.parametrize(
    ("make", "same"),
    [
        (lambda n: Square(), True),
        (lambda n: Square().set_fill("#FFFFFF", n / 10), False),
        (lambda n: Square().set_stroke(width=n), False),
        (lambda n: Square().shift(n * RIGHT), False),
        (lambda n: Unlike(), False),
        (lambda n: Looking(1), True),
        (lambda n: Looking(n), False),
    ],
)
def test_objects_that_look_the_same_are_known(make: Callable[[int], Square], same: bool) -> None:
    assert (look_of(make(1)) == look_of(make(2))) is same


def test_a_play_begins_with_what_changes_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrays: set[int] = set()
    changes: list[float] = []

    class Watching(FilmWriter):
        def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
            arrays.add(id(pixels))
            super().write_frame(pixels, repeat=repeat)

    class Taking(drawing.FilmRenderer):
        def _take_changed(self) -> Tiles | None:
            changed = super()._take_changed()
            changes.append(1 if changed is None else changed.mean())
            return changed

    class Plays(Scene):
        def construct(self) -> None:
            squares = [Square(0.2).shift(n * RIGHT) for n in range(5)]
            self.add(*squares)
            for square in (*squares, squares[0]):
                self.play(square.animate.shift(UP), run_time=0.3)
                self.wait(0.2)

    monkeypatch.setattr(drawing, "FilmWriter", Watching)
    with manim_settings(Quality(640, 360, 10), tmp_path):
        Plays(renderer=Taking(tmp_path / "film.mp4", lambda _: None)).render()
    assert len(arrays) == 1
    assert changes[0] == 1 and len(changes) == 6 * 4
    assert max(changes[1:]) < 0.05
