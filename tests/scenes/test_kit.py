"""Geometry of the kit against the data it draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gdcore import GradientDescent, Quadratic, descend
from scenes.kit.ink.layout import WIDE, Box
from scenes.kit.ink.marks import Arrow, Marks
from scenes.kit.ink.numbers import Number, fixed, plain, significant
from scenes.kit.ink.outline import clipped, dashed, polyline, sampled
from scenes.kit.ink.text import SMALLEST, Text, outlines
from scenes.kit.ink.theme import DARK
from scenes.kit.panels.axes import Axis, Plane, decades, round_ticks
from scenes.kit.panels.contours import Contours, log_levels
from scenes.kit.panels.curves import spread
from scenes.kit.panels.level_values import LevelValues, clear_of_path
from scenes.kit.panels.zoom import ZoomPlane
from scenes.kit.runs.edge import EdgeArrow
from scenes.kit.runs.model_line import ModelLine
from scenes.kit.runs.traces import Trace
from scenes.kit.time.playhead import Playhead, along, step_times

BOX = Box(-3, 3, -2, 2)


def plane(x: Axis | None = None, y: Axis | None = None) -> Plane:
    return Plane(BOX, x or Axis(-8, 8, "$w$"), y or Axis(-8, 8, "$b$"), DARK)


# -- layout ------------------------------------------------------------------------------------


def test_columns_and_rows_fill_their_box_without_touching():
    first, second, third = WIDE.body.columns([2, 1, 1], gap=0.5)
    assert first.left == WIDE.body.left and third.right == pytest.approx(WIDE.body.right)
    assert second.left - first.right == pytest.approx(0.5)
    assert first.width == pytest.approx(2 * second.width)
    upper, lower = WIDE.body.rows([1, 3], gap=0.2)
    assert upper.top == WIDE.body.top and upper.bottom - lower.top == pytest.approx(0.2)
    assert lower.bottom == pytest.approx(WIDE.body.bottom)


# -- axes --------------------------------------------------------------------------------------


@given(st.lists(st.tuples(*[st.floats(-8, 8)] * 2), min_size=1, max_size=20))
def test_data_reach_the_scene_linearly_and_as_rows_of_three(points):
    panel = _PLANE
    scene = panel.to_scene(np.array(points))
    assert scene.shape == (len(points), 3)
    inner = panel.inner
    back = (scene[:, 0] - inner.left) / inner.width * 16 - 8
    np.testing.assert_allclose(back, np.array(points)[:, 0], atol=1e-9)
    assert inner.inset(-1e-9, -1e-9, -1e-9, -1e-9).holds(scene).all()


_PLANE = plane()


def test_equal_ratios_take_equal_lengths_on_a_log_axis():
    panel = plane(y=Axis(0.1, 1000, "loss", log=True))
    heights = panel.at(0, [0.1, 1, 10, 100, 1000])[:, 1]
    np.testing.assert_allclose(np.diff(heights), np.diff(heights)[0])
    assert panel.at(0, 0.0)[1] == -np.inf


@pytest.mark.parametrize(
    ("low", "high", "log"), [(1, 1, False), (2, 1, False), (0, 1, True), (np.nan, 1, False)]
)
def test_axes_refuse_empty_ranges_and_say_what_they_got(low, high, log):
    with pytest.raises(ValueError, match=f"axis from {low}"):
        Axis(low, high, log=log)


def test_ticks_are_round_and_inside():
    assert round_ticks(-8, 8) == (-5, 0, 5)
    assert Plane(BOX, Axis(0, 1), Axis(-9.7, 0.7), DARK).y.marks() == (-8, -6, -4, -2, 0)
    low = Plane(Box(-3, 3, -0.5, 0.9), Axis(0, 1), Axis(-9.7, 0.7), DARK)
    assert low.y.marks() == (-5, 0)
    assert round_ticks(0, 1) == pytest.approx((0, 0.2, 0.4, 0.6, 0.8, 1))
    assert decades(0.1, 1e7) == pytest.approx((0.1, 10, 1e3, 1e5, 1e7))


def test_tick_numbers_stay_inside_their_panel_and_clear_of_the_axis_names():
    panel = plane()
    numbers = [part for part in panel if isinstance(part, Number)]
    assert len(numbers) >= 5
    for number in numbers:
        assert number.get_left()[0] >= BOX.left and number.get_bottom()[1] >= BOX.bottom
        if number.align == "center":
            assert number.get_right()[0] < panel.x_name.get_left()[0]


def test_zooming_out_by_two_halves_distances_from_the_pivot():
    panel = ZoomPlane(BOX, Axis(-9, 13, "$w$"), Axis(-8, 14, "$b$"), DARK, pivot=(2, 3))
    pivot, before = panel.at(2, 3), panel.at(7, -1)
    panel.zoom = lambda: 1.0
    np.testing.assert_allclose(panel.at(2, 3), pivot)
    np.testing.assert_allclose(panel.at(7, -1) - pivot, (before - pivot) / 2)
    assert panel.window == (-20, 24, -19, 25)


def test_a_tick_of_a_zoomed_panel_lies_at_the_value_it_names():
    panel = ZoomPlane(BOX, Axis(-9, 13, "$w$"), Axis(-8, 14, "$b$"), DARK, pivot=(2, 3))
    for zoom in (0.0, 0.37, 1.6, 4.0):
        panel.zoom = lambda zoom=zoom: zoom
        panel.refresh()
        feet = np.concatenate([rung.ticks.points[0::4, 0] for rung in panel.rungs[:4]])
        left, right, *_ = panel.window
        values = left + (feet - panel.inner.left) / panel.inner.width * (right - left)
        finest = 5 * 2.0 ** np.floor(np.log2(np.diff(np.sort(values)).min() / 5) + 1e-9)
        np.testing.assert_allclose(values / finest, np.round(values / finest), atol=1e-6)


# -- outlines ----------------------------------------------------------------------------------


@given(st.lists(st.tuples(*[st.floats(-6, 6)] * 2), min_size=2, max_size=12))
def test_what_is_clipped_lies_in_the_box_and_on_the_line(points):
    line = np.array([(*point, 0.0) for point in points])
    inside = clipped(line, BOX)
    assert (np.abs(inside[:, 0]) <= 3 + 1e-9).all() and (np.abs(inside[:, 1]) <= 2 + 1e-9).all()
    if BOX.holds(line).all() and (np.diff(line, axis=0) != 0).any(axis=1).all():
        np.testing.assert_allclose(inside, polyline(line), atol=1e-9)


def test_segments_to_infinity_are_dropped():
    line = np.array([[0, 0, 0], [1, 1, 0], [np.inf, 1, 0]], dtype=float)
    np.testing.assert_allclose(clipped(line, BOX), polyline(line[:2]))


def test_dashes_and_gaps_have_their_lengths_even_round_a_corner():
    corner = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0]], dtype=float)
    ink = dashed(corner, 0.3, 0.1)
    lengths = np.linalg.norm(ink[3::4] - ink[0::4], axis=1)
    assert lengths.sum() == pytest.approx(5 * 0.3)


# -- numbers and text --------------------------------------------------------------------------


def test_numbers_are_written_with_true_minus_signs_and_no_negative_zero():
    assert fixed(2)(-1.234) == "−1.23" and fixed(1)(-0.01) == "0.0"
    assert [significant(3)(v) for v in (412, 65.708, 0.0293, 1.26e7)] == [
        "412",
        "65.7",
        "0.0293",
        "1.26×10^7",
    ]
    assert plain(-10) == "−10" and plain(2.5) == "2.5" and plain(np.inf) == "∞"
    assert significant(3)(np.inf) == "∞"
    assert significant(2, least=-3)(0.0023) == "0.0023"
    assert significant(1, least=-3)(0.00023) == "2×10^−4"


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_number_stays_at_its_anchor_whatever_it_shows(align):
    number = Number(1, DARK, align=align).put((1.0, 0.5, 0))
    for value in (9, -123.4, 1e9):
        number.show_value(value)
        place = {"left": number.get_left(), "right": number.get_right()}.get(
            align, number.get_center()
        )
        assert place[0] == pytest.approx(1.0, abs=0.06)
        assert number.get_bottom()[1] == pytest.approx(0.5, abs=0.03)


def test_a_readout_of_nan_is_an_error():
    with pytest.raises(ValueError, match="nan"):
        Number(np.nan, DARK)


def test_texts_stand_on_a_line_with_their_letters_not_their_tails():
    flat, tailed = Text("Hx", DARK).stand_on(1), Text("Hg", DARK).stand_on(1)
    assert flat.get_top()[1] == pytest.approx(tailed.get_top()[1], abs=1e-6)
    assert tailed.get_bottom()[1] < flat.get_bottom()[1] - 0.04


def test_text_takes_the_colours_of_roles_and_refuses_to_be_small():
    text = Text("a #gradient[b]", DARK)
    assert text[0].fill_color.to_hex() == DARK.text
    assert text[1].fill_color.to_hex() == DARK.roles()["gradient"]
    with pytest.raises(ValueError, match=f"smallest allowed is {SMALLEST}"):
        Text("a", DARK, size=20)
    with pytest.raises(ValueError, match="Typst cannot set"):
        Text("$frac(1$", DARK)


def test_a_formula_has_no_missing_glyphs_in_the_fonts_we_ship():
    assert len(outlines("pérdida $eta nabla L$").shapes) == len("pérdida") + 3


def test_text_of_one_colour_is_one_outline():
    assert len(Text("minimum", DARK)) == 1 and len(Text("a #gradient[b] c", DARK)) == 3


# -- playheads and traces ----------------------------------------------------------------------


def test_a_staged_step_first_aims_then_moves():
    playhead = Playhead(10, staged=2)
    playhead.set_value(1.3)
    assert (playhead.arrived, playhead.position) == (1, 1.0) and playhead.aim == 1
    playhead.set_value(1.95)
    assert playhead.position == pytest.approx(2)
    playhead.set_value(2.5)
    assert (playhead.position, playhead.aim) == (2.5, 0)
    playhead.set_value(99)
    assert (playhead.arrived, playhead.position) == (10, 10)


@given(st.integers(1, 200), st.floats(1, 30), st.integers(0, 5))
@example(7, 1 + 2**-52, 1)
def test_step_times_rise_to_the_end_and_never_slow_down(steps, seconds, slow):
    times = step_times(steps, seconds, slow=slow)
    durations = np.diff(times)
    assert len(times) == steps + 1 and times[0] == 0 and (durations > 0).all()
    assert (np.diff(durations) <= 1e-9).all()
    assert times[-1] <= max(seconds, slow) + 1e-6


def _trace(rate: float, steps: int = 12) -> tuple[Trace, Playhead]:
    bowl = Quadratic(np.diag([2.0, 0.5]), [0, 0])
    run = descend(bowl, GradientDescent(rate), [5, 6], steps)
    playhead = Playhead(steps)
    return Trace(plane(), run.thetas, playhead, dots=True, arrow=True), playhead


def test_the_marker_is_where_the_trajectory_is():
    trace, playhead = _trace(0.4)
    for step in (0, 1, 5, 12):
        playhead.set_value(step)
        trace.update()
        expected = trace.plane.to_scene(trace.record[step])
        np.testing.assert_allclose(trace.marker.get_center(), expected, atol=1e-3)
        np.testing.assert_allclose(trace.here, expected)


def test_the_arrow_spans_exactly_the_step_to_come():
    trace, playhead = _trace(0.4)
    playhead.set_value(1.35)
    trace.update()
    start, end = trace.plane.to_scene(trace.record[1:3])
    tips = trace.arrow.points
    assert np.abs(tips - end).sum(axis=1).min() == pytest.approx(0, abs=1e-9)
    tail = (tips[np.argmax(np.linalg.norm(tips - end, axis=1))] - start)[:2]
    assert np.linalg.norm(tail) <= trace.arrow.width_of_shaft


def test_a_run_that_leaves_ends_in_an_arrow_at_the_edge_with_its_value():
    trace, playhead = _trace(1.2)
    values = np.arange(13) * 100.0
    edge = EdgeArrow(trace, values)
    assert len(edge.arrow.points) == 0 and len(edge.number.points) == 0
    playhead.set_value(12)
    trace.update()
    edge.update()
    assert edge.number.value == 1200 and len(trace.marker.points) == 0
    inner = trace.plane.inner
    tip = edge.arrow.points[np.argmax(np.abs(edge.arrow.points[:, 0]))]
    assert min(abs(tip[0] - inner.left), abs(tip[0] - inner.right)) < 1e-9
    assert inner.inset(-1e-9, -1e-9, -1e-9, -1e-9).holds(trace.line.points).all()


def test_numbers_at_an_edge_keep_apart_or_are_left_out():
    panel, playhead = plane(), Playhead(1, staged=0)
    playhead.set_value(1)
    starts = np.array([[-0.1 * i, 0.0] for i in range(9)])
    traces = [Trace(panel, np.array([start, [start[0], -99]]), playhead) for start in starts]
    lonely, edges = [EdgeArrow(trace, np.array([1.0, 408.0])) for trace in traces], []
    for trace in traces:
        edges.append(EdgeArrow(trace, np.array([1.0, 408.0]), among=[*traces, *edges]))
    assert all(len(edge.number.points) for edge in lonely)
    boxes = [edge.number.points for edge in edges if len(edge.number.points)]
    assert 2 <= len(boxes) < 9
    for i, one in enumerate(boxes):
        assert panel.inner.holds(one).all()
        for other in boxes[:i]:
            apart = np.maximum(one.min(axis=0) - other.max(axis=0), other.min(axis=0) - one.max(0))
            assert apart[:2].max() > 0.02
    for edge in edges:
        assert all(claim.holds for claim in edge.claims())
        assert len(edge.arrow.points)


def test_the_model_line_passes_through_its_own_predictions():
    playhead = Playhead(1, staged=0)
    panel = plane(Axis(-5, 5, "$x$"), Axis(-30, 30, "$y$"))
    line = ModelLine(panel, np.array([[1.0, 2.0], [3.0, -4.0]]), playhead)
    playhead.set_value(0.5)
    line.update()
    np.testing.assert_allclose(line.get_start(), panel.at(-5, -11))
    np.testing.assert_allclose(line.get_end(), panel.at(5, 9))


def test_along_a_record_is_the_record_at_whole_places():
    record = np.arange(12.0).reshape(4, 3)
    np.testing.assert_array_equal(along(record, 2), record[2])
    np.testing.assert_allclose(along(record, 2.25), record[2] + 0.75)
    np.testing.assert_array_equal(along(record, 3), record[3])


# -- contours, marks, labels -------------------------------------------------------------------


def test_contours_lie_where_the_problem_has_their_value():
    bowl = Quadratic(np.diag([2.0, 0.5]), [1, -1])
    panel = plane()
    levels = log_levels(1, 16, 5)
    for mobject, level in zip(Contours(panel, bowl, levels).lines, levels, strict=True):
        inner = panel.inner
        points = sampled(mobject.points, 60)[:, :2] - (inner.left, inner.bottom)
        theta = points / (inner.width, inner.height) * 16 - 8
        np.testing.assert_allclose(bowl.value(theta), level, rtol=1e-5)


def test_three_lines_carry_their_value_clear_of_star_path_and_one_another():
    bowl, panel = Quadratic(np.diag([2.0, 0.5]), [1, -1]), plane()
    path = clear_of_path(panel, np.array([[-7.0, 6.0], [5.0, 2.0], [1.0, -1.0]]))
    values = LevelValues(Contours(panel, bowl, log_levels(0.5, 32, 7)), [path])
    assert len(values) == len(values.levels) == 3
    for text, level in zip(values, values.levels, strict=True):
        assert float(text.body) == pytest.approx(level, rel=5e-3)
        assert bowl.value(panel.data(text.get_center())) == pytest.approx(level, rel=0.02)
        low, high = text.get_corner([-1, -1, 0]), text.get_corner([1, 1, 0])
        held = Box(low[0], high[0], low[1], high[1])
        covered = np.concatenate([path[0], panel.to_scene(bowl.minimizers)])
        assert not held.holds(covered).any() and panel.inner.holds(np.stack([low, high])).all()
        others = [other.get_center() for other in values if other is not text]
        assert not held.holds(np.array(others)).any()


def test_values_go_with_their_lines_when_the_panel_zooms_and_fade():
    bowl, axis = Quadratic(np.diag([2.0, 0.5]), [1, -1]), Axis(-8, 8)
    panel = ZoomPlane(BOX, axis, axis, DARK, pivot=(1, -1))
    values = LevelValues(Contours(panel, bowl, log_levels(0.5, 32, 7)))
    panel.zoom = lambda: 0.25
    values.update()
    for text, level in zip(values, values.levels, strict=True):
        assert bowl.value(panel.data(text.get_center())) == pytest.approx(level, rel=0.02)
        assert 0 < text[0].get_fill_opacity() < 1
    panel.zoom = lambda: 1.0
    values.update()
    assert not any(text[0].get_fill_opacity() for text in values) and not values.claims()


def test_markers_are_centred_on_their_points_and_leave_out_what_is_not_finite():
    points = np.array([[0, 0, 0], [1, 2, 0], [np.nan, 0, 0]])
    marks = Marks(points, DARK, "batch", radius=0.1)
    assert marks.get_left()[0] == pytest.approx(-0.1, abs=1e-3)
    assert marks.get_top()[1] == pytest.approx(2.1, abs=1e-3)


def test_arrows_of_no_length_draw_nothing():
    arrow = Arrow(DARK).put(np.zeros(3), np.zeros(3))
    assert len(arrow.points) == 0


@given(st.lists(st.floats(0, 10), min_size=1, max_size=8))
def test_spread_labels_keep_their_distance_order_and_range(heights):
    placed = spread(heights, 1.0, 0, 10)
    order = np.argsort(heights, kind="stable")
    assert (np.diff(placed[order]) >= 1 - 1e-6).all()
    assert placed.min() >= -1e-9 and placed.max() <= 10 + 1e-9


def test_labels_that_do_not_touch_stay_where_they_are():
    np.testing.assert_allclose(spread([1, 3, 5], 1.0, 0, 10), [1, 3, 5])


def test_the_frame_is_sixteen_by_nine():
    assert WIDE.whole.width / WIDE.whole.height == pytest.approx(16 / 9)
