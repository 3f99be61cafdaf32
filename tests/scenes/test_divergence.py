import numpy as np
import pytest

from scenes.divergence import Divergence
from scenes.kit.panels.zoom import LEAST
from scenes.parts.divergence.wide_map import tick_spacing, zooms

from ..thorough import always, thorough


@pytest.fixture
def lesson(stage):
    return stage(Divergence)


def test_the_critical_rate_is_the_notebooks(lesson):
    assert lesson.critical == pytest.approx(0.11538461538461535, rel=1e-12)
    np.testing.assert_allclose(
        np.diag(lesson.problem.hessian(lesson.minimum)), [17.3333333333, 2], rtol=1e-9
    )


def test_each_run_does_what_its_beat_says(lesson):
    stable, zigzag, edge, diverging = (run.thetas[:, 0] - 2 for run in lesson.runs.values())
    assert (np.diff(np.abs(stable[:15])) < 0).all() and (stable <= 0).all()
    assert (zigzag[1:] * zigzag[:-1] < 0).all() and (np.diff(np.abs(zigzag)) < 0).all()
    np.testing.assert_allclose(np.abs(edge), 6, rtol=1e-9)
    np.testing.assert_allclose(diverging[1:] / diverging[:-1], -7 / 6, rtol=1e-9)


def test_the_view_widens_in_even_ratios_and_holds_the_run_until_the_widest(lesson):
    run, playhead = lesson.runs["diverge"], lesson.played["diverge"].playhead
    widths = zooms(lesson.map, run)
    free = (widths[1:-1] > 0) & (widths[2:] < 4)
    np.testing.assert_allclose(np.diff(widths)[1:][free], np.log2(7 / 6), rtol=1e-6)
    assert widths[0] == 0 and widths.max() == 4
    for step, width in enumerate(widths):
        playhead.set_value(step)
        assert lesson.map.zoomed == width
        inside = lesson.map.inner.holds(lesson.map.to_scene(run.thetas[[step]]))[0]
        assert inside or width == 4


def test_a_frame_of_the_first_view_shrinks_as_the_map_widens(lesson):
    values, former = lesson.widening
    first, leaving = lesson.map.window, lesson.played["diverge"]
    former.update()
    assert not len(former.points) and not any(value.get_fill_opacity() for value in values)
    wide = lesson.map.inner.width
    for step in (12, 30):
        leaving.playhead.set_value(step)
        former.update()
        assert former.width == pytest.approx(wide / 2.0**lesson.map.zoomed, rel=1e-9)
        left, high = lesson.map.data(former.points[:1])[0]
        assert (left, high) == pytest.approx((first[0], first[2]))
    values.update()
    assert values[0][0].get_fill_opacity() == 1 and values.levels.min() > 1000
    lesson.loss_now.update()
    assert lesson.loss_now.shown == "3.24×10^6"


def test_what_is_told_of_a_long_step_changes_on_landing(lesson):
    played = lesson.played["edge"]
    for now, step in ((4.0, 4), (4.75, 4), (4.99, 4), (5.0, 5)):
        played.playhead.set_value(now)
        played.views.update()
        at = lesson.losses.data(played.views.loss.marker.centres)[0]
        np.testing.assert_allclose(at, (step, lesson.runs["edge"].values[step]), rtol=1e-9)
        lesson.counters["edge"].update()
        assert lesson.counters["edge"][1].shown == str(step)


def test_the_walls_are_where_the_run_at_the_limit_lands(lesson):
    walls = [lesson.map.data(wall.get_center()[None])[0, 0] for wall in lesson.walls]
    lands = lesson.runs["edge"].thetas[:, 0]
    np.testing.assert_allclose(lands[0::2], walls[0], rtol=1e-6)
    np.testing.assert_allclose(lands[1::2], walls[1], rtol=1e-6)


@pytest.mark.parametrize("start", [(-4.0, -7.0), (12.0, 12.0), (2.1, -7.0), (-7.0, 3.1)])
def test_the_closest_view_holds_start_and_walls(stage, start):
    lesson = stage(Divergence.configured(start=start))
    rows = [(2 + side * abs(start[0] - 2), start[1]) for side in (-1, 1)]
    assert lesson.map.inner.holds(lesson.map.to_scene([*rows, lesson.minimum])).all()
    left, right, _, _ = lesson.map.window
    assert left + right == pytest.approx(4), "as far on either side of the valley"


@pytest.mark.parametrize("unit", np.geomspace(0.05, 2, 7))
def test_ticks_of_the_closest_view_are_as_far_apart_as_can_be(unit):
    finest = [spacing * unit * 2.0**power for spacing in (4, 5, 6) for power in range(-9, 9)]
    widest = max(size for size in finest if LEAST <= size < 2 * LEAST)
    chosen = tick_spacing(float(unit)) * unit
    assert np.log2(chosen / widest) == pytest.approx(round(np.log2(chosen / widest)))


def test_both_factors_are_marked_and_cross_at_the_best_rate(lesson):
    plot = lesson.factors
    best = 2 / (52 / 3 + 2)
    for rate, group in zip(lesson.rates.values(), plot.runs, strict=True):
        low, high = sorted((abs(1 - 52 / 3 * rate), abs(1 - 2 * rate)))
        marks = [plot.plane.data(part.centres)[0] for part in group[1:3]]
        np.testing.assert_allclose(marks, [(rate, low), (rate, high)], atol=1e-9)
    (ring,) = plot.plane.data(plot.best[1].centres)
    np.testing.assert_allclose(ring, (best, 1 - 2 * best), atol=1e-9)
    assert ring[1] == pytest.approx((52 / 6 - 1) / (52 / 6 + 1))
    (edge,) = plot.plane.data(plot.limit[1].centres)
    np.testing.assert_allclose(edge, (3 / 26, 1), atol=1e-9)


def test_the_steep_factor_alone_is_not_what_becomes_of_the_error(lesson):
    """What the lesson once said of its first rate: "0.05, × 0.133"."""
    away = np.abs(lesson.runs["stable"].thetas - (2, 3))
    steep, flat = (away[1:6] / away[:5]).T
    np.testing.assert_allclose(steep, 0.1333, atol=5e-5)
    np.testing.assert_allclose(flat, 0.9, rtol=1e-9)
    assert np.linalg.norm(away[5]) / np.linalg.norm(away[4]) > 0.89


def test_the_cuts_are_on_one_scale(lesson):
    steep, flat = lesson.cuts
    plane = lesson.cut_panel
    for cut, curvature in ((steep, 52 / 3), (flat, 2.0)):
        away, loss = plane.data(cut.curve.points).T
        np.testing.assert_allclose(loss, curvature * away**2 / 2, atol=0.6)
    assert np.ptp(flat.curve.points[:, 0]) > 2 * np.ptp(steep.curve.points[:, 0])


def test_steps_that_leave_but_a_mark_hang_on_a_thread(lesson):
    run = lesson.played["edge"]
    run.playhead.set_value(lesson.steps)
    (marked,), path = np.nonzero(run.playhead.marked), run.views.path.update()
    ends = path.thread.points.reshape(-1, 4, 3)[:, [0, 3]]
    assert len(marked) > 10
    np.testing.assert_allclose(ends, path.path[np.stack([marked, marked + 1], axis=1)], atol=1e-9)


def test_the_beat_that_diverges_begins_on_the_frame_before(play, stage):
    assert play(Divergence.alone("edge")).map.window == stage(Divergence).map.window


@pytest.mark.parametrize(
    "values",
    [
        thorough({"learning_rate": 0.2}),
        {"learning_rate": 0.3, "steps": 45, "start": (12.0, 12.0)},
        thorough({"learning_rate": 0.118, "stable_rate": 0.005, "zigzag_rate": 0.06, "steps": 15}),
        thorough({"start": (2.1, -7.0)}),
    ],
)
def test_the_ends_of_every_range_play(play, values):
    play(Divergence.configured(**values))


@pytest.mark.parametrize("start", [(2.0, 3.0), (2.05, -7.0), (-4.0, 2.95)])
def test_a_start_on_an_axis_of_the_valley_is_refused(start, stage):
    with pytest.raises(ValueError, match="stay 0.1 away from w = 2 and from b = 3"):
        stage(Divergence.configured(start=start))


FILES = {
    "rain.csv": ("time (h);rain (mm)", [0.5, 1, 2, 3.5, 5, 8], [3.1, 2, 7, 4.5, 9, 14.2]),
    "years.csv": ("year;anomaly (°C)", np.arange(1880, 2024), np.linspace(-0.4, 1.1, 144) ** 3),
    "far.csv": ("height (m);pressure", np.arange(0, 3000, 100), 1013 - np.arange(0, 345, 11.5)),
    "two.csv": ("a;b", [1, 2], [5, 9]),
}


@pytest.fixture(params=always("years.csv", of=FILES))
def own(request, tmp_path):
    """A file of points, and its columns."""
    head, x, y = FILES[request.param]
    path = tmp_path / request.param
    path.write_text("\n".join([head, *(f"{a};{b}" for a, b in zip(x, y, strict=True))]))
    return str(path), np.array(x, dtype=float), np.array(y, dtype=float)


def test_sentences_are_true_of_a_lecturers_own_points_for_ever(stage, own):
    lesson = stage(Divergence.configured(points=own[0]))
    across, along = 2 * lesson.problem.x.var(), 2.0
    assert abs(lesson.problem.x.mean()) < 1e-9 and 3.9 < across / along < 25.1
    limit = 2 / across
    assert lesson.stable_rate < limit / 2 < lesson.zigzag_rate < limit < lesson.learning_rate
    away = lesson.start[0] - lesson.minimum[0]
    done = np.arange(10 * lesson.steps + 1)
    side = {beat: away * (1 - across * rate) ** done for beat, rate in lesson.rates.items()}
    shrinking = {beat: np.diff(np.abs(np.diff(at[:100]))) for beat, at in side.items()}
    assert (side["stable"][:40] * away > 0).all(), "glides, and never jumps across"
    assert (side["zigzag"][1:100] * side["zigzag"][:99] < 0).all()
    assert (shrinking["zigzag"] < 0).all() and (shrinking["diverge"] > 0).all()
    np.testing.assert_allclose(np.abs(side["edge"]), abs(away), rtol=1e-6)
    floor = np.abs(side["stable"][lesson.steps :]).max() < 0.05 * abs(away)
    assert lesson.told("stable").outcome == ("floor" if floor else "side")


def test_own_points_are_drawn_where_they_are_and_named(stage, own):
    path, x, y = own
    lesson = stage(Divergence.configured(points=path))
    panel, own = lesson.data, lesson.own
    drawn = panel.data(lesson.dots.centres)
    np.testing.assert_allclose(drawn[:, 0] * own.x.factor + x.mean(), x, atol=1e-6 * np.ptp(x))
    np.testing.assert_allclose(drawn[:, 1] * own.y.factor, y, atol=1e-6 * np.ptp(y))
    assert f"{len(x)} points of" in own.stamp(lesson.words)


def test_the_line_is_that_of_the_file_in_its_own_units(stage, own):
    path, x, y = own
    found = stage(Divergence.configured(points=path)).own
    slope, height = np.polyfit(x, y, 1)
    w, b = found.problem.minimizers[0]
    assert w * found.y.factor / found.x.factor == pytest.approx(slope, rel=1e-9, abs=1e-12)
    assert b * found.y.factor == pytest.approx(slope * x.mean() + height, rel=1e-9, abs=1e-9)


def test_a_film_of_own_points_plays(play, tmp_path):
    path = tmp_path / "#read(1).csv"
    path.write_text("*a* $b (_),c\n" + "\n".join(f"{i},{i % 7}" for i in range(600)))
    lesson = play(Divergence.configured(points=str(path)))
    assert len(lesson.dots.centres) == 400
    assert "600 points of" in lesson.own.stamp(lesson.words)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"learning_rate": 0.118}, "does not diverge: the critical rate of these points is"),
        ({"stable_rate": 0.057, "zigzag_rate": 0.06}, "must be under half of"),
        ({"points": "none.csv"}, "points: none.csv: there is no such file; give a CSV file"),
    ],
)
def test_values_that_do_not_suit_the_points_are_refused(tmp_path, values, message):
    path = tmp_path / "rain.csv"
    path.write_text("x,y\n0,1\n2.1,3\n4.2,2\n6.3,9\n")
    with pytest.raises(ValueError, match=message):
        Divergence.configured(**{"points": str(path), **values}).checked()


def test_words_are_no_points(tmp_path):
    path = tmp_path / "rain.csv"
    path.write_text("1,yes\n2,no\n")
    with pytest.raises(ValueError, match="points: its second column holds words"):
        Divergence.configured(points=str(path))
