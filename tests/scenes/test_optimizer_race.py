"""The race: the numbers of the captions, the fairness of the rule, and pictures that match."""

from __future__ import annotations

import numpy as np
import pytest

import gdcore
from scenes.kit.ink.cast import CAST, Settings, optimizers
from scenes.optimizer_race import OptimizerRace
from scenes.parts.optimizer_race.focus import compared, leading
from scenes.parts.optimizer_race.landscapes import small, turned_valley
from scenes.parts.optimizer_race.race import places, race, ranking, roles_of
from scenes.parts.optimizer_race.trials import RATES, ROUNDS, Course

TUNING = ("tune", "run_on", "let_fall")
ROLES = tuple(member.role for member in optimizers().values())
FINISHES = {  # in the order of ROLES
    "valley": (97, 63, 40, 95, 167, 120),
    "rosenbrock": (1928, 101, 261, 1022, 1546, 210),
    "saddle": (76, 36, 30, 17, 4, 11),
}
BEST = {
    "valley": (0.032, 0.0040, 0.016, 1.0, 0.025, 0.10),
    "rosenbrock": (0.0020, 0.0032, 0.0013, 1.6, 0.0040, 0.79),
    "saddle": (0.1,) * 6,
}
GETTING = {"valley": (9, 21, 17, 18, 12, 27), "rosenbrock": (2, 14, 11, 4, 8, 28)}
STAYING = {"valley": (9, 21, 17, 18, 7, 7), "rosenbrock": (1, 13, 9, 3, 5, 0)}
FALLING = (5, 16, 14, 13, 11, 21)  # get there in the valley if they fall, and stay


@pytest.fixture
def lesson(stage):
    return stage(OptimizerRace)


def baseline(row):
    """Scene height at which the name of a row of the table stands now."""
    return row[1].baseline


class TestNumbers:
    @pytest.mark.parametrize("course", FINISHES)
    def test_the_ranking_is_what_comes_out(self, lesson, course):
        entries = lesson.entries[course]
        assert tuple(entry.role for entry in entries) == ROLES
        assert tuple(entry.finish for entry in entries) == FINISHES[course]
        np.testing.assert_allclose([entry.rate for entry in entries], BEST[course], rtol=0.04)

    @pytest.mark.parametrize("course", GETTING)
    def test_how_many_rates_get_there_and_stay(self, lesson, course):
        tried = lesson.tried[course]
        assert tuple(trials.getting[0] for trials in tried) == GETTING[course]
        assert tuple(trials.staying[0] for trials in tried) == STAYING[course]

    def test_falling_rates_stay_and_cost_some_that_got_there(self, lesson):
        (tried,) = lesson.fallen
        assert tuple(trials.getting[0] for trials in tried) == FALLING
        assert tuple(trials.staying[0] for trials in tried) == FALLING

    def test_the_falling_rate_never_reaches_0(self, lesson):
        schedule = lesson.courses["valley"].falling(RATES)
        assert (schedule(np.array(10**9)) > 0).all()
        np.testing.assert_allclose(schedule(500), RATES / 11)

    def test_everyone_tries_the_same_fifty_one_rates_from_six_starts(self, lesson):
        assert len(RATES) == 51
        assert RATES[0] == pytest.approx(1e-4) and RATES[-1] == pytest.approx(10)
        for name in lesson.tuned:
            starts = lesson.courses[name].starts
            assert tuple(starts[0]) == lesson.courses[name].start
            np.testing.assert_allclose(np.linalg.norm(starts[1:] - starts[0], axis=1), 0.3)
            for trials in lesson.tried[name]:
                np.testing.assert_array_equal(trials.rates, RATES)
                assert trials.hit.shape == (6, 51) and trials.stays.shape == (ROUNDS, 6, 51)

    @pytest.mark.thorough
    def test_a_finish_is_for_good(self, lesson):
        for name, entries in lesson.entries.items():
            course = lesson.courses[name]
            for entry in entries:
                make = CAST[entry.role].make(entry.rate, Settings())
                run = gdcore.descend(course.problem, make, course.start, 10 * course.steps)
                assert entry.stays == (run.values[entry.finish :] <= course.target).all()
                assert run.values[entry.finish - 1] > course.target >= run.values[entry.finish]
                np.testing.assert_array_equal(entry.run.thetas, run.thetas[: entry.finish + 1])

    def test_a_try_is_a_run_of_its_own(self, lesson):
        course, trials = lesson.courses["valley"], lesson.tried["valley"][4]
        for index in (18, 25, 26, 28, 40):
            make = gdcore.RMSProp(RATES[index], 0.9)
            high = gdcore.descend(course.problem, make, course.starts[3], 5000).values > 0.01
            got, last = not high[:501].all(), np.flatnonzero(high)[-1]
            assert trials.got[3, index] == got
            assert trials.stays[-1, 3, index] == (got and last < 500)
            if got:
                share = high[high.argmin() :].mean()
                assert trials.above[-1, 3, index] == pytest.approx(share)

    def test_the_valley_has_its_condition_number_and_its_turn(self):
        problem = gdcore.Quadratic(turned_valley(50, 30), np.zeros(2))
        assert gdcore.condition_number(problem, [0, 0]) == pytest.approx(50)
        along = (np.cos(np.pi / 6), np.sin(np.pi / 6))
        np.testing.assert_allclose(problem.matrix @ along, along, rtol=1e-12)

    def test_the_start_on_the_saddle_is_hardly_off_its_ridge(self, lesson):
        course = lesson.courses["saddle"]
        assert abs(course.problem.gradient(course.start)[1]) == pytest.approx(2e-6)


class TestRule:
    def test_those_that_leave_again_or_do_not_arrive_have_no_place(self, lesson):
        assert places(lesson.entries["saddle"]) == [6, 5, 4, 3, 1, 2]
        assert places(lesson.entries["rosenbrock"]) == [5, 1, 2, 3, 4, None]
        assert ranking(lesson.entries["rosenbrock"]) == [1, 2, 3, 4, 0, 5]
        short = Course(gdcore.Rosenbrock(), (-1.2, 1.0), 0.01, 150)
        entries = race(short, ("batch", "momentum"), Settings())
        assert places(entries) == [None, 1]
        assert entries[0].run.steps == 150

    def test_names_in_any_order_run_in_the_usual_one(self):
        assert roles_of(" adam, gd,Momentum") == ("batch", "momentum", "adam")

    @pytest.mark.parametrize(
        ("names", "message"),
        [
            ("gd,sgd", "no 'sgd'; there are gd, momentum, nesterov, adagrad, rmsprop, adam"),
            ("gd,gd", "names one twice"),
            ("adam", "is no race; it takes two or more of gd"),
            ("", "has no ''"),
        ],
    )
    def test_other_names_are_refused(self, stage, names, message):
        with pytest.raises(ValueError, match=message):
            stage(OptimizerRace.configured(optimizers=names))

    def test_small_numbers_are_set_as_powers(self):
        assert [small(x) for x in (0.0, 0.5, -1e-6, 2.5e-5, -1.0)] == [
            "0",
            "0.5",
            "-10^(-6)",
            "2.5 times 10^(-5)",
            "−1",
        ]


class TestPictures:
    def test_markers_stand_where_the_runs_are_and_stay_at_their_finish(self, lesson):
        heat = lesson.heats["valley"]
        for step in (0, 17, 40, 97, 167):
            heat.clock.set_value(step)
            for trace, entry in zip(heat.racers, heat.entries, strict=True):
                trace.update()
                theta = entry.run.thetas[min(step, entry.finish)]
                np.testing.assert_allclose(
                    trace.marker.centres[0], heat.ground.map.to_scene(theta), atol=1e-9
                )

    def test_steps_and_places_appear_on_arrival(self, lesson):
        heat = lesson.heats["valley"]
        columns = heat.columns
        count, place = columns.counts[2], columns.places[2]
        assert columns.rates[2].shown == "0.016"
        heat.clock.set_value(39.9)
        count.update(), place.update()
        assert (count.shown, place.shown) == ("", "")
        heat.clock.set_value(40)
        count.update(), place.update()
        assert (count.shown, place.shown) == ("40", "1.")

    def test_who_leaves_again_has_its_steps_in_brackets(self, lesson):
        heat = lesson.heats["rosenbrock"]
        heat.clock.set_value(300)
        heat.columns.counts.update()
        assert [count.shown for count in heat.columns.counts] == ["", "101", "261", "", "", "(210)"]

    def test_rows_keep_their_order_and_the_compared_come_back(self, lesson):
        lesson.tune(), lesson.run_on()
        assert lesson.table.apart == lesson.tuning.lanes.who == (1, 5)
        heights = [baseline(lesson.table.rows[index]) for index in (1, 5)]
        np.testing.assert_allclose(heights, lesson.tuning.lanes.names)
        lesson.hold_race("valley")
        np.testing.assert_allclose([*map(baseline, lesson.table.rows)], lesson.table.lines)
        assert set(lesson.table.rows) <= set(lesson.get_mobject_family_members())

    def test_every_rate_tried_is_a_column_or_a_cross(self, lesson):
        tries = lesson.tuning.constant
        for tried in (0, 20, 51):
            tries.progress.tried.set_value(tried)
            for strip, trials in zip(tries.rows, lesson.tried["valley"], strict=True):
                strip.update()
                columns, crosses = len(strip.columns.points) / 16, len(strip.crosses.points) / 8
                assert columns + crosses == tried
                assert columns == trials.got[0, :tried].sum()

    def test_columns_are_full_where_a_rate_stays_and_else_as_high_as_its_share(self, lesson):
        tries = lesson.tuning.kept
        tries.progress.tried.set_value(51), tries.progress.rounds.set_value(10)
        adam = tries.fills[-1].update()
        trials = lesson.tried["valley"][5]
        assert len(adam.full.points) / 16 == 7
        tops = adam.thin.points.reshape(20, 16, 3)[:, 8, 1] - adam.feet[0, 1]
        np.testing.assert_allclose(tops / adam.strip.tall, 1 - trials.above[-1, 0, 31:], atol=1e-9)

    def test_dots_stand_where_the_rates_have_come_to(self, lesson):
        tries, course = lesson.tuning.constant, lesson.courses["valley"]
        plane, adam = tries.landed[5].plane, lesson.tried["valley"][5]
        make = CAST["adam"].make(RATES, Settings())
        runs = gdcore.descend(course.problem, make, np.tile(course.start, (51, 1)), 1000).thetas
        for budgets, shown in ((1, np.full(51, True)), (2, adam.got[0])):
            tries.progress.tried.set_value(51), tries.progress.rounds.set_value(budgets)
            places = plane.to_scene(runs[500 * budgets][shown])
            dots = tries.landed[5].update().centres
            np.testing.assert_allclose(dots, places[plane.inner.holds(places)], atol=1e-6)
        assert 0 < adam.got[0].sum() < 51

    def test_the_map_stays_where_it_is_while_rates_are_tried(self, lesson):
        ground = lesson.first.ground.map
        lesson.add(*lesson.opening())
        lesson.tune()
        assert ground in lesson.mobjects and ground.box.right < lesson.table.box.left
        lesson.run_on(), lesson.let_fall()
        assert ground in lesson.mobjects
        assert [dots.plane for dots in lesson.tuning.falling.landed] == [ground] * 2

    @pytest.mark.parametrize("tried", ["kept", "falling"])
    def test_counts_are_those_of_the_tries(self, lesson, tried):
        tries = getattr(lesson.tuning, tried)
        tries.progress.tried.set_value(51), tries.progress.rounds.set_value(10)
        counts = lesson.tuning.staying if tried == "kept" else lesson.tuning.fallen
        gets, stays = (GETTING["valley"], STAYING["valley"]) if tried == "kept" else [FALLING] * 2
        shown = [(kept.stays.update().shown, kept.gets.update().shown) for kept in counts]
        assert shown == [(str(stays[i]), str(gets[i])) for i in lesson.tuning.lanes.who]

    def test_who_is_named_stands_out_and_the_others_are_dimmed(self, lesson):
        assert [heat.named for heat in lesson.heats.values()] == [
            {"nesterov", "batch"},
            {"momentum", "adam"},
            {"adagrad", "rmsprop", "adam"},
        ]
        for heat in lesson.heats.values():
            assert len(heat.others) == 6 - len(heat.named)
        assert compared(lesson.tried["valley"], lesson.tried["valley"]) == [1, 5]
        assert compared(lesson.tried["valley"][:2], lesson.fallen[0][:2]) == [0, 1]
        assert [leading(lesson.tried[name]) for name in GETTING] == [[1, 5], [1, 5]]

    def test_the_winner_is_drawn_over_the_others_and_only_the_named_have_thick_lines(self, lesson):
        heat = lesson.heats["valley"]
        lesson.hold_race("valley")
        widths = {racer.role: racer.line.stroke_width for racer in heat.racers}
        thickest = max(widths.values())
        assert {role for role in ROLES if widths[role] == thickest} == heat.named
        assert [part.role for part in heat.runners if hasattr(part, "role")][-1] == "nesterov"

    def test_long_steps_to_and_fro_are_slow(self, lesson):
        for name, hops in (("valley", 3), ("rosenbrock", 7), ("saddle", 0)):
            heat = lesson.heats[name]
            assert heat.hops() == hops
            assert np.diff(heat.run().times)[:hops].min(initial=1) >= 0.3 - 1e-9

    @pytest.mark.thorough
    def test_the_question_is_asked_before_the_tries(self, play):
        first, question = play(OptimizerRace.configured(landscape="valley")).questions
        assert first.beat == "line_up"
        assert question.beat == "tune" and "51" in question.text

    @pytest.mark.thorough
    def test_it_ends_on_the_maps_with_all_who_ran(self, play):
        lesson = play(OptimizerRace)
        assert [heat.name for heat in lesson.ending.heats] == ["valley", "rosenbrock"]
        for ground, heat in zip(lesson.ending.maps, lesson.ending.heats, strict=True):
            assert ground in lesson.mobjects
            runners = {part.role: part for part in ground if hasattr(part, "playhead")}
            assert set(runners) == set(ROLES)
            for entry in heat.entries:
                runner = runners[entry.role]
                end = runner.marker.centres[0]
                np.testing.assert_allclose(end, ground[0].to_scene(entry.run.thetas[-1]))


def test_only_the_uppermost_of_those_at_one_place_has_a_drop_line(stage):
    lesson = stage(OptimizerRace.configured(landscape="saddle", saddle_start=(0.0, 0.0)))
    heat = lesson.heats["saddle"]
    view = heat.ground.view
    for tracker, value in ((view.elevation, 30), (view.rise, 1), (view.solid, 1)):
        tracker.set_value(value)
    heat.runners.update()
    assert [racer.is_covered for racer in heat.racers] == [True] * 5 + [False]
    assert [len(racer.foot.points) > 0 for racer in heat.racers] == [False] * 5 + [True]
    assert all(len(racer.marker.points) for racer in heat.racers)


@pytest.mark.thorough
@pytest.mark.parametrize("side", [-1, 1])
def test_those_who_fall_off_the_saddle_fall_towards_the_eye(play, side):
    values = {"landscape": "saddle", "saddle_start": (0.5, 0.3 * side), "optimizers": "gd,adam"}
    lesson = play(OptimizerRace.configured(**values))
    surface = lesson.heats["saddle"].ground.surface
    view = surface.view
    points = surface.relief.ground(np.array([[0.5, 0.3 * side], [0.5, side]]))
    before, after = (view.pose.seen(point)[2] for point in points)  # how far away it is
    assert after < before - 0.5
