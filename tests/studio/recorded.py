"""Every part that shows a record, small, with the tracker that it follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
from manim import Mobject, ValueTracker, VGroup

from gdcore import (
    Adam,
    GradientDescent,
    LeastSquares,
    Logistic,
    Momentum,
    Nesterov,
    Quadratic,
    Trajectory,
    datasets,
    descend,
)
from scenes.kit.ink.cast import Settings
from scenes.kit.ink.layout import Box
from scenes.kit.ink.numbers import Number, plain
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import DARK
from scenes.kit.lesson.words import Words
from scenes.kit.one_weight.one_weight import Drop, OneWeight, Swept
from scenes.kit.one_weight.tangent import Crossing, Tangent
from scenes.kit.one_weight.weight_numbers import CurveEdge, LossNumber, WeightNumber
from scenes.kit.panels.axes import Axis, Plane
from scenes.kit.panels.contours import Contours, log_levels
from scenes.kit.panels.curves import LossCurve, guide
from scenes.kit.panels.cuts import cut_panel
from scenes.kit.panels.cuts import cuts as valley_cuts
from scenes.kit.panels.level_values import LevelValues
from scenes.kit.panels.minimum import moving_star
from scenes.kit.panels.moving_marks import MovingMarks
from scenes.kit.panels.tally import Tally
from scenes.kit.panels.zoom import ZoomPlane
from scenes.kit.problems.valley import landscape
from scenes.kit.runs.arithmetic import Arithmetic, Term
from scenes.kit.runs.edge import EdgeArrow
from scenes.kit.runs.lines import HoppingLine
from scenes.kit.runs.model_line import ModelLine
from scenes.kit.runs.residuals import Residuals
from scenes.kit.runs.traces import Trace
from scenes.kit.runs.views import LitRows
from scenes.kit.surface.axes import SurfaceAxes
from scenes.kit.surface.marks import SurfaceMark
from scenes.kit.surface.relief import Relief
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.traces import SurfaceTrace
from scenes.kit.surface.view import View
from scenes.kit.time.hops import HopPlayhead
from scenes.kit.time.playhead import Playhead
from scenes.parts.adaptive.balance import Balance
from scenes.parts.adaptive.charts import Charts
from scenes.parts.adaptive.gathered import Gathered
from scenes.parts.adaptive.hops import Hops, Iterates, Reel
from scenes.parts.adaptive.legs import Legs
from scenes.parts.adaptive.memories import accumulated, remembered
from scenes.parts.adaptive.recall import Recall
from scenes.parts.adaptive.sizes import Names, Sizes
from scenes.parts.adaptive.steps_plane import StepsPlane
from scenes.parts.batch_vs_sgd.clouds import Landings
from scenes.parts.batch_vs_sgd.fan import Fan
from scenes.parts.batch_vs_sgd.hovering import Bar, Length
from scenes.parts.batch_vs_sgd.looked import LookedAt
from scenes.parts.classification.costs import Price
from scenes.parts.classification.logistic_views import Falling, Judged, PointLosses, Sigmoid
from scenes.parts.conditioning.rising import Rising, RisingContours
from scenes.parts.conditioning.rows import Left
from scenes.parts.conditioning.standardising import (
    ChangingContours,
    MovingLine,
    Standardising,
)
from scenes.parts.divergence.factor_plot import FactorPlot, Rated
from scenes.parts.divergence.wide_map import FormerView
from scenes.parts.fit_line.close_map import CloseMap
from scenes.parts.fit_line.cloud import Cloud
from scenes.parts.fit_line.gliding import GlidingPlane
from scenes.parts.fit_line.probe import ErrorNumber
from scenes.parts.five_steps.cut import CutView, cuts
from scenes.parts.gradient_step.closer import BowlPlane
from scenes.parts.gradient_step.squares import Residuals as Spans
from scenes.parts.gradient_step.squares import SquareLabels, Squares
from scenes.parts.gradient_step.stack import stack
from scenes.parts.learning_rates.factor_bars import FactorBars
from scenes.parts.momentum.ledger import Ledger
from scenes.parts.momentum.moving import MovingContours, MovingPanel
from scenes.parts.momentum.overshoot import Overshoot
from scenes.parts.momentum.velocity import SummingPlayhead, SumOfArrows, ball
from scenes.parts.optimizer_race.goal import GoalRing
from scenes.parts.optimizer_race.kept import KeptRow, getting, staying
from scenes.parts.optimizer_race.race import race
from scenes.parts.optimizer_race.race_rows import Finish
from scenes.parts.optimizer_race.strips import Progress, RateStrip
from scenes.parts.optimizer_race.trials import Course, try_rates
from scenes.parts.steepest.gain_panel import GainPanel
from scenes.parts.steepest.off import Off
from scenes.parts.steepest.outlined import circle
from scenes.parts.steepest.ring import Gains, Ring
from scenes.parts.steepest.sides import Spear
from scenes.parts.steepest.trials import Trials, Turning
from scenes.parts.steepest.turned import Swung
from scenes.parts.surface_paths.sections import Section
from studio.checks.truth import untrue

BOX = Box(-6, 2, -3, 3)
CELL = Box(3, 6, -3, 2)


@dataclass
class Stage:
    """A part, and the tracker that it follows."""

    part: Mobject
    tracker: ValueTracker

    def at(self, value: float) -> Stage:
        """Move on, or back, and let the part draw itself."""
        self.tracker.set_value(value)
        self.part.update(0)
        return self

    @property
    def is_true(self) -> bool:
        moment: Any = SimpleNamespace(shown=[self.part], moving=frozenset())
        found = list(untrue(moment))
        assert {rule for rule, *_ in found} <= {"differs from its record"}
        return not found


# -- what is looked at -------------------------------------------------------------------------


def square(low: float = -4, high: float = 4) -> Plane:
    return Plane(BOX, Axis(low, high, "$w$"), Axis(low, high, "$b$"), DARK)


def bowl() -> Quadratic:
    return Quadratic(np.diag([2.0, 0.5]), [0, 0])


def path(playhead: Playhead, **style: object) -> Trace:
    run = descend(bowl(), GradientDescent(0.4), [3, 3], 6)
    return Trace(square(), run.thetas, playhead, **style)


def leaving(playhead: Playhead, **style: object) -> EdgeArrow:
    record = np.stack([np.linspace(0, 30, 7), np.linspace(0, 3, 7)], axis=1)
    return EdgeArrow(Trace(square(), record, playhead, **style), np.arange(7.0))


def hopping(build: Callable[[HopPlayhead], Mobject], staged: int = 0) -> Callable[[], Stage]:
    """A run of which three steps are long, the last of them not played, and three flow."""

    def stage() -> Stage:
        long = np.array([False, False, False, True, True, True])
        playhead = HopPlayhead(long, few=2, staged=staged)
        return Stage(build(playhead), playhead)

    return stage


def factors(_: Playhead) -> Mobject:
    runs = [Rated(0.4, "#FFFFFF"), Rated(1.1, "#BFE3F9")]
    names = {"factor": "$f$", "grows": "grows", "limit": "limit", "best": "best ${rate}$"}
    plot = FactorPlot(BOX, bowl(), runs, names, DARK)
    return VGroup(plot.plane, *plot.curves, plot.beyond, *plot.runs, plot.limit, plot.best)


def factor_bars(_: Playhead) -> Mobject:
    data = datasets.rainfall()
    problem = LeastSquares(data.x, data.y, reduction="sum", intercept=False)
    rates = np.array([0.01, 0.1, 0.15, 0.21])
    runs = descend(problem, GradientDescent(rates), [[9.0]] * 4, 2)
    bars = FactorBars(BOX, problem, runs, DARK.rates, DARK)
    return VGroup(bars.ground, *bars.bars)


def two_cuts(_: Playhead) -> Mobject:
    panel = cut_panel(BOX, bowl(), 3.0, ("$d$", "$L$"), DARK)
    cuts = valley_cuts(square(), panel, bowl())
    return VGroup(*(part for cut in cuts for part in (cut.line, cut.curve, cut.label)))


def rain(rate: float = 0.025) -> Callable[[Playhead], OneWeight]:
    """Ten steps over the loss of one weight; at a large rate they leave the panel."""

    def build(playhead: Playhead) -> OneWeight:
        data = datasets.rainfall()
        problem = LeastSquares(data.x, data.y, reduction="sum", intercept=False)
        run = descend(problem, GradientDescent(rate), [9.0], 10)
        plane = Plane(BOX, Axis(-10, 15, "$w$"), Axis(-200, 900, "loss"), DARK)
        return OneWeight(plane, problem, run.thetas[:, 0], playhead)

    return build


def whole_curve(playhead: Playhead) -> LossCurve:
    run = rain()(playhead)
    return LossCurve(run.plane, run.problem.value, np.linspace(-10, 15, 241))


def line_and_points(playhead: Playhead) -> tuple[Plane, np.ndarray, np.ndarray, Playhead]:
    data = datasets.rainfall()
    points = np.stack([data.x, data.y], axis=1)
    plane = Plane(BOX, Axis(0, 4, "$x$"), Axis(-20, 40, "$y$"), DARK)
    thetas = np.array([[9.0, 0], [2, 3], [-1, 1], [5, 0], [5, 2], [3, 3], [3, 2]])
    return plane, points, thetas, playhead


def squares(playhead: Playhead) -> Spans:
    return Spans(*line_and_points(playhead))


def lit(playhead: Playhead) -> LitRows:
    plane, points, _, _ = line_and_points(playhead)
    return LitRows(plane, points, [np.arange(i % 3 + 1) for i in range(6)], playhead, "batch")


def both_cuts(playhead: Playhead, slid: ValueTracker) -> list[CutView]:
    data = datasets.split_line()
    problem = LeastSquares(data.x, data.y)
    run = descend(problem, GradientDescent(0.1), [1.0, 0.4], 6)
    return cuts(run, (BOX, CELL), "loss", playhead, slid, DARK)


def first_cut(playhead: Playhead) -> Mobject:
    return both_cuts(playhead, ValueTracker(0.0))[0].all


def slid_cut(slid: ValueTracker) -> Mobject:
    view = both_cuts(Playhead(6, staged=1), slid)[1]
    return VGroup(view.curve, view.landed)


def arrows(optimizer: Momentum) -> Callable[[SummingPlayhead], SumOfArrows]:
    def build(playhead: SummingPlayhead) -> SumOfArrows:
        run = ball(descend(bowl(), optimizer, [-3, 3], 6))
        playhead.looks_ahead = run.looks_ahead
        return SumOfArrows(square(), run, playhead, "momentum")

    return build


def ledger(playhead: SummingPlayhead) -> Ledger:
    places = np.array([[3.5, 0, 0], [4.5, 0, 0], [5.5, 0, 0]])
    return Ledger(arrows(Momentum(0.1, 0.9))(playhead), places, (1.0, 2.0), square())


def charts() -> Charts:
    words = Words("adaptive", "en")
    return Charts.over(BOX, (0.01, 6.0), (0, 6), square(), words, DARK)


def sizes(playhead: Playhead) -> Sizes:
    return Sizes(charts(), adam(playhead)[0], 1, ("momentum", "adam"), Names("$m$", "$v$", "$=$"))


def gathered(playhead: Playhead) -> Gathered:
    panel = Plane(BOX, Axis(0, 7, "step"), Axis(0, 8, "$m$"), DARK)
    return Gathered(panel, adam(playhead)[0], 0.9, 0, ("$m$", "$m$"))


def balance(tracker: ValueTracker) -> Balance:
    return Balance(more_steps(tracker), np.linspace(0.5, 0.1, 13), 2.0, "$x$", lambda: 0.0)


def more_steps(tracker: ValueTracker) -> StepsPlane:
    found = charts()
    found.follow(lambda: float(tracker.get_value()))
    return found.plane


def adam(playhead: Playhead) -> tuple[Recall, Trajectory]:
    run = descend(bowl(), Adam(0.5), [3, 3], 6)
    return Recall(remembered(run), playhead, accumulated(run)), run


def legs(playhead: Playhead, rate: float = 0.5) -> Legs:
    run, plane = descend(bowl(), Adam(rate), [3, 3], 6), square()
    return Legs(plane, run.thetas, playhead, "adam", plane.to_scene(run.problem.minimizers))


def reel(tracker: ValueTracker) -> Reel:
    found = Reel(np.array([0, 1, 4, 5, 6]))
    found.follow(tracker.get_value)
    return found


def hops(playhead: Playhead) -> Hops:
    return Hops(square(), adam(playhead)[1].thetas, reel(playhead), "adam")


def iterates(playhead: Playhead) -> Iterates:
    return Iterates(square(), adam(playhead)[1].thetas, reel(playhead), "adam")


def star(tracker: ValueTracker) -> MovingMarks:
    low, high = Axis(-4, 4, "$w$"), Axis(-4, 4, "$b$")
    plane = ZoomPlane(BOX, low, high, DARK, pivot=(0.0, 1.0))
    plane.zoom = lambda: float(tracker.get_value())
    return moving_star(plane, bowl())


def formula(playhead: Playhead) -> Arithmetic:
    terms = [Term("$w$", playhead.reading(2.25 * np.arange(7)), "8.88")]
    return Arithmetic(terms, DARK, left=0.0, line=1.0)


def labels(view: type, box: Axis) -> Callable[[Playhead], Mobject]:
    def build(playhead: Playhead) -> Mobject:
        problem = Logistic([0.0, 0.2, 0.5, 0.7, 1.0], [0, 1, 0, 1, 1])
        thetas = np.array([[2, 0], [3, -1], [8, -3], [9, -5], [12, -4], [15, -8.0], [15, -9]])
        plane = Plane(BOX, Axis(-0.25, 1.25, "$x$"), box, DARK)
        low = np.stack([problem.x, problem.y], axis=1)
        dots = Falling((plane, low + (0, 0.3)), (plane, low), ValueTracker(0.5))
        return view(plane, problem, thetas, playhead, *([dots] if view is Judged else []))

    return build


def overshoot(_: Playhead) -> Overshoot:
    return Overshoot(square(), -1.5, -1.0, "overshoot 1.5", "momentum", np.zeros((1, 3)))


FANNED = np.array([[1.0, 0.5], [-0.5, 1.0], [2.0, -1.0], [0.3, 0.2]])


def landings(playhead: Playhead) -> Landings:
    run = descend(bowl(), GradientDescent(0.4), [3, 3], 6)
    return Landings(square(), run, np.array([0, 2, 3, 5]), playhead, "stochastic")


def turning(build: Callable[[Turning], Mobject]) -> Callable[[], Stage]:
    """Steps that are tried from one place of a bowl, and shrink."""

    def part() -> Stage:
        found = Turning(Trials(bowl(), np.array([1.5, -2.0]), 1.0))
        return Stage(build(found), found)

    return part


def gains(found: Turning) -> Gains:
    return Gains(Plane(BOX, Axis(-180, 180, "angle"), Axis(-6, 6, "gain"), DARK), found)


def gain_panel() -> Stage:
    panel = GainPanel(BOX, Trials(bowl(), np.array([1.5, -2.0]), 1.0), ("angle", "gain"), DARK)
    return Stage(panel, panel.away)


def off(found: Turning) -> Off:
    axis = Axis(-4, 4, "$w$")
    return Off(ZoomPlane(BOX, axis, axis, DARK, pivot=(0.0, 0.0)), found)


def swung() -> Stage:
    arrow = Swung(
        zooming(ValueTracker(0.0)), np.array([1.0, 2.0]), np.array([3.0, 0]), width=0.1, way=-1.0
    )
    return Stage(arrow, arrow.turned)


def looked_at(playhead: Playhead) -> LookedAt:
    plane, _, thetas, _ = line_and_points(playhead)
    run = SimpleNamespace(
        role="batch", lit=lit(playhead), trajectory=SimpleNamespace(thetas=thetas)
    )
    return LookedAt(plane, run, 3.0)


def bar(playhead: Playhead) -> Bar:
    read = playhead.reading(np.linspace(0.5, 3.5, 7))
    return Bar(square(0, 8), 1, read, "batch")


def falling(tracker: ValueTracker) -> Falling:
    return Falling((square(), np.zeros((2, 2))), (square(-3, 5), np.ones((2, 2))), tracker)


def data() -> Standardising:
    line = datasets.noise_free_line()
    return Standardising(line.x, line.y)


def changing(which: str) -> Callable[[], Stage]:
    def build() -> Stage:
        state, plane = data(), square(-16, 16)
        parts = {
            "contours": lambda: ChangingContours(plane, state, log_levels(1, 100, 4)),
            "left": lambda: Left(CELL, lambda: state.factor, DARK, state.factor_again),
            "marks": lambda: MovingMarks(
                plane, lambda: state.rows, "text", radius=0.05, anew=state.rows_again
            ),
            "line": lambda: MovingLine(
                plane, lambda: state.same_line([2.0, 1.0]), lambda: state.line_again([2.0, 1.0])
            ),
        }
        return Stage(parts[which](), state)

    return build


def rising() -> Stage:
    state, plane = Rising(0.9), square(-6, 6)
    bowls = Contours(plane, bowl(), log_levels(1, 30, 4))
    return Stage(RisingContours(plane, state, log_levels(1, 100, 4), bowls), state)


def ground(tracker: ValueTracker) -> MovingPanel:
    """From a closer view to one that is farther, and to a small one."""
    small = Plane(CELL, Axis(-3, 3, "$w$"), Axis(-5, 5, "$b$"), DARK)
    panel = MovingPanel((square(-2, 2), square(-8, 8), small))
    panel.where = tracker
    return panel


def on_ground(tracker: ValueTracker) -> MovingContours:
    levels = [log_levels(low, 30 * low, 4) for low in (0.2, 2, 0.5)]
    return MovingContours(ground(tracker), bowl(), np.array(levels))


def gliding(tracker: ValueTracker) -> GlidingPlane:
    plane = GlidingPlane(BOX, Axis(0, 4, "$x$"), Axis(-20, 40, "$y$"), DARK, near=(5.0, 15.0))
    plane.slid = tracker
    return plane


def gliding_marks(tracker: ValueTracker) -> MovingMarks:
    return MovingMarks(gliding(tracker), lambda: np.array([[1.0, 8.0]]), "text", radius=0.1)


def close_map(tracker: ValueTracker) -> CloseMap:
    plane = CloseMap(BOX, np.array([[-1.0, 1.0], [5.0, 15.0]]), np.array([3.0, 8.0]), DARK)
    plane.near = tracker
    return plane


def zooming(tracker: ValueTracker) -> ZoomPlane:
    plane = ZoomPlane(BOX, Axis(-9, 13, "$w$"), Axis(-9, 13, "$b$"), DARK, pivot=(2.0, 2.0))
    plane.zoom = lambda: float(tracker.get_value())
    return plane


def zooming_bowl(tracker: ValueTracker) -> BowlPlane:
    plane = BowlPlane(BOX, Axis(-9, 13, "$w$"), Axis(0, 13, "$L$"), DARK, pivot=(2.0, 1.0))
    plane.zoom = lambda: float(tracker.get_value())
    return plane


def on_zoom(tracker: ValueTracker) -> Contours:
    problem = Quadratic(np.diag([2.0, 0.5]), [4.0, 1.0])
    return Contours(zooming(tracker), problem, log_levels(1, 64, 7), cells=100)


def in_space(part: Callable[[Surface, Playhead], Mobject]) -> Callable[[Playhead], Mobject]:
    def build(playhead: Playhead) -> Mobject:
        relief = Relief(square(), bowl(), Axis(0, 20, "loss"))
        return part(Surface(relief, np.array([1.0, 4.0]), View(-50, 35)), playhead)

    return build


def over_surface(surface: Surface, playhead: Playhead) -> SurfaceTrace:
    run = descend(bowl(), GradientDescent(0.4), [3, 3], 6)
    return SurfaceTrace(surface, run.thetas, playhead)


def entries() -> tuple:
    course = Course(bowl(), (3.0, 3.0), 0.01, 60)
    return race(course, ("batch", "momentum"), Settings())


class Trying(Progress):
    """Tries that one tracker drives: eight rates and a budget for each whole number."""

    def __init__(self, tracker: ValueTracker) -> None:
        super().__init__()
        self.tracker = tracker

    @property
    def tries(self) -> int:
        return min(51, int(8 * self.tracker.get_value() + 5))

    @property
    def budgets(self) -> int:
        return min(10, 1 + int(self.tracker.get_value()))


def tries(build: Callable[[RateStrip], Mobject]) -> Callable[[], Stage]:
    def part(tracker: ValueTracker) -> Mobject:
        plane = Plane(BOX, Axis(1e-4, 10, log=True), Axis(-3, 3, ticks=()), DARK)
        course = Course(bowl(), (3.0, 3.0), 0.01, 200)
        trials = try_rates(course, ("batch", "rmsprop"), Settings())[1]
        return build(RateStrip(plane, trials, 0.0, Trying(tracker)))

    return tracked(part)


def price(playhead: Playhead) -> Price:
    own = np.geomspace(0.2, 0.01, 8)
    costs = Plane(BOX, Axis(0, 1), Axis(0, 5), DARK)
    return Price(costs, playhead.reading(own), playhead.reading(-np.log(own)))


def error(playhead: Playhead) -> ErrorNumber:
    errors = Plane(BOX, Axis(0, 1), Axis(0.01, 5, log=True), DARK)
    history = np.stack([np.linspace(0.1, 0.9, 8), np.geomspace(4.0, 0.02, 8)], axis=1)
    return ErrorNumber(errors, history, playhead)


def finish(playhead: Playhead) -> Mobject:
    entry = entries()[0]
    return Finish(entry, playhead.follow(lambda: entry.run.steps - 6 + playhead.get_value()), DARK)


def follows(build: Callable[..., Mobject], playhead: Playhead) -> Callable[[], Stage]:
    def stage() -> Stage:
        return Stage(build(playhead), playhead)

    return stage


def stepped(build: Callable[[Playhead], Mobject]) -> Callable[[], Stage]:
    return lambda: follows(build, Playhead(6, staged=3))()


def summed(build: Callable[[SummingPlayhead], Mobject]) -> Callable[[], Stage]:
    return lambda: follows(build, SummingPlayhead(6, 4))()


def weighed(part: Callable[..., Mobject], rate: float = 0.025, **options) -> Callable[[], Stage]:
    def stage() -> Stage:
        playhead = Playhead(10, staged=3)
        return Stage(part(rain(rate)(playhead), **options), playhead)

    return stage


def tracked(build: Callable[[ValueTracker], Mobject]) -> Callable[[], Stage]:
    return lambda: (lambda tracker: Stage(build(tracker), tracker))(ValueTracker(0.0))


PARTS: dict[str, Callable[[], Stage]] = {
    "reading": stepped(lambda p: Number(0, DARK).read(p.reading(np.arange(7.0) ** 2))),
    "tally": stepped(lambda p: Tally(5, p, "steps", DARK, role="batch").put(0, 0)),
    "text": stepped(lambda _: Text(f"rate {plain(0.25)}, 3 points", DARK, shows=(0.25, 3))),
    "panel": stepped(lambda _: square()),
    "guide": stepped(lambda _: guide(square(), [[-3, 1], [3, 2]])),
    "cloud": stepped(lambda _: Cloud(square(), np.array([[1.0, 2.0], [-3.0, 0.0]]))),
    "overshoot": stepped(overshoot),
    "number": stepped(lambda p: Number(0, DARK).read(lambda: p.position**2)),
    "trace": stepped(lambda p: path(p, dots=True, arrow=True)),
    "dashes of a trace": stepped(lambda p: path(p, dash=(0.3, 0.12))),
    "dashes that leave": stepped(lambda p: leaving(p, dash=(0.3, 0.12)).trace),
    "edge": stepped(leaving),
    "model line": stepped(lambda p: ModelLine(*(line_and_points(p)[i] for i in (0, 2, 3)))),
    "point in the air": hopping(lambda p: path(p, dots=True, arrow=True, flies=True)),
    "hopping line": hopping(lambda p: HoppingLine(*(line_and_points(p)[i] for i in (0, 2, 3)))),
    "valley cuts": stepped(two_cuts),
    "both factors": stepped(factors),
    "lit rows": stepped(lit),
    "drop": weighed(Drop),
    "drop in the air": hopping(lambda p: Drop(rain(0.2)(p))),
    "crossing in the air": hopping(lambda p: Crossing(rain(0.2)(p)), staged=6),
    "swept": weighed(Swept),
    "loss curve": stepped(whole_curve),
    "weight": weighed(WeightNumber, best=5.0),
    "loss": weighed(LossNumber),
    "curve's edge": weighed(CurveEdge, 0.21, best=5.0),
    "tangent": weighed(Tangent),
    "crossing": weighed(Crossing),
    "cut": stepped(first_cut),
    "cut that slides": tracked(slid_cut),
    "squares": stepped(lambda p: SquareLabels(squares(p))),
    "factor bars": stepped(factor_bars),
    "areas": stepped(lambda p: Squares(squares(p))),
    "stack": stepped(lambda _: stack(square(0, 8), 2.0, np.array([1.0, 0.5, 4.0]), -1)),
    "residuals": stepped(lambda p: Residuals(*line_and_points(p))),
    "heavy ball": summed(arrows(Momentum(0.1, 0.9))),
    "nesterov": summed(arrows(Nesterov(0.1, 0.9))),
    "ledger": summed(ledger),
    "sizes": stepped(sizes),
    "balance": tracked(balance),
    "more steps": tracked(more_steps),
    "gathered": stepped(gathered),
    "hops": stepped(hops),
    "iterates": stepped(iterates),
    "followed star": tracked(star),
    "legs": stepped(lambda p: legs(p, 1.2)),
    "legs under a lens": stepped(legs),
    "arithmetic": stepped(formula),
    "sigmoid": stepped(labels(Sigmoid, Axis(-0.12, 1.12, "$p$"))),
    "judged": stepped(labels(Judged, Axis(-0.12, 1.12, "$p$"))),
    "landings": stepped(landings),
    "fan": stepped(lambda p: Fan(square(), np.array([-1.0, 0.5]), FANNED, p, "stochastic")),
    "ring": turning(lambda t: Ring(square(), t)),
    "gains": turning(gains),
    "swung": swung,
    "gain panel": gain_panel,
    "off": turning(off),
    "looked at": stepped(looked_at),
    "bar": stepped(bar),
    "length": stepped(lambda p: Length(bar(p))),
    "section": stepped(in_space(lambda s, _: Section(s, np.array([[-3.0, 1], [3, 1]]), "#FFFFFF"))),
    "spear": stepped(lambda _: Spear(square(), np.array([-1.0, 0.5]), np.array([2.0, 1.0]))),
    "point losses": stepped(labels(PointLosses, Axis(0, 5, "cost"))),
    "price": stepped(price),
    "error": stepped(error),
    "falling": tracked(falling),
    "changing contours": changing("contours"),
    "moving marks": changing("marks"),
    "moving line": changing("line"),
    "rising contours": rising,
    "moving ground": tracked(on_ground),
    "moving star": tracked(lambda tracker: moving_star(ground(tracker), bowl())),
    "what is left": changing("left"),
    "outlined": tracked(lambda tracker: circle(zooming(tracker), np.ones(2), 1.0, "reach")),
    "former view": tracked(lambda tracker: FormerView(zooming(tracker))),
    "gliding": tracked(gliding),
    "gliding points": tracked(gliding_marks),
    "close map": tracked(close_map),
    "zoom": tracked(zooming),
    "zoom on a bowl": tracked(zooming_bowl),
    "contours": tracked(on_zoom),
    "level values": tracked(lambda tracker: LevelValues(on_zoom(tracker))),
    "star": stepped(lambda _: landscape(square(), bowl()).star),
    "surface trace": stepped(in_space(over_surface)),
    "surface mark": stepped(in_space(lambda s, _: SurfaceMark(s, [1.0, 2.0], role="minimum"))),
    "tries": tries(lambda strip: strip),
    "getting": tries(lambda strip: getting(strip.trials, strip.progress, DARK)),
    "staying": tries(lambda strip: staying(strip.trials, strip.progress, DARK)),
    "kept": tries(lambda strip: KeptRow(strip.trials, strip.progress, 0.0, 0.0, 0.05, DARK)),
    "surface axes": stepped(in_space(lambda s, _: SurfaceAxes(s))),
    "goal": stepped(lambda _: GoalRing(square(), bowl(), 3.0)),
    "finish": lambda: follows(finish, Playhead(60, staged=0))(),
}
