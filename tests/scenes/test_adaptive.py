"""Adaptive steps: bars, arrows, hops and numbers on screen are the memories of recorded runs."""

from __future__ import annotations

import numpy as np
import pytest

import gdcore
from scenes.adaptive import Adaptive
from scenes.kit.time.hops import AIR
from scenes.kit.time.playhead import AIMED, Playhead
from scenes.parts.adaptive.hops import QUICK, SKIP, Reel
from scenes.parts.adaptive.later import awakes, ending, error, looks
from scenes.parts.adaptive.measures import swinging, unhurried
from scenes.parts.adaptive.memories import accumulated, remembered
from scenes.parts.adaptive.recall import TAKEN, correction
from scenes.parts.adaptive.rules import in_parts

from ..thorough import always, thorough

ADAPTIVE = ("adagrad", "rmsprop", "adam")


@pytest.fixture
def lesson(stage):
    return stage(Adaptive)


class TestRuns:
    """The numbers behind the captions."""

    def test_plain_descent_jumps_across_and_creeps_along(self, lesson):
        run = lesson.runs["batch"]
        np.testing.assert_allclose(run.thetas[1] - run.thetas[0], (5.2, 1.4), rtol=1e-12)
        across = run.thetas[:8, 0] - 2
        assert (across[1:] * across[:-1] < 0).all()

    def test_no_long_swing_is_over_in_less_than_half_a_second(self, lesson):
        run, window = lesson.runs["batch"], lesson.ground.widest
        swings = swinging(run, window)
        assert np.flatnonzero(swings).tolist() == [1, 2, 3, 4, 5]
        times = unhurried(np.linspace(0, 4, 41), swings)
        assert np.diff(times)[1:6] == pytest.approx(AIR)
        assert np.diff(times)[6:] == pytest.approx(0.1)
        assert np.abs(np.diff(run.thetas, axis=0))[6:].max() < 0.1 * window

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
        memories, raw = (read(lesson.runs["adam"]) for read in (remembered, accumulated))
        np.testing.assert_allclose(memories.steps[1], 0.5, rtol=1e-6)
        ratio = raw.steps[1:4, 0] / memories.steps[1:4, 0]
        np.testing.assert_allclose(ratio, (3.162, 4.250, 4.950), rtol=1e-3)
        np.testing.assert_allclose(raw.roots[1] ** 2, (2.704, 0.196), rtol=1e-9)
        np.testing.assert_allclose(memories.roots[1] ** 2, (2704, 196), rtol=1e-9)
        np.testing.assert_allclose(memories.slopes[1], (-52, -14), rtol=1e-9)

    def test_rmsprops_first_step_is_as_much_too_long(self, lesson):
        rmsprop, adam = (lesson.runs[role] for role in ("rmsprop", "adam"))
        raw = accumulated(adam).steps[1]
        np.testing.assert_allclose(rmsprop.thetas[1] - rmsprop.thetas[0], raw, rtol=1e-6)

    def test_adams_mean_slope_carries_it_past_the_minimum_with_steps_alike(self, lesson):
        run, memories = lesson.runs["adam"], remembered(lesson.runs["adam"])
        assert run.thetas[:, 0].max() == pytest.approx(3.12, abs=0.005)
        assert run.thetas[:, 1].max() == pytest.approx(4.42, abs=0.005)
        step = 7  # already past the minimum across, and still carried on
        assert run.gradients[step, 0] > 0 > memories.slopes[step + 1, 0]
        ratio = memories.steps[1:7, 0] / memories.steps[1:7, 1]
        assert ((ratio > 0.8) & (ratio <= 1.0 + 1e-6)).all()

    def test_one_memory_swings_one_goes_straight(self, lesson):
        beyond = {role: run.thetas[:, 0].max() for role, run in lesson.runs.items()}
        assert beyond["momentum"] == pytest.approx(4.08, abs=0.005)
        assert beyond["rmsprop"] == pytest.approx(2.0, abs=0.005)
        assert beyond["rmsprop"] < beyond["adam"] < beyond["momentum"]

    def test_every_step_is_the_rate_times_slope_over_root(self, lesson):
        for role in ADAPTIVE:
            memories = remembered(lesson.runs[role])
            expected = -0.5 * memories.slopes[1:] / memories.roots[1:]
            np.testing.assert_allclose(memories.steps[1:], expected, rtol=1e-6, atol=1e-9)


class TestSequel:
    """Where the runs are long after the film used to end."""

    def test_at_one_rate_rmsprop_hops_by_it_for_ever(self, lesson):
        run = lesson.descents.longer["rmsprop"]
        longer = gdcore.descend(run.problem, run.optimizer, run.thetas[0], 4000)
        assert run.values[40] < 1e-20
        assert run.values[60] == pytest.approx(2.97, abs=0.005)
        assert run.values[400] == pytest.approx(0.604, abs=0.0005)
        np.testing.assert_allclose(longer.values[400:], 0.604167, atol=2e-6)
        np.testing.assert_allclose(error(longer)[400:], 0.25, atol=1e-6)
        settled = remembered(longer).roots[400:] / (13 / 3, 0.5)
        np.testing.assert_allclose(settled, 1, rtol=1e-6)
        assert ending(run) == ending(longer) == "settles"

    def test_adagrad_passes_it_at_step_114(self, lesson):
        slow, hopping = (lesson.descents.longer[role].values for role in ("adagrad", "rmsprop"))
        assert np.flatnonzero(slow >= hopping)[-1] == 113
        assert slow[400] == pytest.approx(2.2e-5, rel=0.02)

    def test_the_rate_falls_when_it_has_hopped_for_long_and_the_hops_shrink_with_it(self, lesson):
        run, same = (lesson.descents.longer[role] for role in ("eased", "rmsprop"))
        np.testing.assert_array_equal(run.thetas[:402], [*same.thetas, run.thetas[401]])
        hops = np.abs(np.diff(run.thetas, axis=0))
        assert (hops[400] > 0.499).all()
        assert run.learning_rates[-1] == pytest.approx(0.5 / (1 + 0.02 * 1999))
        np.testing.assert_allclose(hops[1000:] / run.learning_rates[1000:, None], 1, atol=0.02)
        assert hops[-1].max() < 0.013

    def test_at_a_falling_rate_it_comes_ever_nearer(self, lesson):
        run = lesson.descents.longer["eased"]
        longer = gdcore.descend(run.problem, run.optimizer, run.thetas[0], 24_000)
        assert longer.learning_rates[-1] > 0
        assert error(longer)[2400:].max() < 0.0065
        assert error(longer)[21_600:].max() < 0.0007
        hops = longer.learning_rates[1000:, None] / 2
        np.testing.assert_allclose(error(longer)[1000:-1] / hops, 1, rtol=0.03)

    def test_adam_rests_only_because_numbers_are_rounded(self):
        """Near 0 they are finer: with its minimum there, the same valley makes it hop at last."""
        valley, start = np.diag([52 / 3, 2.0]), np.array([-3.0, -7.0])
        at_origin, here = (
            error(gdcore.descend(gdcore.Quadratic(valley, star), gdcore.Adam(0.5), start + star, n))
            for star, n in ((np.zeros(2), 8000), (np.array([2.0, 3.0]), 8000))
        )
        assert here[1000:].max() == 0
        assert at_origin[700:4000].max() < 1e-6
        first = 700 + np.flatnonzero((at_origin[700:] > 0.01).any(axis=1))[0]
        assert 5000 < first < 6500
        assert at_origin[first:].max() > 0.1

    @pytest.mark.parametrize(
        ("values", "ended"),
        [
            ({"learning_rate": 1.0, "decay": 0.99}, "lands"),
            thorough({"learning_rate": 0.1, "decay": 0.99}, "quiet"),
            ({"learning_rate": 0.1, "steps": 10}, "quiet"),
            thorough({"learning_rate": 0.1, "decay": 0.99, "start": (2.1, -7.0)}, "hops"),
            ({"learning_rate": 0.1, "steps": 10, "decay": 0.5, "start": (2.1, -7.0)}, "told"),
        ],
    )
    def test_other_values_end_otherwise(self, stage, values, ended):
        lesson = stage(Adaptive.configured(**values))
        assert lesson.told("never_rests").outcome == ended
        says_it_never_rests = ended == "hops" and lesson.told("let_it_decay").outcome == "rests"
        assert lesson.told("line").outcome == ("rests" if says_it_never_rests else "own")

    def test_it_is_shown_where_it_wakes_and_at_the_end_and_the_rest_is_skipped(self, lesson):
        run = lesson.descents.longer["rmsprop"]
        assert awakes(run, 40, 0.05) == 58
        shown = looks(run, 40, 0.05)
        assert shown.tolist() == [*range(40, 62), *range(396, 401)]
        reel = Reel(shown)
        assert reel.times(run.thetas, 2.4, 4)[-1] == pytest.approx(
            17 * QUICK + 8 * AIR + SKIP * np.log10(356 / 21)
        )
        reel.set_value(21.5)
        assert reel.skipping and not reel.seen
        assert reel.step == pytest.approx(40 + np.sqrt(21 * 356))
        reel.set_value(23)
        assert reel.seen == 1 and reel.clock.arrived == 397

    def test_a_hop_takes_half_a_second(self, lesson):
        for sequel, role in ((lesson.restless, "rmsprop"), (lesson.eased, "eased")):
            thetas = lesson.descents.longer[role].thetas[sequel.reel.shown]
            ways = np.abs(np.diff(lesson.map.to_scene(thetas), axis=0)).max(axis=1)
            long = ways > 0.1 * lesson.map.inner.height * 2.0**-lesson.map.zoomed
            assert (np.diff(sequel.times)[long] >= AIR).all()


class TestPictures:
    @pytest.mark.parametrize("role", always("adam", of=ADAPTIVE))
    def test_the_gap_between_two_curves_is_the_step(self, lesson, role):
        act, run = lesson.acts[role], lesson.runs[role]
        for step in (1, 2, 5):
            act.playhead.set_value(step)
            sizes = act.sizes.update()
            up = sizes.plane.y
            decade = sizes.plane.inner.height / np.log10(up.high / up.low)
            slope, root = (mark.centres[0, 1] for mark in sizes.marks)
            moved = abs(run.thetas[step, sizes.axis] - run.thetas[step - 1, sizes.axis])
            ratio = moved / lesson.learning_rate
            assert slope - root == pytest.approx(decade * np.log10(ratio), abs=1e-5)
            assert sizes.bar.height == pytest.approx(abs(slope - root), abs=1e-9)

    def test_all_beats_show_one_coordinate_on_one_scale(self, lesson):
        acts = [act.sizes for act in lesson.acts.values()]
        shown = [*acts, lesson.restless.sizes, lesson.eased.sizes]
        assert {sizes.axis for sizes in shown} == {1}
        assert len({(sizes.plane.y.low, sizes.plane.y.high) for sizes in shown}) == 1
        assert len({sizes.plane.inner for sizes in shown}) == 1
        assert len({id(sizes.plane) for sizes in acts}) == 1

    @pytest.mark.parametrize("role", ADAPTIVE)
    def test_the_roots_are_in_their_panel_to_the_last_step(self, lesson, role):
        act = lesson.acts[role]
        act.playhead.set_value(40)
        inner = act.sizes.update().plane.inner
        assert inner.bottom + 0.3 < act.sizes.marks[1].centres[0, 1] < inner.top

    def test_adagrads_root_rises_and_its_slope_falls_from_one_place(self, lesson):
        act = lesson.acts["adagrad"]
        act.playhead.set_value(40)
        slope, root = (line.points for line in act.sizes.update().lines)
        np.testing.assert_allclose(slope[0], root[0], atol=1e-9)
        assert (np.diff(root[::4, 1]) > 0).all() and (np.diff(slope[::4, 1]) < 0).all()

    def test_a_slope_below_the_panel_is_an_arrow_at_its_foot(self, lesson):
        act = lesson.acts["rmsprop"]
        act.playhead.set_value(40)
        sizes = act.sizes.update()
        plane = sizes.plane
        assert abs(lesson.runs["rmsprop"].gradients[39, 1]) < plane.y.low
        assert not len(sizes.marks[0].points)
        np.testing.assert_allclose(sizes.away[0].ends[1], plane.at(40, plane.y.low))
        assert sizes.bar.get_bottom()[1] == pytest.approx(plane.inner.bottom)

    def test_the_legs_of_plain_descents_first_step_are_drawn_on_it_and_measured(self, lesson):
        act = lesson.acts["batch"]
        act.playhead.set_value(0.4)
        legs = act.legs.update()
        start, end = lesson.map.to_scene(lesson.runs["batch"].thetas[:2])
        assert legs.times == 1
        np.testing.assert_allclose(legs.arrows[1].ends[0], start)
        np.testing.assert_allclose(legs.arrows[0].ends[1], end)
        assert [number.shown for number in legs.numbers] == ["5.20", "1.40"]

    def test_short_legs_are_seen_as_many_times_as_long_under_a_lens_that_covers_no_star(
        self, lesson
    ):
        act, star = lesson.acts["adagrad"], lesson.ground.star.get_center()
        act.playhead.set_value(0.4)
        legs = act.legs.update()
        across, up = (float(np.linalg.norm(np.diff(arrow.ends, axis=0))) for arrow in legs.arrows)
        assert legs.times == 6
        assert across == pytest.approx(up)
        assert across == pytest.approx(6 * 0.5 * lesson.map.units[0] * 2.0**-lesson.map.zoomed)
        assert [number.shown for number in legs.numbers] == ["0.50", "0.50"]
        assert not legs.glass.holds(star)
        assert lesson.map.inner.holds(legs.edge.points).all()

    def test_the_numbers_are_the_lengths_of_the_step_under_way(self, lesson):
        shown = {}
        for role in ("batch", "adagrad"):
            act = lesson.acts[role]
            act.playhead.set_value(0.35)
            shown[role] = act.sizes.update().result.shown
        assert shown == {"batch": "1.40", "adagrad": "0.50"}

    def test_the_number_fades_in_with_the_first_step_and_stays_with_its_slope(self, lesson):
        act = lesson.acts["rmsprop"]
        result, seen = act.sizes.result, []
        for place in (0, 0.1, 0.2, 0.3, 1, 1.5, 20, 40):
            act.playhead.set_value(place)
            act.sizes.update()
            seen.append(float(result.get_fill_opacity()))
        assert seen[0] == 0 < seen[1] < seen[2] < 1
        assert seen[3:] == pytest.approx([1.0, 1.0, 1.0, 1.0, 0.0])  # as long as its slope is seen

    def test_adam_shows_one_raw_memory_and_what_it_is_divided_by(self, lesson):
        act = lesson.acts["adam"]
        _, gathered = act.close
        fading = 0.1 * 0.9 ** np.arange(6)[::-1] @ lesson.runs["adam"].gradients[:6, 1]
        late = -fading, -fading / (1 - 0.9**6)
        for place, shown in ((TAKEN, (1.4,)), (AIMED, (1.4, 14)), (6, late)):
            act.playhead.set_value(place)
            gathered.update()
            read = [gathered.plane.data(mark.centres)[:, 1] for mark in gathered.marks]
            assert np.concatenate(read)[: len(shown)] == pytest.approx(shown, rel=1e-6)
        assert gathered.number.shown == "0.47" == f"{1 - 0.9**6:.2f}"

    def test_the_correction_is_done_before_the_marker_moves(self):
        playhead = Playhead(5)
        playhead.set_value(0.4)
        assert correction(playhead) == 1 and playhead.position == 0

    def test_the_zoom_ends_with_the_star_in_the_middle_and_all_hops_in_view(self, lesson):
        lesson.ground.zoom.set_value(0)
        inner, plane = lesson.map.inner, lesson.map
        np.testing.assert_allclose(plane.to_scene([2.0, 3.0]), inner.center, atol=1e-9)
        late = lesson.descents.longer["rmsprop"].thetas[40:]
        assert inner.holds(plane.to_scene(late)).all()
        lesson.ground.zoom.set_value(lesson.ground.zooms)
        assert inner.holds(plane.to_scene(lesson.runs["adam"].thetas)).all()

    @pytest.mark.parametrize("more", [0.0, 1.0])
    def test_the_line_is_half_the_rate_times_the_curvature(self, lesson, more):
        lesson.reach.set_value(more)
        rates = lesson.descents.longer["eased"].learning_rates
        line = lesson.eased.line
        line.plane.refresh()
        line.update()
        steps, halves = line.plane.data(line.line.points[::4]).T
        true = np.interp(steps, np.arange(len(rates)) + 1, rates * 2.0 / 2)
        assert halves == pytest.approx(true, rel=1e-3)

    def test_the_panels_show_all_steps_in_the_end(self, lesson):
        lesson.reach.set_value(np.log2(lesson.eased.more))
        assert lesson.eased.charts.plane.window[:2] == pytest.approx((0, 2400))


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


@pytest.mark.parametrize(
    "values", [{}, thorough({"beta1": 0.1266}), thorough({"beta1": 0.97654, "beta2": 0.64612})]
)
def test_a_rule_has_room_beside_the_name(stage, values):
    lesson = stage(Adaptive.configured(**values))
    act = lesson.acts["adam"]
    for _, name, rule in (act.heading, act.squares, lesson.acts["rmsprop"].heading):
        assert name.get_right()[0] + 0.1 < rule.get_left()[0]
        assert rule.get_right()[0] < lesson.boxes.heading.right


@pytest.mark.parametrize(
    "values",
    [
        thorough({"learning_rate": 2.0, "plain_rate": 0.115, "decay": 0.99, "start": (9.0, 9.0)}),
        thorough(
            {"learning_rate": 0.1, "plain_rate": 0.01, "decay": 0.5, "steps": 10, "beta1": 0.1}
        ),
        thorough(
            {"beta1": 0.98, "beta2": 0.9999, "steps": 400, "start": (-7.0, -7.0), "fall": 0.02}
        ),
        thorough({"beta2": 0.5, "start": (2.1, -4.0), "fall": 0.5}),
        {"learning_rate": 1.0, "decay": 0.99},
        thorough({"learning_rate": 1.0, "decay": 0.99, "steps": 400}),
    ],
)
def test_the_ends_of_every_range_play(play, values):
    play(Adaptive.configured(**values))


@pytest.mark.parametrize("start", [(2.0, 3.0), (2.0, -4.0), (-1.0, 3.05)])
def test_a_start_that_leaves_a_coordinate_nothing_to_do_is_refused(start, stage):
    with pytest.raises(ValueError, match="stay 0.1 away from w = 2 and from b = 3"):
        stage(Adaptive.configured(start=start))
