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
        count, place = heat.columns.counts[2], heat.columns.places[2]
        for now, shown in ((39.9, ("", "")), (40, ("40", "1.")), (90, ("40", "1."))):
            heat.clock.set_value(now)
            count.update(), place.update()
            assert (count.shown, place.shown) == shown

    def test_who_leaves_again_has_no_steps_but_a_note(self, lesson):
        heat = lesson.heats["rosenbrock"]
        heat.clock.set_value(300)
        heat.columns.counts.update()
        assert [count.shown for count in heat.columns.counts] == ["", "101", "261", "", "", ""]
        (note,) = heat.columns.notes
        assert note.baseline == pytest.approx(lesson.table.lines[5])
        assert not len(lesson.heats["valley"].columns.notes)

    def test_rows_go_while_runs_are_near_the_goal_and_come_back(self, lesson):
        rows, racing = {*lesson.table.rows}, lesson.heats["valley"].columns.rows
        lesson.add(*lesson.opening())
        lesson.line_up(), lesson.tune()
        assert rows <= set(lesson.get_mobject_family_members())
        lesson.run_on()
        assert not rows & set(lesson.get_mobject_family_members())
        lesson.let_fall(), lesson.hold_race("valley")
        np.testing.assert_allclose(sorted(map(baseline, racing), reverse=True), lesson.table.lines)
        assert {*racing} <= set(lesson.get_mobject_family_members())

    def test_every_rate_tried_is_a_column_or_a_cross(self, lesson):
        tries = lesson.tuning
        for tried in (0, 20, 51):
            tries.progress.tried.set_value(tried)
            for strip, trials in zip(tries.rows, lesson.tried["valley"], strict=True):
                strip.update()
                columns, crosses = len(strip.columns.points) / 16, len(strip.crosses.points) / 8
                assert columns + crosses == tried
                assert columns == trials.got[0, :tried].sum()

    def test_only_the_leader_s_strip_stays_bright_once_all_rates_are_tried(self, lesson):
        lesson.add(*lesson.opening())
        lesson.line_up(), lesson.tune()
        seen = [row.columns.get_fill_opacity() for row in lesson.tuning.rows]
        assert seen[5] == 1 and max(seen[:5]) < 0.5

    def test_the_question_comes_before_the_later_leader_leads(self, lesson):
        half = lesson.tuning.half
        counts = [trials.got[0, :half].sum() for trials in lesson.tried["valley"]]
        assert counts[5] < max(counts) and lesson.tuning.lead == {5}

    def test_rows_of_those_that_are_not_named_are_pale(self, lesson):
        for heat in lesson.heats.values():
            muted, rows = lesson.theme.muted, zip(ROLES, heat.columns.rows, strict=True)
            pale = {role for role, (_, name) in rows if name[0].get_fill_color().to_hex() == muted}
            assert pale == {*ROLES} - heat.named

    def test_who_is_named_stands_out(self, lesson):
        assert [heat.named for heat in lesson.heats.values()] == [
            {"nesterov", "batch"},
            {"momentum", "batch"},
            {"rmsprop", "batch"},
        ]
        assert compared(lesson.tried["valley"], lesson.tried["valley"]) == [1, 5]
        assert compared(lesson.tried["valley"][:2], lesson.fallen[0][:2]) == [0, 1]
        assert [leading(lesson.tried[name]) for name in GETTING] == [[1, 5], [1, 5]]

    def test_the_winner_is_drawn_over_the_others_and_only_the_named_have_thick_lines(self, lesson):
        heat = lesson.heats["valley"]
        lesson.hold_race("valley")
        widths = {racer.role: racer.line.stroke_width for racer in heat.racers}
        quiet = max(widths[role] for role in ROLES if role not in heat.named)
        assert {role for role in ROLES if widths[role] > 2 * quiet} == heat.named
        assert widths["batch"] > 1.5 * widths["nesterov"], "it is seen on both sides of the winner"
        assert [part.role for part in heat.runners if hasattr(part, "role")][-1] == "nesterov"

    def test_long_steps_to_and_fro_are_slow(self, lesson):
        for name, hops in (("valley", 3), ("rosenbrock", 7), ("saddle", 0)):
            heat = lesson.heats[name]
            assert heat.hops() == hops
            assert np.diff(heat.run().times)[:hops].min(initial=1) >= 0.3 - 1e-9

    @pytest.mark.thorough
    def test_the_question_is_asked_before_the_tries(self, play):
        lesson = play(OptimizerRace.configured(landscape="valley"))
        first, question, falling = lesson.questions
        assert first.beat == "line_up"
        assert question.beat == "tune" and "51" in question.text
        assert falling.beat == "let_fall"

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
