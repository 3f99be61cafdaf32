import numpy as np
import pytest
from manim import tempconfig

from scenes.batch_vs_sgd import BatchVsSGD
from scenes.kit.ink.camera import PaintingCamera
from scenes.kit.ink.layout import WIDE
from scenes.kit.ink.theme import THEMES
from scenes.kit.lesson.parameters import ParameterError
from scenes.kit.panels.level_values import clear_of_path
from scenes.kit.problems import centred_line
from scenes.kit.problems.three_runs import ROLES
from scenes.kit.runs.traces import WIDTH, Trace
from scenes.kit.surface.view import Pose
from scenes.kit.time.playhead import Playhead
from scenes.parts.surface_paths.beside import THICK
from scenes.parts.surface_paths.camera import TALLEST
from scenes.parts.surface_paths.mouth import sides_of_the_mouth
from scenes.surface_paths import SurfacePaths

from ..thorough import always, thorough
from .said import DATA


def captured(mobjects, theme):
    """RGB (480, 854, 3) of what a camera draws, as wide as the flat map."""
    with tempconfig({"pixel_width": 854, "pixel_height": 480}):
        camera = PaintingCamera(background_color=theme.background)
        camera.capture_mobjects(mobjects)
    left, right = (int((x + 64 / 9) * 60) for x in (-64 / 9, centred_line.map_box(WIDE.body).right))
    return camera.pixel_array[75:435, left:right, :3].astype(int)


def flat_map(theme):
    """The map that batch_vs_sgd shows, with the three paths at their ends."""
    plane = centred_line.map_panel(centred_line.map_box(WIDE.body), theme)
    runs = (
        centred_line.batch_run((-4.0, -7.0), 0.05, 2),
        centred_line.stochastic_run((-4.0, -7.0), 0.01, 2),
        centred_line.mini_batch_run((-4.0, -7.0), 0.05, 2),
    )
    traces = []
    for role, run in zip(ROLES, runs, strict=True):
        playhead = Playhead(run.steps, staged=0)
        playhead.set_value(run.steps)
        width = WIDTH * THICK.get(role, 1.0)
        traces.append(Trace(plane, run.thetas, playhead, role=role, width=width))
    clear_of = [clear_of_path(plane, run.thetas) for run in runs]
    return [plane, centred_line.loss_map(plane).with_values(clear_of), *traces]


@pytest.mark.parametrize("theme", always("dark", of=THEMES))
def test_the_last_frame_lies_on_the_contour_map_of_batch_vs_sgd(theme, play):
    lesson = play(SurfacePaths.presented(theme))
    last = captured(lesson.mobjects, lesson.theme)
    flat = captured(flat_map(lesson.theme), lesson.theme)
    assert (np.abs(flat - flat[0, 0]).max(axis=-1) > 60).sum() > 2000  # there is something
    difference = np.abs(last - flat).max(axis=-1)
    assert difference.mean() < 0.2
    assert (difference > 48).mean() < 1e-3
    assert [f"{lesson.loss_of(role)():.3g}" for role in ROLES] == ["65.7", "1.48", "6.33"]


def test_the_runs_are_those_of_batch_vs_sgd(stage):
    ours, theirs = stage(SurfacePaths), stage(BatchVsSGD)
    for role in ROLES:
        np.testing.assert_array_equal(ours.runs[role].thetas, theirs.runs[role].thetas)
        np.testing.assert_array_equal(ours.runs[role].values, theirs.runs[role].values)


def in_sight(lesson, theta, azimuth):
    """Whether the line from a place on the surface to the camera meets no surface, step by step."""
    relief, elevation = lesson.surface.relief, np.radians(lesson.elevation)
    way = np.array([np.cos(np.radians(azimuth)), np.sin(np.radians(azimuth))])

    def high(place):
        loss = relief.problem.value(place)
        return relief.tall * min(max(float(relief.height.fraction(loss)), 0.0), 1.0)

    for far in np.arange(0.1, 9.0, 0.1):
        place = np.asarray(theta) + far * way / relief.plane.units
        left, right, bottom, top = relief.plane.window
        if not (left <= place[0] <= right and bottom <= place[1] <= top):
            return True
        if high(place) > high(theta) + far * np.tan(elevation) + 0.05:
            return False
    return True


@pytest.mark.parametrize("values", [{}, thorough({"elevation": 28.0}), thorough({"azimuth": 70.0})])
def test_the_swing_never_goes_behind_a_wall(stage, values):
    lesson = stage(SurfacePaths.configured(**values))
    thetas = np.concatenate([run.thetas for run in lesson.runs.values()])
    ends = sides_of_the_mouth(lesson.surface.relief, thetas, lesson.azimuth, lesson.elevation)
    mouth = np.copysign(90, lesson.azimuth)
    assert min(ends) < mouth < max(ends)
    assert np.abs(np.array(ends) - mouth).max() <= 55
    for azimuth in np.linspace(*ends, 7):
        assert all(in_sight(lesson, theta, azimuth) for theta in thetas[::5])
    assert not all(in_sight(lesson, theta, mouth + np.copysign(90, ends[1])) for theta in thetas)


def test_the_swing_ends_where_it_began_and_the_axis_of_heights_stays(stage):
    lesson = stage(SurfacePaths)
    for name in ("azimuth", "elevation"):
        getattr(lesson.view, name).set_value(getattr(lesson, name))
    for name in ("rise", "solid"):
        getattr(lesson.view, name).set_value(1)
    axes, before = lesson.axes, lesson.view.pose
    axes.refresh()
    upright = np.concatenate([edge.line.points for edge in axes[4:]])
    axes.stand = lesson.azimuth
    for azimuth in (-110.0, -90.0, -45.0):
        lesson.view.azimuth.set_value(azimuth)
        axes.refresh()
        np.testing.assert_array_equal(
            np.concatenate([edge.line.points for edge in axes[4:]]), upright
        )
    lesson.view.azimuth.set_value(lesson.azimuth)
    lesson.swing()
    assert lesson.view.pose == before
    assert axes.stand is None


def test_a_full_turn_takes_the_place_of_the_swing():
    assert SurfacePaths.configured(full_turn=True).beats == ("rise", "descend", "orbit", "top_down")
    assert SurfacePaths.beats == SurfacePaths.configured().beats


def test_the_orbit_is_one_whole_turn_and_nothing_else_moves(stage):
    lesson = stage(SurfacePaths.configured(full_turn=True))
    for name, value in (("azimuth", lesson.azimuth), ("rise", 1), ("solid", 1)):
        getattr(lesson.view, name).set_value(value)
    before = lesson.view.pose
    lesson.orbit()
    assert lesson.view.azimuth.get_value() == pytest.approx(lesson.azimuth + 360)
    assert lesson.view.pose == before


@pytest.mark.thorough
def test_a_lecturer_may_choose_heights_and_view(play):
    values = {"log_heights": True, "azimuth": 170, "elevation": 40, "turn_seconds": 4}
    lesson = play(SurfacePaths.configured(**values))
    assert lesson.view.pose.elevation == 90
    assert lesson.view.pose.azimuth == pytest.approx(270)


def test_a_camera_under_the_ground_is_refused():
    with pytest.raises(ParameterError, match=r"elevation = -5\.0 is not allowed"):
        SurfacePaths.configured(elevation=-5.0)


@pytest.mark.parametrize("azimuth", [-180.0, -86.0, 0.0, 94.9])
def test_a_view_along_an_axis_where_numbers_would_meet_is_refused(azimuth, stage):
    with pytest.raises(ValueError, match="stay 5 degrees away from multiples of 90"):
        stage(SurfacePaths.configured(azimuth=azimuth))


@pytest.mark.parametrize("elevation", [20.0, 24.0, 45.0, 60.0])
def test_the_box_fits_its_panel_from_every_side(elevation, stage):
    lesson = stage(SurfacePaths.configured(elevation=elevation))
    relief = lesson.surface.relief
    ends = np.array([-1, 1])
    corners = np.array(np.meshgrid(*(ends * side / 2 for side in relief.sides), ends))
    corners = corners.reshape(3, -1).T * (1, 1, -relief.floor)
    for azimuth in range(0, 360, 15):
        pose = Pose(azimuth, elevation, lesson.moves.closeness())
        assert np.abs(pose.show(corners)[:, 1]).max() <= TALLEST + 1e-9


def test_the_minimum_is_refused_as_a_start(stage):
    with pytest.raises(ValueError, match="is the minimum"):
        stage(SurfacePaths.configured(start=(2.0, 3.0)))


class TestFormula:
    @pytest.mark.parametrize(
        ("text", "stars"),
        [
            ("x^2 + 3y^2", 1),
            ("(x^2+y-11)^2 + (x+y^2-7)^2", 4),
            thorough("x^2 - y^2", 0),
            thorough("x + 2y", 0),
            thorough("x ln(x) + y^2", 1),
            ("x sqrt(9 - x^2 - y^2)", 1),
            thorough("1e-6 x^2 + 1e-6 y^2", 1),
        ],
    )
    def test_three_runs_go_down_on_the_map_and_every_minimum_has_a_star(self, text, stars, stage):
        lesson = stage(SurfacePaths.configured(landscape=text))
        left, right, bottom, top = lesson.map.window
        starts = np.stack([run.thetas[0] for run in lesson.runs.values()])
        assert len(np.unique(starts, axis=0)) == 3
        for run in lesson.runs.values():
            assert (np.diff(run.values) <= 1e-9).all()
            assert ((run.thetas > (left, bottom)) & (run.thetas < (right, top))).all()
        assert len(lesson.star) == stars
        assert len(lesson.surface.levels) > 4

    def test_there_is_no_surface_where_a_formula_has_no_value(self, stage):
        relief = stage(SurfacePaths.configured(landscape="x sqrt(9 - x^2 - y^2)")).surface.relief
        left, right, bottom, top = relief.plane.window
        height = relief.lattice()[..., 2]
        x, y = np.meshgrid(*(np.linspace(*ends, 65) for ends in ((left, right), (bottom, top))))
        np.testing.assert_array_equal(np.isnan(height), x**2 + y**2 > 9)
        assert np.isnan(height).any()

    def test_it_plays_and_is_shown_as_it_was_typed(self, play):
        lesson = play(SurfacePaths.configured(landscape="x sqrt(9 - x^2 - y^2)"))
        stamps = [part.body for part in lesson.mobjects if getattr(part, "body", "")]
        assert any(lesson.three.problem.typst in body for body in stamps)

    def test_a_rate_and_a_start_of_ones_own_are_taken(self, stage):
        own = SurfacePaths.configured(landscape="x^2 + 3y^2", batch_rate=0.02, start=(1.5, -1.25))
        runs = stage(own).runs.values()
        assert any(run.thetas[0].tolist() == [1.5, -1.25] for run in runs)
        assert {float(run.learning_rates[0]) for run in runs} == {0.02}

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"landscape": "moon"}, "landscape = 'moon' is none; there is valley, or a formula"),
            ({"landscape": "x^2 + y^2", "points": f"{DATA}/cars.csv"}, "not both"),
            ({"landscape": "x^2 + y^2", "log_heights": True}, "log_heights: only"),
            ({"landscape": "0x + 0y"}, "no three places from which plain descent goes down"),
            ({"landscape": "99x^2 + y^2", "batch_rate": 0.1}, r"at batch_rate = 0\.1 from which"),
            ({"landscape": "x^2 + y^2", "start": (7.0, 7.0)}, r"with start = \(7\.0, 7\.0\) from"),
        ],
    )
    def test_what_makes_no_three_runs_is_refused(self, values, message, stage):
        with pytest.raises(ParameterError, match=message) as refused:
            stage(SurfacePaths.configured(**values))
        assert "\n" not in str(refused.value)
