import numpy as np
import pytest

from gdcore import Quadratic
from scenes.kit.ink.layout import Box
from scenes.kit.ink.theme import DARK
from scenes.kit.lesson.parameters import ParameterError
from scenes.kit.panels.axes import Axis
from scenes.kit.panels.contours import Contours
from scenes.kit.panels.zoom import ZoomPlane
from scenes.parts.steepest.given import ground_of
from scenes.parts.steepest.grounds import GROUNDS, even
from scenes.parts.steepest.trials import COUNT, SHRUNK, Trials
from scenes.parts.steepest.walk import askew, walks
from scenes.steepest import AROUND, CLOSER, Steepest

from ..thorough import always
from .said import DATA

DOWN = np.array([26.0, 9.0])  # −g of the 51 points at (0.5, −1.5)


@pytest.fixture
def lesson(stage):
    return stage(Steepest)


def test_the_two_slopes_are_those_of_the_cuts(lesson):
    np.testing.assert_allclose(lesson.slopes, -DOWN, rtol=1e-12)
    for axis, cut in enumerate(lesson.cuts):
        way, losses = cut.over_map.record, cut.curve.record
        np.testing.assert_allclose(losses[:, 1], lesson.problem.value(way), rtol=1e-12)
        np.testing.assert_array_equal(way[:, 1 - axis], lesson.here[1 - axis])
        np.testing.assert_allclose([way[0], way[-1]], [lesson.here, lesson.here])
        (left, at_left), (right, at_right) = cut.tangent.data
        assert (at_right - at_left) / (right - left) == pytest.approx(-DOWN[axis])
        assert cut.label.shows == pytest.approx([-DOWN[axis]])


def test_the_panels_of_both_cuts_have_one_scale(lesson):
    first, second = (cut.panel for cut in lesson.cuts)
    np.testing.assert_allclose(first.units, second.units)


def test_the_sides_make_the_arrow(lesson):
    across, up = lesson.sides.legs
    np.testing.assert_array_equal(across.arrow.step + up.arrow.step, lesson.sides.arrow.step)
    scale = lesson.sides.arrow.step / DOWN
    np.testing.assert_allclose(scale, lesson.note.shows[0])
    for group, place in zip(lesson.standing.arrows, lesson.standing.row.places, strict=True):
        down = -lesson.problem.gradient(place)
        np.testing.assert_allclose(group[1].step, lesson.note.shows[0] * down)


def test_each_slope_comes_pointing_uphill_and_is_turned_round_with_its_sign(lesson):
    for leg, slope in zip(lesson.sides.legs, -DOWN, strict=True):
        seen = []
        for turned in (0.0, 0.5, 1.0):
            leg.arrow.turned.set_value(turned)
            leg.arrow.update()
            tail, tip = leg.arrow.ends
            seen.append((tip - tail) / np.linalg.norm(tip - tail))
        first, middle, last = seen
        np.testing.assert_allclose(first, -last, atol=1e-9)
        assert abs(middle @ last) < 1e-9
        assert leg.before.shows == pytest.approx([slope])
        assert leg.after.shows == pytest.approx([-slope])


def test_one_step_of_the_ring_is_exactly_minus_the_gradient_and_all_are_equally_long(lesson):
    trials = lesson.trials
    steps = trials.steps(trials.length, trials.turns)
    np.testing.assert_allclose(np.linalg.norm(steps, axis=1), trials.length, rtol=1e-12)
    (exact,) = steps[trials.turns == 0]
    np.testing.assert_allclose(exact / trials.length, DOWN / np.linalg.norm(DOWN), rtol=1e-12)
    assert len(steps) == COUNT == 24


def test_what_tiny_steps_gain_is_the_slope_times_the_cosine(lesson):
    trials = lesson.trials
    true = np.linalg.norm(DOWN) * np.cos(np.radians(trials.turns))
    np.testing.assert_allclose(trials.gains(1e-7, trials.turns), true, atol=1e-5)


def test_the_best_of_the_long_steps_is_not_the_arrow_and_that_of_the_short_ones_is(lesson):
    trials = lesson.trials
    assert abs(trials.best(trials.length)) == 15
    assert trials.best(trials.shrunk) == 0
    lengths = np.geomspace(trials.length, trials.shrunk, 50)
    off = [abs(trials.best(length)) for length in lengths]
    assert (np.diff(off) <= 0).all(), "it turns once, and stays"


def test_of_steps_that_gain_the_same_the_one_next_to_the_arrow_is_the_best():
    around = Trials(Quadratic(np.eye(2), [0, 0]), np.array([1.0, 0.0]), 2.0)
    assert around.best(2.0) == 0


def test_the_ring_shrinks_on_screen_and_is_as_large_as_before_when_the_map_has_closed_in(lesson):
    radii = []
    for part, away in ((0.0, lesson.farthest - CLOSER), (1.0, lesson.farthest - CLOSER), (1.0, 0)):
        lesson.trying.turning.set_value(1 + part)
        lesson.away.set_value(away)
        lesson.map.update()
        lesson.trying.ring.update()
        ends = np.stack([arrow.ends for arrow in lesson.trying.ring.arrows])
        radii.append(np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1))
        assert all(claim.holds for claim in lesson.trying.ring.claims())
    first, shrunk, last = (row[0] for row in radii)
    np.testing.assert_allclose(
        radii, [[first] * COUNT, [shrunk] * COUNT, [last] * COUNT], rtol=1e-6
    )
    np.testing.assert_allclose([shrunk, last], [SHRUNK * first, first], rtol=1e-6)


def test_the_angle_on_the_map_is_that_of_the_best_step_and_closes(lesson):
    off, turning = lesson.trying.off, lesson.trying.turning
    for value, degrees in ((1.0, 15), (2.0, 0)):
        turning.set_value(value)
        off.update()
        assert off.number.shown == f"{degrees}°"
        assert all(claim.holds for claim in (*off.claims(), *off.number.claims()))
        assert bool(len(off.arc.points)) == bool(degrees)


def test_the_top_of_the_gains_is_enlarged_and_holds_the_best_of_all_lengths(lesson):
    panel, trials = lesson.trying.panel, lesson.trials
    left, right, _, high = panel.window
    assert (left, right) == pytest.approx((-180, 180))
    panel.away.set_value(0)
    near = panel.window
    assert near[1] - near[0] < (right - left) / 4 and near[3] == pytest.approx(high)
    for length in np.geomspace(trials.length, trials.shrunk, 9):
        best = trials.best(length)
        (gain,) = trials.gains(length, np.array([best]))
        assert near[0] < best < near[1] and near[2] < gain < near[3]


def test_the_steps_are_walked_on_a_map_as_close_as_they_fit_in(lesson):
    thetas = np.concatenate([lesson.walking.small.thetas, lesson.walking.long.thetas])
    lesson.away.set_value(lesson.walking.zoom)
    left, right, low, high = lesson.map.window
    assert ((thetas > (left, low)) & (thetas < (right, high))).all()
    assert right - left < 0.7 * lesson.ground.side
    relief = lesson.walking.surface.relief
    np.testing.assert_allclose(relief.plane.window, lesson.map.window, rtol=1e-9)


@pytest.mark.parametrize("name", GROUNDS)
def test_along_the_row_gap_times_slope_is_what_the_lines_are_apart(name, stage):
    lesson = stage(Steepest.configured(landscape=name))
    row = lesson.standing.row
    np.testing.assert_allclose(np.diff(lesson.levels), row.apart)
    assert len(row.places) > 6
    np.testing.assert_allclose(row.gaps * row.slopes, row.apart, rtol=0.1)
    np.testing.assert_allclose(lesson.problem.value(row.places), row.level, rtol=0.01)


def test_the_gaps_are_those_of_a_quadratics_lines(lesson):
    """Straight across, the loss is a parabola: both crossings have a closed form."""
    row, curvatures = lesson.standing.row, np.array([52 / 3, 2.0])
    for place, gap in zip(row.places, row.gaps, strict=True):
        slope = curvatures * (place - (2, 3))
        size = np.linalg.norm(slope)
        bend = (curvatures * slope**2).sum() / size**2
        off = row.level - lesson.problem.value(place)
        up = (-size + np.sqrt(size**2 + 2 * bend * (row.apart + off))) / bend
        down = (size - np.sqrt(size**2 - 2 * bend * (row.apart - off))) / bend
        assert gap == pytest.approx((up + down) / 2, rel=1e-4)


def test_every_arrow_is_at_a_right_angle_on_the_drawn_line(lesson):
    lesson.away.set_value(lesson.farthest - AROUND)
    drawn = lesson.map.data(lesson.standing.line.points[::4])
    pieces, middles = np.diff(drawn, axis=0), (drawn[1:] + drawn[:-1]) / 2
    for group, place in zip(lesson.standing.arrows, lesson.standing.row.places, strict=True):
        tail, tip = lesson.map.data(group[1].ends)
        piece = pieces[np.linalg.norm(middles - place, axis=1).argmin()]
        cosine = (tip - tail) @ piece / np.linalg.norm(tip - tail) / np.linalg.norm(piece)
        assert abs(cosine) < np.sin(np.radians(2))


def test_small_steps_stay_across_the_lines_and_long_ones_do_not(lesson):
    small, long = lesson.walking.small, lesson.walking.long
    assert (len(small.thetas), len(long.thetas)) == (31, 4)
    np.testing.assert_allclose(small.thetas[30, 0] - 2, -1.5 * (1 - 0.52 / 3) ** 30, rtol=1e-9)
    ratio = (1 - 0.01 * 2) / (1 - 0.01 * 52 / 3)  # by which a step turns the tangent of −g's angle
    most = np.degrees(np.arcsin((ratio - 1) / (ratio + 1)))
    assert 0.97 * most < askew(small) <= most
    turns = [np.arctan2(9 * 0.8**k, 26 * (-11 / 15) ** k) for k in range(4)]
    assert askew(long) == pytest.approx(np.degrees(np.abs(np.diff(turns)).max()))


@pytest.mark.parametrize(("reach", "apart"), [(225, 10), (24, 1), (0.3, 0.02), (2509, 200)])
def test_levels_are_a_round_distance_apart(reach, apart):
    assert even(reach) == pytest.approx(apart)


def test_even_levels_keep_their_shades_however_the_panel_zooms():
    plane = ZoomPlane(Box(-3, 3, -3, 3), Axis(-1, 1), Axis(-1, 1), DARK, pivot=(0.0, 0.0))
    plane.zoom = lambda: 2.0
    levels = np.arange(1.0, 9.0)
    far = Contours(plane, Quadratic(np.eye(2), [0, 0]), levels, cells=20, even=True)
    shades = [band.get_fill_color().to_hex() for band in far.bands]
    plane.zoom = lambda: 1.0
    far.refresh()
    assert [band.get_fill_color().to_hex() for band in far.bands] == shades


@pytest.mark.thorough
@pytest.mark.parametrize("name", GROUNDS)
def test_every_landscape_plays(name, play):
    play(Steepest.configured(landscape=name))


def test_a_landscape_that_there_is_not_is_refused(stage):
    with pytest.raises(ParameterError, match="there are valley, himmelblau"):
        stage(Steepest.configured(landscape="moon"))


@pytest.mark.parametrize("place", [(2.0, -1.5), (2.0, 0.4)])
def test_a_place_level_along_one_parameter_is_refused(place, stage):
    with pytest.raises(ParameterError, match="no two slopes"):
        stage(Steepest.configured(place=place))


TYPED = (
    "x^4 + y^4",
    "(1-x)^2 + 100(y-x^2)^2",
    "x^2 - y^2",
    "x ln(x) + y^2",
    "1/(x-1)^2 + (x^2+y^2)/4",
    "x + 2y",
    "1e-6 x^2 + 1e-6 y^2 + 1e-6 x y",
    "(x-100)^2 + 3(y-5)^2",
)


@pytest.mark.parametrize("text", always(*TYPED[:2], of=TYPED))
def test_a_formula_has_a_place_with_two_slopes_and_values_all_round(text):
    ground = ground_of(text, "")
    here, slopes = np.array(ground.place), np.abs(ground.problem.gradient(ground.place))
    assert slopes.min() > 0.02 * np.linalg.norm(slopes)
    turns = np.radians(np.arange(0, 360, 15))
    ring = 0.15 * ground.side * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    assert np.isfinite(ground.problem.value(here + ring)).all()
    assert (np.abs(here + ring - ground.window().mean(axis=1)) < ground.side / 2).all()
    small, long = walks(ground.problem, here, ground.rate)
    assert (np.abs(small.thetas - ground.window().mean(axis=1)) < ground.side / 2).all()
    assert np.isfinite(long.values).all()
    levels = ground.levels()
    assert 8 < len(levels) <= 24 and levels[1] < ground.problem.value(here) < levels[-2]


def test_a_formula_plays_and_is_shown_as_it_was_typed(play):
    lesson = play(Steepest.configured(landscape="sin(x) + sin(y)"))
    stamps = [part.body for part in lesson.mobjects if getattr(part, "body", "")]
    assert any(lesson.problem.typst in body for body in stamps)


@pytest.mark.parametrize("text", always("x + 2y", of=["x^2 - y^2", "x + 2y"]))
def test_a_formula_without_a_minimum_has_no_star(text, stage):
    assert not len(stage(Steepest.configured(landscape=text)).land.star)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"landscape": "x^2 + 0y"}, "there is no place with two slopes"),
        ({"landscape": "x^2"}, "it must be in two parameters"),
        ({"landscape": "+".join(["x^2+y^2"] * 12)}, "70 letters are shown"),
        ({"landscape": "saddle", "points": f"{DATA}/cars.csv"}, "not both"),
    ],
)
def test_what_is_no_landscape_is_refused(values, message, stage):
    with pytest.raises(ParameterError, match=message):
        stage(Steepest.configured(**values))


@pytest.mark.parametrize("file", always("co2", of=["cars", "co2", "tiny", "huge", "women"]))
def test_the_map_of_own_points_has_their_least_squares_line_at_its_star(file, stage):
    lesson = stage(Steepest.configured(points=f"{DATA}/{file}.csv"))
    x, y = lesson.problem.x, lesson.problem.y
    np.testing.assert_allclose(
        lesson.map.data(lesson.land.star.centres)[0], np.polyfit(x, y, 1), atol=1e-6
    )
