"""Adaptive steps: squares, arrows and sums on screen are the memories of the recorded runs."""

from __future__ import annotations

import numpy as np
import pytest
from manim import DL, UR

from scenes.adaptive import Adaptive
from scenes.kit.time.playhead import AIMED, Playhead
from scenes.parts.adaptive.memories import remembered
from scenes.parts.adaptive.memory_cells import SideLabel
from scenes.parts.adaptive.recall import Recall, correction, shared_scale
from scenes.parts.adaptive.rules import in_parts

ADAPTIVE = ("adagrad", "rmsprop", "adam")


@pytest.fixture
def lesson(stage):
    return stage(Adaptive)


def area(mobject) -> float:
    """Scene area of a square."""
    return float(mobject.width * mobject.height)


class TestRuns:
    """The numbers behind the captions."""

    def test_plain_descent_jumps_across_and_creeps_along(self, lesson):
        run = lesson.runs["batch"]
        np.testing.assert_allclose(run.thetas[1] - run.thetas[0], (5.2, 1.4), rtol=1e-12)
        across = run.thetas[:8, 0] - 2
        assert (across[1:] * across[:-1] < 0).all()

    def test_adagrads_first_steps_are_equal_its_squares_grow_and_its_steps_die_away(self, lesson):
        run = lesson.runs["adagrad"]
        np.testing.assert_allclose(run.thetas[1] - run.thetas[0], (0.5, 0.5), rtol=1e-9)
        assert (np.diff(run.memory["square_sum"], axis=0) > 0).all()
        np.testing.assert_allclose(run.memory["square_sum"][1], (2704, 196), rtol=1e-12)
        lengths = np.linalg.norm(np.diff(run.thetas, axis=0), axis=1)
        assert (np.diff(lengths) < 0).all()
        assert lengths[-1] < 0.1 * lengths[0]
        assert run.values[-1] == pytest.approx(5.99, abs=0.005)

    def test_rmsprops_squares_shrink_again_and_it_arrives(self, lesson):
        run = lesson.runs["rmsprop"]
        root = np.sqrt(run.memory["second_moment"])
        assert root.argmax(axis=0).tolist() == [2, 5]
        assert (root[-1] < 0.25 * root.max(axis=0)).all()
        assert run.values[20] < 0.003
        first = run.thetas[1] - run.thetas[0]
        np.testing.assert_allclose(first, 0.5 / np.sqrt(0.1), rtol=1e-6)

    def test_adams_raw_memories_would_make_its_first_steps_too_long(self, lesson):
        memories = remembered(lesson.runs["adam"])
        np.testing.assert_allclose(memories.steps[0], 0.5, rtol=1e-6)
        ratio = memories.raw_steps[:3, 0] / memories.steps[:3, 0]
        np.testing.assert_allclose(ratio, (3.162, 4.250, 4.950), rtol=1e-3)
        np.testing.assert_allclose(memories.raw_second[1], (2.704, 0.196), rtol=1e-9)
        np.testing.assert_allclose(memories.second[1], (2704, 196), rtol=1e-9)
        np.testing.assert_allclose(memories.first[1], (-52, -14), rtol=1e-9)

    def test_adams_mean_slope_carries_it_past_the_minimum_with_steps_alike(self, lesson):
        run, memories = lesson.runs["adam"], remembered(lesson.runs["adam"])
        assert run.thetas[:, 0].max() == pytest.approx(3.12, abs=0.005)
        assert run.thetas[:, 1].max() == pytest.approx(4.42, abs=0.005)
        step = 7  # already past the minimum across, and still carried on
        assert run.gradients[step, 0] > 0 > memories.directions[step, 0]
        ratio = memories.steps[:6, 0] / memories.steps[:6, 1]
        assert ((ratio > 0.8) & (ratio <= 1.0 + 1e-6)).all()

    def test_one_memory_swings_one_goes_straight(self, lesson):
        beyond = {role: run.thetas[:, 0].max() for role, run in lesson.runs.items()}
        assert beyond["momentum"] == pytest.approx(4.08, abs=0.005)
        assert beyond["rmsprop"] == pytest.approx(2.0, abs=0.005)
        assert beyond["rmsprop"] < beyond["adam"] < beyond["momentum"]

    def test_every_step_is_the_rate_times_slope_over_root(self, lesson):
        for role in ADAPTIVE:
            memories = remembered(lesson.runs[role])
            expected = -0.5 * memories.directions / memories.roots
            np.testing.assert_allclose(memories.steps, expected, rtol=1e-6, atol=1e-9)


class TestPictures:
    @pytest.mark.parametrize("role", ADAPTIVE)
    def test_the_area_of_a_square_is_the_second_moment(self, lesson, role):
        act, memories = lesson.acts[role], remembered(lesson.runs[role])
        for step in (1, 2, 17, 40):
            act.playhead.set_value(step)
            for axis, cell in enumerate(act.cells):
                cell.update()
                expected = memories.second[step, axis] * cell.recall.scale**2
                assert area(cell.square) == pytest.approx(expected, rel=1e-9)

    def test_the_first_arrow_of_adagrad_reaches_the_corner_of_its_square(self, lesson):
        act = lesson.acts["adagrad"]
        act.playhead.set_value(0.39)
        for axis, cell in enumerate(act.cells):
            cell.update()
            tip = cell.arrow.get_critical_point(np.eye(3)[axis])[axis]
            assert tip == pytest.approx(cell.square.get_critical_point(np.eye(3)[axis])[axis])

    def test_the_arrows_on_the_axes_are_the_step(self, lesson):
        act = lesson.acts["batch"]
        steps = act.steps
        act.playhead.set_value(0.4)
        steps.update()
        start, end = lesson.map.to_scene(lesson.runs["batch"].thetas[:2])
        assert steps.arrows[0].width == pytest.approx(end[0] - start[0])
        assert steps.arrows[1].height == pytest.approx(end[1] - start[1])

    def test_the_sums_show_the_step_under_way(self, lesson):
        act = lesson.acts["adagrad"]
        sums = [cell.sum for cell in act.cells]
        act.playhead.set_value(0.35)
        for line in sums:
            line.update()
        shown = [(line.top.shown, line.bottom.shown, line.result.shown) for line in sums]
        assert shown == [("−52.0", "52.0", "0.50"), ("−14.0", "14.0", "0.50")]

    def test_adam_shows_its_raw_memories_first(self, lesson):
        act = lesson.acts["adam"]
        line, recall = act.cells[0].sum, act.cells[0].recall
        for place, texts in (
            (0.3, ("−5.20", "1.64", "1.58")),
            (0.4, ("−52.0", "52.0", "0.50")),
        ):
            act.playhead.set_value(place)
            line.update()
            assert (line.top.shown, line.bottom.shown, line.result.shown) == texts
        assert recall.corrected == 1
        act.raw.update()
        assert act.raw.number.shown == "×3.16"

    def test_the_correction_is_done_before_the_marker_moves(self):
        playhead = Playhead(5)
        playhead.set_value(0.4)
        assert correction(playhead) == 1 and playhead.position == 0

    def test_squares_and_arrows_fit_their_cells(self, lesson):
        for role in ADAPTIVE:
            memories = remembered(lesson.runs[role])
            scale = shared_scale(memories)
            assert scale * memories.widest <= 2.2 + 1e-9
            assert scale * memories.longest <= 1.9 + 1e-9
            assert Recall(memories, Playhead(40), scale).step == -1


@pytest.mark.parametrize(
    ("kept", "digits", "written"),
    [
        (0.9, 10, ("0.9", "0.1")),
        (0.9876, 2, ("0.988", "0.012")),
        (0.9999, 1, ("0.9999", "0.0001")),
        (0.00126, 1, ("0.001", "0.999")),
        (0.0, 3, ("0", "1")),
    ],
)
def test_the_parts_of_a_memory_make_up_the_whole_as_written(kept, digits, written):
    assert in_parts(kept, digits) == written
    assert sum(map(float, written)) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("values", [{}, {"beta1": 0.1266}, {"beta1": 0.97654, "beta2": 0.64612}])
def test_a_rule_has_room_beside_the_name(stage, values):
    lesson = stage(Adaptive.configured(**values))
    _, name, rule = lesson.acts["adam"].heading
    assert name.get_right()[0] + 0.1 < rule.get_left()[0]
    assert rule.get_right()[0] < lesson.boxes.beside.right


@pytest.mark.parametrize(
    ("role", "values"),
    [
        ("rmsprop", {"start": (1.0, -7.0), "learning_rate": 2.0}),
        ("rmsprop", {"start": (1.0, 9.0)}),
        ("adam", {"beta2": 0.5}),
    ],
)
def test_the_name_of_a_slope_makes_way_for_its_arrow(stage, role, values):
    lesson = stage(Adaptive.configured(**values))
    act = lesson.acts[role]
    cell, turned = act.cells[0], False
    label = next(part for part in cell if isinstance(part, SideLabel) and part.row == 0)
    for step in range(40):
        act.playhead.set_value(step)
        cell.update()
        turned |= -cell.slope() * label.behind > cell.side() + 0.02
        inner = label.get_center()[0] - label.behind * label.width / 2
        ink = label.behind * cell.arrow.points[:, 0]
        assert not len(ink) or label.behind * inner > ink.max() + 0.02
        assert lesson.boxes.beside.holds(label.get_all_points()).all()
    assert turned


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"learning_rate": 0.568, "beta1": 0.1, "beta2": 0.823, "start": (6.15, -2.45)},
        {"learning_rate": 0.48, "beta2": 0.586, "start": (4.6, 1.9)},
    ],
)
def test_the_number_of_a_raw_step_keeps_clear_of_the_marker(stage, values):
    lesson = stage(Adaptive.configured(**values))
    act = lesson.acts["adam"]
    path = lesson.map.to_scene(lesson.runs["adam"].thetas)
    for step in range(3):
        act.playhead.set_value(step + AIMED)
        act.raw.update()
        number = act.raw.number
        low, high = number.get_corner(DL) - 0.12, number.get_corner(UR) + 0.12
        for point in (*path[: step + 2], lesson.star.get_center()):
            assert ((point < low) | (high < point))[:2].any()
        assert lesson.map.inner.holds(number.points).all()


@pytest.mark.parametrize(
    "values",
    [
        {"learning_rate": 2.0, "plain_rate": 0.115, "decay": 0.99, "start": (9.0, 9.0)},
        {"learning_rate": 0.1, "plain_rate": 0.01, "decay": 0.5, "steps": 10, "beta1": 0.1},
        {"beta1": 0.98, "beta2": 0.9999, "steps": 80, "start": (-7.0, -7.0)},
        {"beta2": 0.5, "start": (2.1, -4.0)},
    ],
)
def test_the_ends_of_every_range_play(play, values):
    play(Adaptive.configured(**values))


@pytest.mark.parametrize("start", [(2.0, 3.0), (2.0, -4.0), (-1.0, 3.05)])
def test_a_start_that_leaves_a_coordinate_nothing_to_do_is_refused(start, stage):
    with pytest.raises(ValueError, match="stay 0.1 away from w = 2 and from b = 3"):
        stage(Adaptive.configured(start=start))
