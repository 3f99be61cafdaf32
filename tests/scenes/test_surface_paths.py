import numpy as np
import pytest
from manim import tempconfig

from scenes.batch_vs_sgd import BatchVsSGD
from scenes.kit.ink.layout import WIDE
from scenes.kit.ink.painted import PaintingCamera
from scenes.kit.ink.theme import THEMES
from scenes.kit.lesson.parameters import ParameterError
from scenes.kit.problems import centred_line
from scenes.kit.problems.three_runs import ROLES
from scenes.kit.runs.traces import Trace
from scenes.kit.surface.view import Pose
from scenes.kit.time.playhead import Playhead
from scenes.surface_paths import TALLEST, SurfacePaths


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
        traces.append(Trace(plane, run.thetas, playhead, role=role))
    return [plane, centred_line.loss_map(plane), *traces]


@pytest.mark.parametrize("theme", THEMES)
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


def test_the_orbit_is_one_whole_turn_and_nothing_else_moves(stage):
    lesson = stage(SurfacePaths)
    for name, value in (("azimuth", lesson.azimuth), ("rise", 1), ("solid", 1)):
        getattr(lesson.view, name).set_value(value)
    before = lesson.view.pose
    lesson.orbit()
    assert lesson.view.azimuth.get_value() == pytest.approx(lesson.azimuth + 360)
    assert lesson.view.pose == before


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
        pose = Pose(azimuth, elevation, lesson.closeness())
        assert np.abs(pose.show(corners)[:, 1]).max() <= TALLEST + 1e-9


def test_the_minimum_is_refused_as_a_start(stage):
    with pytest.raises(ValueError, match="is the minimum"):
        stage(SurfacePaths.configured(start=(2.0, 3.0)))
