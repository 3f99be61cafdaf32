from itertools import combinations, pairwise

import numpy as np
import pytest
from manim import ValueTracker

from scenes.batch_vs_sgd import BatchVsSGD
from scenes.kit.problems.three_runs import ROLES
from scenes.kit.time.playhead import Playhead
from scenes.parts.batch_vs_sgd.linked import linked

from ..thorough import thorough


@pytest.fixture
def lesson(stage):
    return stage(BatchVsSGD)


def test_the_three_runs_end_where_the_notebook_says(lesson):
    ends = {
        "batch": ((1.893333333333334, -5.1), 65.70860740740741),
        "stochastic": ((1.9310482368920623, 1.7996401386377476), 1.4820681256122799),
        "mini_batch": ((2.527263422032023, 1.0189900205136884), 6.333792079336322),
    }
    for role, (theta, value) in ends.items():
        run = lesson.runs[role]
        np.testing.assert_allclose(run.thetas[-1], theta, rtol=1e-12)
        assert run.values[-1] == pytest.approx(value, rel=1e-12)
        assert run.evaluations[-1] == 102


def test_the_points_that_light_up_are_those_the_step_uses(lesson):
    run = linked(lesson.views, "mini_batch", lesson.runs["mini_batch"], Playhead(14, staged=0))
    for step in (0, 6, 13):
        run.playhead.set_value(step + 0.5)
        run.lit.update()
        rows = lesson.runs["mini_batch"].batches[step]
        per_marker = len(run.lit.points) // len(rows)
        centers = run.lit.points.reshape(len(rows), per_marker, 3)[:, 0::4].mean(axis=1)
        np.testing.assert_allclose(centers, run.lit.places[rows], atol=1e-9)
    run.playhead.set_value(14)
    run.lit.update()
    assert len(run.lit.points) == 0


def test_racers_have_spent_the_same_gradient_evaluations(lesson):
    spent = ValueTracker(0)
    playheads = {role: lesson.racing(lesson.runs[role], spent.get_value) for role in ROLES}
    for evaluations in (0, 8, 51, 102):
        spent.set_value(evaluations)
        for role, playhead in playheads.items():
            arrived = lesson.runs[role].evaluations[playhead.arrived]
            assert arrived <= evaluations
            assert evaluations - arrived < 51
    assert [playheads[role].arrived for role in ROLES] == [2, 102, 14]


def test_the_final_losses_shown_are_the_runs_own(lesson):
    assert [number.shown for number in lesson.ended.losses] == ["65.7", "1.48", "6.33"]


@pytest.mark.parametrize(
    "values",
    [
        {"start": (7.5, 7.5), "epochs": 4, "batch_size": 25, "batch_rate": 0.11},
        thorough({"start": (-7.5, -7.5), "epochs": 1, "batch_size": 4, "mini_batch_rate": 0.07}),
        thorough({"stochastic_rate": 0.03, "stochastic_seed": 7, "mini_batch_seed": 0}),
    ],
)
def test_the_ends_of_every_range_play(play, values):
    play(BatchVsSGD.configured(**values))


@pytest.mark.parametrize(
    "values",
    [
        thorough({"start": (7.5, 7.5), "batch_rate": 0.001, "mini_batch_rate": 0.001}),
        {"start": (-7.5, 3.0), "batch_rate": 0.11, "epochs": 1, "batch_size": 25},
        thorough({"start": (2.0, 3.1), "epochs": 1}),
    ],
)
@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
def test_names_stand_clear_of_one_another_and_of_the_curves(values, aspect, stage):
    lesson = stage(BatchVsSGD.configured(**values).framed(aspect))
    ended, box = lesson.ended, lesson.boxes.whole
    for name, loss in zip(ended.names, ended.losses, strict=True):
        assert box.left <= name.get_left()[0] and name.get_right()[0] <= box.right + 0.1
        behind = name.get_left()[0] > loss.get_right()[0]
        assert behind or name.get_bottom()[1] > ended.plot.inner.top
    for first, second in combinations([*ended.names, *ended.losses], 2):
        apart = np.abs(first.get_center() - second.get_center())[:2]
        sizes = np.array([first.width + second.width, first.height + second.height]) / 2
        assert (apart > sizes).any()


def test_runs_at_one_place_are_all_seen(lesson):
    markers = [racer.path.marker for racer in lesson.racers.values()]
    assert [marker.role for marker in markers] == ["batch", "mini_batch", "stochastic"]
    reaches = [np.linalg.norm(m.points[::4] - m.centres, axis=1) for m in markers]
    for outer, inner in pairwise(reaches):
        assert inner.max() < outer.max()


def test_nothing_is_told_of_a_long_step_before_it_lands(lesson):
    run, counter = lesson.shown["batch"], lesson.counters["batch"]
    for value, evaluations in ((0.0, 0), (0.95, 0), (1.0, 51)):
        lesson.hoppers["batch"].set_value(value)
        for part in (run.path, run.loss, counter):
            part.update()
        told = lesson.views.loss.data(run.loss.marker.centres)[0, 0]
        assert told == pytest.approx(evaluations, abs=1e-6)
        assert counter[1].shown == str(evaluations)


def test_a_racer_stands_until_its_step_is_paid_for(lesson):
    batch = lesson.racers["batch"]
    for spent, done in ((0, 0), (50, 0), (51, 1), (101, 1), (102, 2)):
        lesson.spent.set_value(spent)
        batch.path.update()
        place = lesson.views.parameters.data(batch.path.marker.centres)[0]
        np.testing.assert_allclose(place, lesson.runs["batch"].thetas[done], atol=1e-6)


def test_scattered_points_are_asked_at_one_place_and_their_balls_measured(lesson):
    noisy = lesson.noisy
    slope, intercept = np.polyfit(noisy.problem.x, noisy.problem.y, 1)
    np.testing.assert_allclose(noisy.star, (slope, intercept))
    assert len(noisy.opinions) == len(noisy.means) == 51
    tail, tip = lesson.asked.close.data(lesson.asked.batch[0].ends)
    gradient = noisy.problem.gradient(noisy.place)
    np.testing.assert_allclose(tip - tail, -0.03 * gradient, atol=1e-6)  # the mean of all 51
    assert noisy.radius("stochastic") == pytest.approx(0.706, abs=1e-3)
    assert noisy.radius("mini_batch") == pytest.approx(0.200, abs=1e-3)
    ratio = noisy.spreads["mini_batch"] / noisy.spreads["stochastic"]
    assert ratio == pytest.approx(1 / np.sqrt(8), rel=0.05)
    assert (noisy.passes, noisy.budget) == (79, 4029)
