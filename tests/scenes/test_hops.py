"""Long steps hop: no state that was never computed, and nothing long that swings too fast."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from scenes.conditioning import Conditioning
from scenes.divergence import Divergence
from scenes.kit.time.hops import AIR, HopPlayhead, long_steps

from ..thorough import thorough

RATE = 30  # pictures a second that are looked at
LONG = 0.1  # of a panel
FAST = 2  # swings in a second


def hopper(long, **options):
    return HopPlayhead(np.array(long, dtype=bool), **options)


def test_a_step_is_long_if_it_takes_over_a_tenth_of_its_panel():
    path = np.array([[0, 0, 0], [0.9, 0, 0], [0.9, 0.6, 0], [-1, 0.6, 0]], dtype=float)
    assert long_steps(path, 10, 5).tolist() == [False, True, True]
    assert long_steps(np.stack([path, 0 * path], axis=1), 10, 5).tolist() == [False, True, True]


def test_nothing_but_the_point_moves_while_a_long_step_is_under_way():
    playhead = hopper([True, False, True], staged=0)
    for now, position, flight in (
        (0.3, 0, 0),
        (0.7, 0, 0.5),
        (1, 1, 0),
        (1.5, 1.5, 0),
        (2.7, 2, 0.5),
    ):
        playhead.set_value(now)
        assert playhead.position == pytest.approx(position)
        assert playhead.flight == pytest.approx(flight)
    playhead.set_value(3)
    assert (playhead.position, playhead.flight, playhead.passing) == (3, 0, False)


def test_of_many_long_steps_a_few_are_played_and_the_others_leave_marks():
    playhead = hopper([False, True, True, True, True, False], few=2, staged=0)
    assert playhead.played.tolist() == [False, True, True, False, False, False]
    assert playhead.passed_by == (4, 5)
    playhead.set_value(4.0)
    assert playhead.passing and playhead.flight == 0 and playhead.leg == (3, 5, 0.5)
    playhead.set_value(5.5)
    assert not playhead.passing and playhead.position == pytest.approx(5.5)
    assert hopper([True, True, False]).passed_by is None


def test_a_hop_has_its_time_however_short_the_beat():
    playhead = hopper([True] * 8, few=6)
    durations = np.diff(playhead.times(1.0, slow_seconds=0.8))
    np.testing.assert_allclose(durations[:6], [0.8] * 3 + [AIR] * 3)
    assert hopper([True] * 30, few=6).times(9.0)[-1] == pytest.approx(9.0)
    assert AIR * FAST >= 1


def swings(times, places, room):
    """When something that was going one way turns back, having gone over a tenth of its panel."""
    found, start, farthest = [], None, None
    for time, place in zip(times, places, strict=True):
        if place is None:
            start = farthest = None
        elif start is None:
            start = farthest = place
        elif (place - farthest) * (farthest - start) >= 0:
            farthest = place
        elif abs(place - farthest) > LONG * room:
            if abs(farthest - start) > LONG * room:
                found.append(time)
            start, farthest = farthest, place
    return np.array(found)


def seen(run):
    """Where a run's point is, and how high its line's right end; None for what is not seen."""
    point, line = run.path.marker.centres, run.line or ()
    shown = [part for part in line if len(part.points) and part.get_stroke_opacity() > 1 - 1e-9]
    height = shown[0].points[-1, 1] if shown else None
    return (*point[0, :2], height) if len(point) else (None, None, height)


def hopping_runs(scene):
    """The runs of a lesson that hop: a playhead, times, a path, and a line or none."""
    if isinstance(scene, Divergence):
        return [
            SimpleNamespace(playhead=run.playhead, times=run.times, path=run.views.path, line=None)
            for run in scene.played.values()
        ]
    return list(vars(scene.descents).values())


@pytest.mark.parametrize(
    ("lesson", "values"),
    [
        (Divergence, {}),
        thorough(Divergence, {"steps": 45}),
        thorough(Divergence, {"steps": 15, "start": (12.0, 12.0)}),
        (Conditioning, {}),
        thorough(Conditioning, {"start": (-15.0, 20.0), "target": 0.0001, "correlation": 0.98}),
        thorough(Conditioning, {"start": (20.0, -15.0), "stretch": 3.0}),
    ],
)
def test_nothing_long_swings_more_than_twice_a_second(lesson, values, stage):
    scene = stage(lesson.configured(**values))
    data = (scene.data if lesson is Divergence else scene.views.panel).inner
    for run in hopping_runs(scene):
        times = np.arange(0, run.times[-1], 1 / RATE)
        places = []
        for now in np.interp(times, run.times, np.arange(len(run.times))):
            run.playhead.set_value(now)
            run.path.update()
            if run.line:
                run.line.update()
            places.append(seen(run))
        inner = run.path.plane.inner
        rooms = inner.width, inner.height, data.height
        for series, room in zip(zip(*places, strict=True), rooms, strict=True):
            turns = swings(times, series, room)
            assert all(((turns >= t) & (turns < t + 1 - 1 / RATE)).sum() <= FAST for t in turns)


def test_a_run_that_flows_through_its_bounces_swings_too_fast():
    times = np.arange(0, 3, 1 / RATE)
    bounces = np.abs((times * 5) % 2 - 1)  # five times a second from one end to the other
    assert len(swings(times, bounces, 1.0)) > 3 * FAST
