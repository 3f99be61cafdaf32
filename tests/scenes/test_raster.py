"""What outlines cover of pixels: areas known from geometry, colours as cairo has them."""

from __future__ import annotations

import cairo
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from manim import Circle, VMobject

from scenes.kit.ink.outline import polygon
from scenes.kit.ink.raster import Pen, Raster, _room
from scenes.kit.ink.strokes import BUTT, MITER, ROUND
from scenes.kit.ink.vectors import Vectors

WIDE, TALL, UNIT = 160, 120, 10.0
WHITE = Pen((1.0, 1.0, 1.0))


def context() -> cairo.Context:
    made = cairo.Context(cairo.ImageSurface(cairo.FORMAT_ARGB32, WIDE, TALL))
    made.set_matrix(cairo.Matrix(UNIT, 0, 0, -UNIT, WIDE / 2, TALL / 2))
    return made


def raster(**changes: object) -> Raster:
    found = Raster.of(context())
    assert found is not None
    return found._replace(**changes)


def covers(spans: np.ndarray) -> np.ndarray:
    """Part of each pixel that is covered."""
    parts = np.zeros((TALL, WIDE))
    for row, first, last, cover in spans:
        assert not parts[row, first:last].any(), "a pixel is in one span alone"
        parts[row, first:last] = cover / 255
    return parts


def area(spans: np.ndarray) -> float:
    """In square scene units."""
    return float(covers(spans).sum()) / UNIT**2


def line(*corners: tuple[float, float]) -> np.ndarray:
    return VMobject().set_points_as_corners(np.array([(*c, 0.0) for c in corners])).points


coordinates = some.tuples(some.floats(-5, 5), some.floats(-4, 4))


@settings(deadline=None)
@given(some.lists(coordinates, min_size=3, max_size=3))
def test_a_triangle_is_filled_with_its_area(corners):
    (ax, ay), (bx, by), (cx, cy) = corners
    exact = abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) / 2
    points = polygon(np.array([(*corner, 0.0) for corner in corners]))
    assert area(raster().filled(points)) == pytest.approx(exact, abs=0.02)


@pytest.mark.parametrize("radius", [0.05, 0.31, 2.0])
def test_circles_and_dots_have_their_areas(radius):
    circle = Circle(radius, num_components=9).shift((0.033, 0.057, 0))
    assert area(raster().filled(circle.points)) == pytest.approx(
        np.pi * radius**2, rel=0.01, abs=4e-4
    )
    dot = np.tile([0.033, 0.057, 0.0], (4, 1))
    dotted = raster().stroked(dot, 2 * radius, MITER, ROUND)
    assert area(dotted) == pytest.approx(np.pi * radius**2, rel=0.03, abs=4e-4)


def test_a_hole_goes_the_other_way_round_and_what_lies_twice_is_covered_once():
    outer, inner = polygon(np.array([[-2, -2, 0], [2, -2, 0], [2, 2, 0], [-2, 2, 0.0]])), None
    inner = outer / 2
    assert area(raster().filled(np.concatenate([outer, inner[::-1]]))) == pytest.approx(12)
    assert area(raster().filled(np.concatenate([outer, inner]))) == pytest.approx(16)


@settings(deadline=None)
@given(coordinates, coordinates, some.floats(0.02, 0.9))
def test_a_line_is_as_wide_as_it_is_said_to_be(start, end, width):
    length = float(np.hypot(*np.subtract(end, start)))
    if length < 0.2:
        return
    drawn = raster().stroked(line(start, end), width, MITER, BUTT)
    assert area(drawn) == pytest.approx(length * width, abs=0.03, rel=0.02)
    rounded = raster().stroked(line(start, end), width, MITER, ROUND)
    whole = length * width + np.pi * width**2 / 4
    assert area(rounded) == pytest.approx(whole, abs=0.03, rel=0.05)


@pytest.mark.parametrize(("joint", "corner"), [(MITER, 1.0), (ROUND, np.pi / 4)])
def test_corners_are_pointed_or_round(joint, corner):
    drawn = raster().stroked(line((-3, 0.0), (0, 0), (0, 3)), 1.0, joint, BUTT)
    assert area(drawn) == pytest.approx(6 - 1 / 4 + corner / 4, abs=0.02)


@settings(deadline=None)
@given(some.lists(coordinates, min_size=3, max_size=6), some.floats(0.01, 0.6))
def test_what_is_clipped_is_the_part_of_the_whole(corners, width):
    clip = 31, 17, 90, 71
    points, part = line(*corners), np.zeros((TALL, WIDE))
    for draw in (
        lambda page: page.filled(points),
        lambda page: page.stroked(points, width, ROUND, ROUND),
    ):
        part = covers(draw(raster(clip=clip)))
        whole = covers(draw(raster()))
        inside = np.zeros_like(whole)
        inside[17:71, 31:90] = whole[17:71, 31:90]
        np.testing.assert_allclose(part, inside, atol=1.01 / 255)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_is_not_finite_is_not_drawn(bad):
    points = polygon(np.array([[-2, -2, 0], [2, -2, 0], [2, 2, 0.0]]))
    points[5, 0] = bad
    assert not len(raster().filled(points))
    assert not len(raster().stroked(points, 0.1, MITER, BUTT))


def test_segments_that_are_not_finite_are_left_out():
    starts, ends = np.array([[-2, 0], [0, np.nan], [0, 0]]), np.array([[0, 0], [1, 1], [2, 0.0]])
    assert area(raster().joined(starts, ends, 0.3)) == pytest.approx(4 * 0.3, rel=0.01)


def test_pictures_of_many_sizes_take_no_more_room_than_the_largest():
    for width in (64, 150, 90, 33):
        made = cairo.Context(cairo.ImageSurface(cairo.FORMAT_ARGB32, width, 120))
        made.scale(10, -10)
        made.translate(2, -6)
        disc = Circle(1.0).points
        page = Raster.of(made)
        assert area(page.filled(disc)) == pytest.approx(np.pi, rel=0.01)
        assert area(page.stroked(disc, 0.2, ROUND, BUTT)) == pytest.approx(0.4 * np.pi, rel=0.01)
    assert _room((120, 33)) is _room((120, 64))


def test_what_is_far_away_is_cut_off():
    points = polygon(np.array([[-1e300, -1, 0], [1e300, -1, 0], [1e300, 1, 0], [-1e300, 1, 0]]))
    assert area(raster().filled(points)) == pytest.approx(2 * WIDE / UNIT)
    edges = raster().stroked(points, 0.4, MITER, BUTT)
    assert area(edges) == pytest.approx(2 * 0.4 * WIDE / UNIT)


def test_colours_lie_over_one_another_as_cairo_lays_them():
    ours, theirs = context(), context()
    square = polygon(np.array([[-4, -3, 0], [4, -3, 0], [4, 3, 0], [-4, 3, 0.0]]))
    for color, opacity in (((0.9, 0.4, 0.1), 1.0), ((0.1, 0.2, 1.0), 0.37), ((0, 1, 0), 0.6)):
        page = Raster.of(ours)
        page.paint(page.filled(square), Pen(color, opacity))
        theirs.rectangle(-4, -3, 8, 6)
        theirs.set_source_rgba(*color, opacity)
        theirs.fill()
    first, second = (np.frombuffer(c.get_target().get_data(), np.uint8) for c in (ours, theirs))
    assert np.abs(first.astype(int) - second).max() <= 1


def test_what_cannot_be_drawn_on_as_numbers_has_no_raster(tmp_path):
    turned, grouped, rounded = context(), context(), context()
    turned.rotate(0.1)
    grouped.push_group()
    rounded.arc(0, 0, 1, 0, 6)
    rounded.clip()
    page = Vectors(cairo.SVGSurface(str(tmp_path / "page.svg"), 10, 10))
    assert all(Raster.of(one) is None for one in (turned, grouped, rounded, page))
    clipped = context()
    clipped.rectangle(-1, -1, 2, 2)
    clipped.clip()
    assert Raster.of(clipped).clip == (70, 50, 90, 70)
