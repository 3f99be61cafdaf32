"""The race over other landscapes: chosen, typed, and at the ends of all ranges."""

from __future__ import annotations

import numpy as np
import pytest

import gdcore
from scenes.kit.lesson.parameters import Interval, ParameterError
from scenes.kit.lesson.words import Words
from scenes.optimizer_race import OptimizerRace
from scenes.parts.optimizer_race.landscapes import LANDSCAPES, Landscape
from scenes.parts.optimizer_race.typed import typed_course
from studio.checks.faults import report
from studio.checks.lesson import OUTLINES, PIXELS, check_lesson

from ..thorough import thorough
from .test_optimizer_race import BEST, TUNING


@pytest.fixture
def lesson(stage):
    return stage(OptimizerRace)


class TestLandscapes:
    def test_the_default_is_all_of_them_and_the_lesson_lists_them(self):
        assert OptimizerRace.beats == ("line_up", *TUNING, *LANDSCAPES, "rank")
        assert OptimizerRace.configured().beats == OptimizerRace.beats

    def test_a_variant_has_the_beats_of_its_landscapes_in_the_usual_order(self):
        two = OptimizerRace.configured(landscape=" Saddle,valley")
        assert two.beats == ("line_up", *TUNING, "valley", "saddle", "rank")
        assert two.presented("light", "es").beats == two.beats
        assert two.configured(landscape="rosenbrock").beats[4:] == ("rosenbrock", "rank")
        assert two.configured(landscape="saddle").beats == ("line_up", "saddle", "rank")
        assert OptimizerRace.beats[4:7] == tuple(LANDSCAPES)

    def test_a_subclass_that_sets_it_has_them_too(self):
        class Bent(OptimizerRace):
            landscape = "rosenbrock"

        assert Bent.configured().beats == ("line_up", *TUNING, "rosenbrock", "rank")

    @pytest.mark.parametrize(
        ("names", "message"),
        [
            ("hill", "landscape = 'hill' has no 'hill'; there are valley, rosenbrock, saddle"),
            ("saddle,Saddle", "landscape = 'saddle,Saddle' names one twice; there are valley"),
            ("", "landscape = '' has no ''; there are valley"),
        ],
    )
    def test_others_are_refused(self, names, message):
        with pytest.raises(ParameterError, match=message):
            OptimizerRace.configured(landscape=names)

    def test_a_start_that_nobody_takes_is_not_refused(self, stage):
        lesson = stage(OptimizerRace.configured(landscape="valley", saddle_start=(0.0, 1.2)))
        assert list(lesson.entries) == ["valley"]

    @pytest.mark.parametrize(
        ("landscape", "depth", "theme", "language"),
        [
            thorough("valley", PIXELS, "dark", "en"),
            thorough("rosenbrock", OUTLINES, "dark", "es"),
            ("saddle", PIXELS, "light", "es"),
            thorough("valley,saddle", OUTLINES, "light", "en"),
        ],
    )
    def test_choices_play_without_fault(self, landscape, depth, theme, language):
        lesson = OptimizerRace.configured(landscape=landscape).presented(theme, language)
        assert not report(check_lesson(lesson, depth))

    @pytest.mark.thorough
    def test_a_new_one_costs_its_entry_and_its_words(self, play, monkeypatch):
        bowl = Landscape(
            lambda shape: gdcore.Quadratic(np.diag([1.0, shape.condition]), np.ones(2)),
            start=(-2.0, 3.0),
            starts=Interval(-3, 3),
        )
        monkeypatch.setitem(LANDSCAPES, "bowl", bowl)
        read = Words.__init__

        def with_a_bowl(words, *args):
            read(words, *args)
            words._table |= {"bowl": "bowl", "bowl_stamp": "bowl of {condition}"}
            said = words._table["captions"]
            words._table["captions"] = said | {"bowl": said["rosenbrock"]}

        monkeypatch.setattr(Words, "__init__", with_a_bowl)

        class Race(OptimizerRace):
            """As if it were made with the entry in its table."""

        values = {"landscape": "valley,bowl", "optimizers": "gd,adam", "condition": 4.0}
        lesson = play(Race.configured(**values))
        assert lesson.beats == ("line_up", *TUNING, "valley", "bowl", "rank")
        heat = lesson.heats["bowl"]
        assert heat.course.start == (-2.0, 3.0) and heat.course.problem.matrix[1, 1] == 4
        assert lesson.stamps["bowl"].body.startswith("bowl of 4")
        outcome, facts = lesson.told("bowl")
        assert (outcome, facts["who"]) == ("won", "plain descent")
        moved = Race.configured(**values, bowl_start=(1.0, 2.0))
        assert moved.values()["bowl_start"] == (1.0, 2.0)
        with pytest.raises(ParameterError, match="bowl_start = .* from -3 to 3"):
            Race.configured(bowl_start=(4.0, 0.0))

    @pytest.mark.thorough
    @pytest.mark.parametrize("landscape", LANDSCAPES)
    def test_the_first_one_is_lined_up_and_tuned_on(self, play, landscape):
        lesson = play(OptimizerRace.configured(landscape=landscape))
        heat = lesson.heats[landscape]
        assert heat is lesson.first
        rates = [float(np.ravel(entry.run.learning_rates)[0]) for entry in heat.entries]
        np.testing.assert_allclose(rates, BEST[landscape], rtol=0.04)
        said = [caption.content for caption in lesson.renderer.file_writer.subcaptions]
        assert said == [lesson.caption(beat) for beat in lesson.beats]
        assert len(said) == (3 if landscape == "saddle" else 6)


@pytest.mark.parametrize(
    "values",
    [
        thorough({"optimizers": "gd,adam", "condition": 200.0, "turn": 90.0, "momentum": 0.99}),
        thorough({"condition": 2.0, "turn": 0.0, "steepness": 5.0, "saddle_start": (-1.5, 1.5)}),
        thorough({"optimizers": "momentum,rmsprop", "decay": 0.999, "saddle_start": (0.0, 0.0)}),
        thorough(
            {
                "optimizers": "gd,nesterov",
                "valley_start": (4.0, -4.0),
                "rosenbrock_start": (2.0, -2.0),
            }
        ),
        {"optimizers": "gd,nesterov", "landscape": "valley", "valley_start": (4.0, -4.0)},
    ],
)
def test_the_ends_of_every_range_play(play, values):
    play(OptimizerRace.configured(**values))


@pytest.mark.parametrize(
    "values",
    [{"valley_start": (0.0, 0.0)}, {"rosenbrock_start": (1.0, 1.0)}, {"saddle_start": (0.0, 1.2)}],
)
def test_a_start_at_the_target_is_refused(computed, values):
    name = next(iter(values))
    with pytest.raises(ValueError, match=f"{name} = .* already has a loss at or under"):
        computed(OptimizerRace.configured(**values))


class TestTyped:
    """A race over a formula of a lecturer's own."""

    @pytest.mark.parametrize(
        "text", ["x^4 + y^2 - x y", "(1-x)^2 + 100(y-x^2)^2", "x ln(x) + y^2 - y", "w^2 + (w-b)^2"]
    )
    def test_it_starts_high_and_ends_just_above_its_lowest_point(self, text):
        course = typed_course(text)
        floor, start = course.problem.value([course.problem.minimizers[0], course.start])
        low, high = course.problem.domain.T
        assert ((course.start > low) & (course.start < high)).all()
        assert floor < course.target < floor + (start - floor) / 1000
        grid = np.stack(np.meshgrid(*np.linspace(low, high, 101).T), axis=-1)
        assert np.nanmin(course.problem.value(grid)) >= floor - 1e-9

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("x^2 - y^2", "has no lowest point, or none was found"),
            ("x^2 + 0y", "has no lowest point, or none was found"),
            ("x^2 + y^2" + " + x^2" * 20, "is too long"),
            ("x^2", "the formula is in x; it must be in two parameters"),
            ("(1-x)^2 + foo(y)", "it does not know 'foo'"),
        ],
    )
    def test_what_nobody_can_race_over_is_refused_in_one_line(self, text, message):
        with pytest.raises(ParameterError, match=message) as caught:
            OptimizerRace.configured(landscape=text).checked()
        assert "\n" not in str(caught.value)

    @pytest.mark.thorough
    def test_gaps_are_drawn_and_the_film_plays(self, play):
        lesson = play(OptimizerRace.configured(landscape="x ln(x) + y^2 - y"))
        assert lesson.beats[-2:] == ("formula", "rank")
        assert lesson.heats["formula"].course.problem.typst in lesson.stamps["formula"].body
