"""Grounds of a lecturer's own: the loss of points from a file, or a formula."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from gdcore import Formula, GradientDescent, descend
from scenes.kit.ink.numerals import numerals
from scenes.kit.lesson.parameters import ParameterError, is_formula
from scenes.kit.lesson.words import Words
from scenes.kit.problems.own_points import OwnPoints, read_points
from scenes.kit.problems.typed import axis_names, typed
from scenes.parts.steepest.grounds import GROUNDS, Ground
from scenes.parts.steepest.trials import COUNT
from scenes.parts.steepest.walk import LONGER, SMALL

SIDE = 8.0  # of the map of a loss of points, as of the lesson's own
CORNER, PLACE = (-4.0, -7.5), (-1.5, -4.5)  # of it, and where one stands, from the minimum
SHARE = 0.173  # of one over the steepest curvature, that the small steps' rate is
SHARES = (SHARE, SHARE / 3, SHARE / 10)  # those that are tried in turn on a formula
INSIDE = np.linspace(0.16, 0.84, 18)  # of the map, where places to stand are looked for
TWO = (0.3, 0.62), (0.3, 1.0), (0.03, 1.0)  # of the whole slope, that the lesser of the two is
RING = 0.16  # of the map's side, round a place, that there have to be values
HIGHEST = 2.6  # times as far over the lowest value as the place is, up to which there are levels
LOW = 0.02  # of the values, the lowest level where nothing is lowest
Array = NDArray[np.float64]
Numbers = tuple[float, ...]


def ground_of(landscape: str, points: str) -> Ground:
    """The ground of a name, of a formula, or of the points in a file.

    Raises
    ------
    ParameterError
        For a name there is none of, for a formula on which there is no place to stand, or if
        there are both points and a landscape.
    """
    if points:
        if landscape != "valley":
            raise ParameterError(f"set points or landscape = {landscape!r}, not both")
        return _ground_of_points(read_points(points))
    if is_formula(landscape):
        return _ground_of_formula(landscape)
    if landscape not in GROUNDS:
        there_are = ", ".join(GROUNDS)
        raise ParameterError(f"landscape = {landscape!r} is none; there are {there_are}")
    return GROUNDS[landscape]


def _ground_of_points(own: OwnPoints) -> Ground:
    """The loss of a line through points; as large and as far from its minimum as the lesson's."""
    w, b = map(float, own.problem.minimizers[0])
    corner, place = ((round(w + x, 1), round(b + y, 1)) for x, y in (CORNER, PLACE))
    rate = own.rate(SHARE / 2)
    ground = Ground(own.problem, corner, SIDE, place, rate, names=("$w$", "$b$"))
    return ground.up_to(_reach(ground, float(own.problem.value(place))))


def where(ground: Ground, landscape: str, points: str, words: Words) -> tuple[str, Numbers]:
    """What a ground is called in the stamp, and the numbers in that."""
    if points:
        called = read_points(points).named(words)
    elif isinstance(ground.problem, Formula):
        called = f"${ground.problem.typst}$"
    else:
        return words[landscape], ground.numbers
    return called, tuple(numeral.value for numeral in numerals(called))


@cache
def _ground_of_formula(text: str) -> Ground:
    """A formula round its minima, or where it has values, and a place off the lines of symmetry."""
    problem = typed(text)
    low, high = problem.domain.T
    side = float((high - low).max())
    corner = (low + high - side) / 2
    grid = np.stack(np.meshgrid(INSIDE, INSIDE, indexing="ij"), axis=-1).reshape(-1, 2)
    places = np.round(corner + side * grid, 1 if side > 2 else 2)
    for least, most in TWO:
        able = places[_has_slopes(problem, places, side, least, most)]
        for share in SHARES if len(able) else ():
            rate = _rate(problem, able, share)
            walked = _walked(problem, able, rate, corner, side)
            if walked.max() > 0:
                return _stood(problem, corner, side, able[walked.argmax()], rate)
    raise ParameterError(
        f"landscape = {text!r}: there is no place with two slopes from which steps stay on the map"
    )


def _stood(problem: Formula, corner: Array, side: float, place: Array, rate: float) -> Ground:
    """The ground of a formula, with levels up to well over a place."""
    (left, bottom), (x, y) = map(float, corner), map(float, place)
    ground = Ground(problem, (left, bottom), side, (x, y), rate, names=axis_names(problem))
    return ground.up_to(_reach(ground, float(problem.value(place))))


def _reach(ground: Ground, value: float) -> tuple[float, float]:
    """Lowest and highest value that levels reach to, seen from the value at the place."""
    problem, values = ground.problem, ground.values()
    finite = values[np.isfinite(values)]
    lowest = float(finite.min() if len(problem.minimizers) else np.quantile(finite, LOW))
    return lowest, min(float(finite.max()), lowest + HIGHEST * (value - lowest))


def _has_slopes(
    problem: Formula, places: Array, side: float, least: float, most: float
) -> NDArray[np.bool_]:
    """Where (n,) the lesser slope is such a part of the whole, and there are values all round."""
    slopes = problem.gradient(places)
    sizes = np.linalg.norm(slopes, axis=-1)
    with np.errstate(all="ignore"):
        lesser = np.abs(slopes).min(axis=-1) / sizes
    turns = np.linspace(0, 2 * np.pi, COUNT, endpoint=False)
    ring = RING * side * np.stack([np.cos(turns), np.sin(turns)], axis=-1)
    around = problem.value(places[:, None] + ring)
    whole = np.isfinite(sizes) & np.isfinite(around).all(axis=-1)
    return np.asarray((lesser >= least) & (lesser <= most) & whole)


def _rate(problem: Formula, places: Array, share: float) -> float:
    """A share of one over the steepest curvature of the lower half of some places."""
    values = problem.value(places)
    places = places[values <= np.median(values)]
    curvatures = np.abs(np.linalg.eigvalsh(problem.hessian(places))).max(axis=-1)
    steepest = float(np.quantile(curvatures[np.isfinite(curvatures)], 0.9))
    slope = float(np.linalg.norm(problem.gradient(places), axis=-1).max())
    return float(f"{share / (steepest or slope):.1g}")


def _walked(problem: Formula, places: Array, rate: float, corner: Array, side: float) -> Array:
    """How far (n,) small steps get from places; 0 where they leave the map."""
    far = np.zeros(len(places))
    with np.errstate(all="ignore"):
        for index, place in enumerate(places):
            small = descend(problem, GradientDescent(rate), place, SMALL)
            long = descend(problem, GradientDescent(LONGER * rate), place, SMALL // LONGER)
            stays = (abs(small.thetas - corner - side / 2) < 0.48 * side).all()
            if stays and np.isfinite(long.values).all():
                far[index] = np.linalg.norm(np.diff(small.thetas, axis=0), axis=-1).sum()
    return far
