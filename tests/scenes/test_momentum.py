import numpy as np
import pytest
from manim import DL, UR

from gdcore import Nesterov, descend
from scenes.kit.ink.numbers import plain
from scenes.kit.ink.vision import contrast, rgb
from scenes.kit.lesson.words import LANGUAGES
from scenes.kit.panels.tally import settled
from scenes.kit.problems.valley import valley
from scenes.kit.time.playhead import Playhead
from scenes.momentum import Momentum
from scenes.parts.momentum.ball_runs import runaway
from scenes.parts.momentum.ground import NEAR
from scenes.parts.momentum.velocity import SummingPlayhead, SumOfArrows, ball
from studio.checks.faults import report
from studio.checks.lesson import OUTLINES, check_lesson

from ..thorough import thorough


@pytest.mark.parametrize("momentum", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_nesterov_runs_away_just_over_its_limit(momentum):
    for part, settles in ((0.99, True), (1.01, False)):
        optimizer = Nesterov(part * runaway(momentum) / 20, momentum)
        values = descend(valley(20.0), optimizer, (0.0, 1.0), 2000).values
        assert bool(values[-1] < 1e-9 * values[0]) is settles


@pytest.fixture
def lesson(stage):
    return stage(Momentum)


def test_the_counts_are_those_of_the_runs(lesson):
    counts = [
        lesson.runs.count(run)
        for run in (lesson.runs.plain, *lesson.runs.heavy, lesson.runs.nesterov)
    ]
    assert counts == [102, 70, 27, 80, 54]
    assert lesson.runs.critical == pytest.approx(0.64, rel=1e-12)
    across, along = np.abs(lesson.runs.plain.thetas[3])[::-1]
    assert across < 0.011 and along > 7.9  # on the floor of the valley after three steps
    farthest = [
        plain(float(run.path[:, 0].max()), 3) for run in (lesson.runs.swinging, lesson.runs.warned)
    ]
    assert farthest == ["3.93", "2.77"]


def test_the_middle_momentum_is_where_the_swinging_begins(lesson):
    light, critical, large = (run.thetas[:, 0] for run in lesson.runs.heavy)
    assert light.max() <= 0 and critical.max() <= 1e-9 < large.max()
    again = type(lesson.runs.heavy[0].optimizer)(lesson.learning_rate, lesson.runs.critical + 0.01)
    assert lesson.runs.descend(again).thetas[:, 0].max() > 0


@pytest.mark.parametrize("index", [2, 3])
def test_kept_velocity_and_pull_add_up_to_every_step(lesson, index):
    run = (*lesson.runs.heavy, lesson.runs.nesterov)[index]
    parts = ball(run)
    np.testing.assert_allclose(parts.kept + parts.pull, np.diff(parts.path, axis=0), atol=1e-12)
    velocity = run.memory["velocity"]
    np.testing.assert_allclose(parts.kept, -0.04 * 0.9 * velocity[:-1], rtol=1e-12)
    np.testing.assert_allclose(np.diff(parts.path, axis=0), -0.04 * velocity[1:], atol=1e-12)
    seen_from = parts.path[:-1] + (parts.kept if parts.looks_ahead else 0)
    np.testing.assert_allclose(
        parts.pull, -0.04 * lesson.runs.problem.gradient(seen_from), atol=1e-12
    )


@pytest.mark.parametrize("looks_ahead", [False, True])
def test_the_arrows_are_drawn_at_scale_end_to_end(lesson, looks_ahead):
    parts = lesson.runs.warned if looks_ahead else lesson.runs.swinging
    playhead = SummingPlayhead(110, 4, looks_ahead=looks_ahead)
    drawing = SumOfArrows(lesson.map, parts, playhead, "momentum")
    playhead.set_value(2.65)  # all drawn, not yet moving
    drawing.update()
    start, tip, end = lesson.map.to_scene(
        [parts.path[2], parts.path[2] + parts.kept[2], parts.path[3]]
    )
    for arrow, foot, head in (
        (drawing.kept, start, tip),
        (drawing.pull, tip, end),
        (drawing.step, start, end),
    ):
        corners = arrow.points[::4]
        np.testing.assert_allclose(corners[3], head, atol=1e-9)
        np.testing.assert_allclose((corners[0] + corners[6]) / 2, foot, atol=1e-9)
    assert playhead.position == 2


def test_the_gradient_is_first_drawn_where_it_is_taken(lesson):
    playhead = SummingPlayhead(110, 4)
    drawing = SumOfArrows(lesson.map, lesson.runs.swinging, playhead, "momentum")
    playhead.set_value(2.155)
    drawing.update()
    foot = (drawing.pull.points[0] + drawing.pull.points[24]) / 2
    np.testing.assert_allclose(foot, lesson.map.to_scene(lesson.runs.swinging.path[2]), atol=1e-9)


def test_the_ledger_shows_the_same_arrows(lesson):
    ball = lesson.heavy
    ball.playhead.set_value(2.65)
    drawing, ledger = ball.arrows, ball.formula.ledger
    for part in (drawing, ledger):
        part.update()
    lesson.ground.moving.where.set_value(NEAR)
    drawing.update()
    assert 0.7 < ledger.scale_of_arrows <= 1
    for there, here in zip((drawing.step, drawing.kept, drawing.pull), ledger.arrows, strict=True):
        ways = [arrow.ends[1] - arrow.ends[0] for arrow in (there, here)]
        np.testing.assert_allclose(ways[1], ledger.scale_of_arrows * ways[0], atol=1e-9)


@pytest.mark.parametrize("language", [LANGUAGES[0], *map(thorough, LANGUAGES[1:])])
def test_a_pull_is_named_with_its_sign_and_points_down_the_slope(stage, language):
    lesson = stage(Momentum.presented("dark", language))
    for summed, key, run in (
        (lesson.heavy, "pull", lesson.runs.swinging),
        (lesson.nesterov, "ahead", lesson.runs.warned),
    ):
        assert lesson.words[key].startswith("$- eta")
        assert lesson.words[key] in [t.body for t in summed.formula if hasattr(t, "body")]
        summed.playhead.set_value(1.6)
        summed.arrows.update()
        way = summed.arrows.pull.ends[1] - summed.arrows.pull.ends[0]
        felt = run.path[1] + (run.kept[1] if run.looks_ahead else 0)
        slope = lesson.runs.problem.gradient(felt)
        units = summed.arrows.plane.units
        np.testing.assert_allclose(way[:2] / units, -0.04 * slope, atol=1e-6)


def test_the_critical_momentum_has_the_curvature_along_the_valley(lesson):
    curvature = lesson.runs.problem.hessian(np.zeros(2))[0, 0]
    assert lesson.runs.critical == (1 - (0.04 * curvature) ** 0.5) ** 2


def test_the_three_momenta_have_a_tone_each_and_the_first_to_rest_is_framed(lesson):
    tones = [lane.trace.color_of_path for lane in lesson.lanes]
    assert len(set(tones)) == 3 and tones[2] == lesson.theme.roles()["momentum"]
    light = [contrast(rgb(tone), rgb(lesson.theme.background)) for tone in tones]
    assert np.argmax(light) == 1
    assert [lane.curve.color_of_path for lane in lesson.lanes] == tones
    counts = [lesson.runs.count(run) for run in lesson.runs.heavy]
    for lane in lesson.lanes:
        assert lane.trace.plane.inner.holds(lane.trace.marker.points).all()
    first = lesson.lanes[int(np.argmin(counts))].trace.plane.inner
    assert lesson.first.get_center() == pytest.approx(first.center)


@pytest.mark.thorough
@pytest.mark.parametrize("values", [{}, {"start": (9.0, -2.0)}])
def test_it_is_asked_before_the_ball_passes_the_star(stage, play, values):
    lesson = Momentum.configured(**values)
    runs = stage(lesson).runs
    stop = runs.before_the_star(runs.swinging.path, 4)
    here, after = runs.swinging.path[stop : stop + 2, 0] * np.sign(runs.start[0])
    assert here > 0 > after
    title, asked, later = play(lesson).questions
    assert title.beat == "valley"
    assert asked.beat == "overshoot" and later.beat == "damp"


def test_the_map_has_one_scale_and_holds_all_that_is_shown(lesson):
    across, up = lesson.map.units
    assert across == pytest.approx(up, rel=1e-9)
    for path in lesson.runs.drawn():
        assert len(path) == 111
        assert lesson.map.inner.holds(lesson.map.to_scene(path)).all()


def test_a_tally_counts_and_stops_where_the_loss_stays_low(lesson):
    playhead = SummingPlayhead(110, 0)
    path = lesson.runs.swinging.path
    run = lesson.pictures.run(lesson.pictures.heavy, playhead)
    for step, shown in ((0, "0"), (41, "41"), (80, "80"), (110, "80")):
        playhead.set_value(step)
        run.update()
        assert run.tally.number.shown == shown
        np.testing.assert_allclose(
            run.trace.marker.get_center(), lesson.map.to_scene(path[step]), atol=1e-9
        )
    loss = lesson.runs.problem.value(path)
    assert loss[79] > 0.01 >= loss[80:].max()


def test_settled_is_the_last_time_that_a_target_is_passed():
    assert settled(np.array([9.0, 0.5, 2.0, 0.7, 0.1]), 1.0) == 3
    assert settled(np.array([0.5, 0.2]), 1.0) == 0
    assert settled(np.array([9.0, 0.5, np.inf]), 1.0) is None


@pytest.mark.parametrize(
    "values",
    [
        {
            "learning_rate": 0.005,
            "momentum": 0.97,
            "condition": 50.0,
            "start": (10.0, 10.0),
            "steps": 300,
        },
        thorough(
            {
                "learning_rate": 0.2,
                "momentum": 0.8,
                "light_momentum": 0.0,
                "condition": 5.0,
                "start": (-1.0, 0.0),
                "steps": 20,
            }
        ),
    ],
)
def test_the_ends_of_every_range_play(play, values):
    play(Momentum.configured(**values))


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"learning_rate": 0.1}, "product must be under 1.36 at momentum = 0.9"),
        ({"momentum": 0.6}, "on two sides of 0.64"),
        ({"momentum": 0.7}, "more than its 27 steps"),
        ({"start": (1.0, 2.0)}, "far along the valley"),
        ({"start": (0.0, 0.0)}, r"start = \(0.0, 0.0\) is not far along the valley"),
    ],
)
def test_what_would_tell_another_story_is_refused(computed, values, why):
    with pytest.raises(ValueError, match=why):
        computed(Momentum.configured(**values))


EARLY = {"steps": 20, "learning_rate": 0.01}
SLOW = {"learning_rate": 0.005, "condition": 5.0, "momentum": 0.97, "steps": 300}
HALF = {"learning_rate": 0.2, "condition": 5.0, "momentum": 0.5, "light_momentum": 0.0, "steps": 20}


@pytest.mark.parametrize(
    ("values", "beat", "said"),
    [
        ({}, "valley", "falls to the floor of the valley in two steps, and then it crawls along."),
        ({"condition": 25.0}, "valley", "in one step,"),
        (SLOW, "valley", "sinks to the floor"),
        ({"start": (-9.0, 0.0)}, "valley", "crawls along the floor"),
        ({}, "add_up", "keeps most of its velocity"),
        (HALF, "add_up", "keeps half of its velocity"),
        ({}, "overshoot", "runs past the minimum and swings back."),
        ({"steps": 20, "learning_rate": 0.02}, "overshoot", "runs past the minimum."),
        (EARLY, "overshoot", "after twenty steps the ball is still on its way to the minimum."),
        ({}, "damp", "rests first."),
        (EARLY, "damp", "will rest first."),
        ({}, "compare", "overshoots less and comes to rest sooner."),
        ({"steps": 20}, "compare", "overshoots less."),
        ({"condition": 33.8}, "compare", "overshoots less."),
        (EARLY, "compare", "takes another path."),
    ],
)
def test_the_captions_say_what_the_runs_do(computed, values, beat, said):
    assert said in computed(Momentum.configured(**values)).caption(beat)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "values",
    [{}, SLOW, HALF, EARLY, {"start": (9.0, -2.0), "steps": 40}, {"condition": 33.8, "steps": 300}],
)
def test_what_the_captions_claim_recounted(computed, language, values):
    lesson = computed(Momentum.configured(**values).presented("dark", language))
    runs, told = lesson.runs, lesson.runs.outcomes()
    assert all(lesson.caption(beat) for beat in lesson.beats)
    side, seen = np.sign(runs.start[0]), slice(lesson.steps + 1)
    heavy, warned = (side * run.path[seen, 0] for run in (runs.swinging, runs.warned))
    assert (told["overshoot"] == "coming") == (heavy > 0).all()
    assert (told["overshoot"] == "swings") == (heavy.min() < 0 and heavy[-1] > heavy.min())
    less = heavy.min() < min(warned.min(), 0)
    rested = [rests(runs, path) for path in (runs.warned.path, runs.swinging.path)]
    sooner = rested[0] < rested[1] and rested[0] <= lesson.steps
    assert (less, sooner) == {
        "both": (True, True),
        "less": (True, False),
        "sooner": (False, True),
        "neither": (False, False),
    }[told["compare"]]
    damped = rests(runs, runs.heavy[1].thetas)
    assert damped < min(rests(runs, run.thetas) for run in (runs.heavy[0], runs.heavy[2]))
    assert (told["damp"] == "seen") == (damped <= lesson.steps)
    if told["valley"] == "falls":
        height = np.abs(runs.plain.thetas[:, 1]) / abs(runs.start[1])
        count = runs.steps_to_floor
        assert height[count - 1] > 0.05 >= height[count:].max()
        assert lesson.words.count(count) in lesson.caption("valley") or count == 1


def rests(runs, path):
    """The step from which on a path's loss stays low."""
    along, across = path.T
    loss = (along**2 + runs.valley.condition * across**2) / 2
    return int(np.flatnonzero(loss > 0.01)[-1]) + 1


@pytest.mark.thorough
def test_an_overshoot_is_measured_where_there_is_one(stage):
    lesson = stage(Momentum)
    ended = Playhead(110, staged=0).free(110)
    runs = lesson.runs
    heavy = lesson.pictures.run(lesson.pictures.heavy, ended)
    (measure,) = lesson.pictures.farthest(heavy, 0.0)
    tip = measure.arrow.points[::4][3]
    assert tip[0] == pytest.approx(lesson.map.at(runs.swinging.path[:111, 0].max(), 0)[0])
    early = stage(Momentum.configured(**EARLY))
    coming = early.pictures.run(early.pictures.heavy, ended)
    assert early.pictures.farthest(coming, 0.0) == []


@pytest.mark.parametrize("start", [(10.0, -10.0), (-10.0, 10.0), (9.9, 8.3), (-9.0, 1.3)])
def test_the_words_on_an_overshoot_keep_clear_of_the_iterates(stage, start):
    lesson = stage(Momentum.configured(start=start))
    runs = lesson.runs
    ended = Playhead(110, staged=0).free(110)
    heavy = lesson.pictures.run(lesson.pictures.heavy, ended)
    (measure,) = lesson.pictures.farthest(heavy, lesson.map.inner.bottom + 0.2)
    low, high = (measure.text.get_corner(corner)[:2] for corner in (DL, UR))
    path = lesson.map.to_scene(runs.part(runs.swinging.path))[:, :2]
    assert not ((low - 0.08 < path) & (path < high + 0.08)).all(axis=1).any()
    assert lesson.map.inner.holds(np.array([*measure.text.get_all_points()])).all()


@pytest.mark.thorough
@pytest.mark.parametrize("values", [EARLY, {"condition": 33.8, "steps": 300}])
def test_other_outcomes_play_without_fault(values):
    assert not report(check_lesson(Momentum.configured(**values), OUTLINES))
