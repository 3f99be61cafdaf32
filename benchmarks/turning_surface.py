"""A surface that turns, with a path on it: ours, stock manim's and matplotlib's."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from manim import DEGREES, Dot3D, Surface, ThreeDAxes, ThreeDScene, VMobject, linear

from benchmarks.filming import HD, by_encoder_alone, by_manim, by_studio
from benchmarks.matplotlib_film import film_axes
from benchmarks.measure import Comparison, Row, interleaved
from scenes.kit.problems.centred_line import problem, stochastic_run
from scenes.parts.surface_paths.beside import paths
from scenes.parts.surface_paths.camera import LARGE
from scenes.surface_paths import SurfacePaths

CELLS = 32  # along each side of the others' surfaces; ours has three times as many
OURS, MANIM, MATPLOTLIB = 180, 8, 16  # frames that each side films, some seconds each


class Turning(SurfacePaths):
    """The orbit of ``surface_paths`` and nothing else."""

    @classmethod
    def name(cls) -> str:
        return "surface_paths"

    def setup(self) -> None:
        super().setup()
        view = self.view
        for tracker, value in (
            (view.azimuth, self.azimuth),
            (view.elevation, self.elevation),
            (view.zoom, LARGE),
            (view.rise, 1),
            (view.solid, 1),
            (self.spent, 102),
        ):
            tracker.set_value(value)
        one = {"stochastic": self.runs["stochastic"]}
        self.add(self.surface, self.axes, self.star)
        self.add(paths(self.surface, one, self.playheads, self.roles))

    def construct(self) -> None:
        turn = self.view.azimuth.animate.increment_value(OURS / 2)
        self.play(turn, run_time=OURS / HD.fps, rate_func=linear)


class StockTurning(ThreeDScene):
    """The same picture from stock manim's parts: axes, surface, path, minimum."""

    def construct(self) -> None:
        loss = problem()
        axes = ThreeDAxes((-8, 8, 4), (-8, 8, 4), (0, 1000, 250), 6, 6, 3)

        def at(w: float, b: float) -> Any:
            return axes.c2p(w, b, float(loss.value([w, b])))

        surface = Surface(at, u_range=(-8, 8), v_range=(-8, 8), resolution=(CELLS, CELLS))
        thetas = stochastic_run((-4.0, -7.0), 0.01, 2).thetas
        path = VMobject(color="#F0A33A").set_points_as_corners([at(*theta) for theta in thetas])
        self.set_camera_orientation(phi=66 * DEGREES, theta=-58 * DEGREES)
        self.add(axes, surface, path, Dot3D(at(2, 3)))
        self.begin_ambient_camera_rotation(rate=0.5)
        self.wait(MANIM / HD.fps)


def by_matplotlib() -> float:
    """Frames a second of matplotlib's plot_surface, turned by a FuncAnimation."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        film_axes(Path(folder) / "film.mp4", _axes, MATPLOTLIB)
        return MATPLOTLIB / (time.perf_counter() - began)


def _axes(figure: Any) -> Any:
    loss = problem()
    side = np.linspace(-8, 8, CELLS + 1)
    w, b = np.meshgrid(side, side)
    axes = figure.add_subplot(projection="3d")
    axes.plot_surface(w, b, loss.value(np.stack([w, b], -1)), rcount=CELLS, ccount=CELLS)
    run = stochastic_run((-4.0, -7.0), 0.01, 2)
    axes.plot(*run.thetas.T, run.values, color="#F0A33A")
    axes.plot([2], [3], [0], "*")
    axes.set(xlabel="w", ylabel="b", zlabel="loss")
    return axes


def compare(rounds: int = 5) -> Comparison:
    """Our frames a second, beside the others'."""
    speed = interleaved(
        {
            "ours": lambda: by_studio(Turning),
            "encoder": lambda: by_encoder_alone(Turning),
            "manim": lambda: by_manim(StockTurning),
            "matplotlib": by_matplotlib,
        },
        rounds,
    )
    ours = speed["ours"]
    others = (
        ("encoder", "encoding its frames alone", None),
        ("manim", "stock manim, Surface", 60.0),
        ("matplotlib", "matplotlib", 10.0),
    )
    return Comparison(
        "A turning surface with a path, 1080p60",
        "The orbit of surface_paths with its stochastic path (64×64 cells, iso-lines, floor, "
        f"shadow, labels) filmed by the studio; the others {CELLS}×{CELLS} cells, the same path, "
        "their defaults.",
        (
            Row("ours", ours, "frames/s"),
            *(
                Row(name, speed[key], "frames/s", ours / speed[key], goal)
                for key, name, goal in others
            ),
        ),
    )
