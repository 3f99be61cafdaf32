"""Linked views of one run: parameter space, data space and loss, all reading one playhead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from gdcore import LeastSquares, Trajectory
from scenes.kit.ink.marks import NOWHERE, RADIUS, Marks
from scenes.kit.ink.meaning import Claim, read_off
from scenes.kit.panels.axes import Plane
from scenes.kit.runs.edge import EdgeArrow
from scenes.kit.runs.lines import model_line
from scenes.kit.runs.traces import WIDTH, Dash, Trace
from scenes.kit.time.hops import HopPlayhead
from scenes.kit.time.live import Live
from scenes.kit.time.playhead import Playhead
from scenes.kit.time.record import WHOLE, done

POINT, LIT = 0.045, 0.075  # radius of a data point, and of one that the present step uses


@dataclass(frozen=True)
class Views:
    """The panels of a lesson that fits a line: (w, b), (x, y), and loss against effort."""

    parameters: Plane
    data: Plane
    loss: Plane


class LitRows(Live, Marks):
    """The data points whose gradients the present step adds up, lit one after another.

    Parameters
    ----------
    plane
        Data panel.
    points
        Data points (n, 2).
    batches
        Row numbers used by each step.
    playhead
        Read every frame.
    role
        Colour and shape of a lit point.
    radius
        Of a lit point, in scene units.
    """

    def __init__(
        self,
        plane: Plane,
        points: NDArray[np.float64],
        batches: list[NDArray[np.intp]],
        playhead: Playhead,
        role: str,
        *,
        radius: float = LIT,
    ) -> None:
        super().__init__(NOWHERE, plane.theme, role, radius=radius)
        self.plane, self.data, self.places = plane, points, plane.to_scene(points)
        self.batches, self.playhead = batches, playhead
        self.go_live()

    def state(self) -> object:
        return self._now()

    def depict(self) -> None:
        """Light the rows of the step under way, all of them once its arrow is drawn."""
        self.place(np.asarray(self.places[self.rows]))

    def claims(self) -> list[Claim]:
        """That the data read at them are those of the present step, as many as are lit by now."""
        return [read_off("rows", self.plane.data, self.centres, self.data[self.due()])]

    @property
    def rows(self) -> NDArray[np.intp]:
        """Numbers of the data points that are lit."""
        step, share = self._now()
        rows = self.batches[step] if share else self.batches[0][:0]
        return rows[: int(np.ceil(share * len(rows)))]

    def due(self) -> NDArray[np.intp]:
        """The same for checks, as the record and the time have it."""
        step, aim = done(self.playhead), self.playhead.aim
        rows = self.batches[0][:0]
        if self.playhead.now - step > WHOLE and step < len(self.batches):
            rows = self.batches[step]
        return rows[: int(np.ceil(aim * len(rows)))] if aim else rows

    def _now(self) -> tuple[int, float]:
        """The step under way, and the share of its rows that is lit."""
        step = self.playhead.arrived
        under_way = self.playhead.now > step + 1e-9 and step < len(self.batches)
        return step, (self.playhead.aim or 1.0) if under_way else 0.0


class LinkedRun(VGroup):
    """One trajectory in all three views.

    Parameters
    ----------
    views
        The panels.
    trajectory
        A run of `gdcore.LeastSquares` in (w, b).
    playhead
        Moves all three; if it hops, all of them do.
    role
        Colour and markers.
    effort
        What the loss is drawn against (T+1,): step numbers, or gradient evaluations.
    dots
        Whether the iterates that are done get small markers.
    color, dash
        Tell runs of one role apart: the colour of everything, the dash of the loss curve.
    radius
        Of its markers, in scene units.
    valued
        Whether its loss is written where it leaves the map.
    width
        Stroke width of its path: a wider one is seen under others.
    step
        Role whose colour the arrow of the coming step has.
    lit
        Radius of a data point that the present step uses, in scene units.
    """

    def __init__(
        self,
        views: Views,
        trajectory: Trajectory,
        playhead: Playhead,
        *,
        role: str,
        effort: NDArray[np.float64] | None = None,
        dots: bool = True,
        color: str | None = None,
        dash: Dash | None = None,
        radius: float = RADIUS,
        valued: bool = True,
        width: float = WIDTH,
        step: str = "gradient",
        lit: float = LIT,
    ) -> None:
        self.trajectory, self.playhead, self.role = trajectory, playhead, role
        steps = np.arange(len(trajectory.values), dtype=float)
        history = np.stack([steps if effort is None else effort, trajectory.values], axis=1)
        self.path = Trace(
            views.parameters,
            trajectory.thetas,
            playhead,
            role=role,
            dots=dots,
            arrow=True,
            step=step,
            color=color,
            flies=isinstance(playhead, HopPlayhead),
            radius=radius,
            width=width,
        )
        self.line = model_line(views.data, trajectory.thetas, playhead, role=role, color=color)
        self.loss = Trace(
            views.loss, history, playhead, role=role, color=color, dash=dash, radius=radius
        )
        self.edge = EdgeArrow(self.path, trajectory.values, numbered=valued)
        self.loss_edge = EdgeArrow(self.loss, trajectory.values)
        super().__init__(self.line, self.path, self.loss, self.edge, self.loss_edge)
        if trajectory.batches is not None:
            assert isinstance(trajectory.problem, LeastSquares)
            points = np.stack([trajectory.problem.x, trajectory.problem.y], axis=1)
            self.lit = LitRows(
                views.data, points, list(trajectory.batches), playhead, role, radius=lit
            )
            self.add(self.lit)
