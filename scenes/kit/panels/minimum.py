"""The star at a problem's minimum, on a panel of its parameters."""

from __future__ import annotations

import numpy as np

from gdcore import Problem
from scenes.kit.ink.marks import ABOVE_PATHS, STAR, Marks
from scenes.kit.ink.outline import Points
from scenes.kit.panels.axes import Plane
from scenes.kit.panels.moving_marks import MovingMarks


def star_at_minimum(plane: Plane, problem: Problem) -> Marks:
    """A star at each minimum of a problem of two parameters; checks ask the gradient for it."""
    star = Marks(plane.to_scene(problem.minimizers), plane.theme, "minimum", radius=STAR)
    plane.stars = lambda: problem.minimizers
    star.set_z_index(ABOVE_PATHS)
    return star.checked(lambda: levelled(problem), plane.data)


def moving_star(plane: Plane, problem: Problem) -> MovingMarks:
    """Stars at the minima that a moving panel shows, wherever it has them."""

    def seen() -> Points:
        thetas = problem.minimizers
        return np.asarray(thetas[plane.inner.holds(plane.to_scene(thetas))])

    def seen_anew() -> Points:
        thetas, (left, right, bottom, top) = levelled(problem), plane.window
        inside = ((left, bottom) <= thetas) & (thetas <= (right, top))
        return np.asarray(thetas[inside.all(axis=1)])

    star = MovingMarks(plane, seen, "minimum", radius=STAR, anew=seen_anew)
    plane.stars = lambda: problem.minimizers
    star.set_z_index(ABOVE_PATHS)
    return star


def star_on_curve(plane: Plane, problem: Problem) -> Marks:
    """A star at the minimum of a problem of one parameter, on the curve of its values."""
    best = problem.minimizers[0]
    place = np.append(best, problem.value(best))[None]
    star = Marks(plane.to_scene(place), plane.theme, "minimum", radius=STAR)
    plane.stars = lambda: place
    star.set_z_index(ABOVE_PATHS)
    return star.checked(lambda: _on_curve(problem), plane.data)


def levelled(problem: Problem) -> Points:
    """Minima (k, d) after one of Newton's steps, which leads from near one to where it is level."""
    thetas = problem.minimizers
    inverse = np.linalg.pinv(problem.hessian(thetas))
    return np.asarray(thetas - (inverse @ problem.gradient(thetas)[..., None])[..., 0])


def _on_curve(problem: Problem) -> Points:
    best = levelled(problem)[:1]
    return np.concatenate([best, problem.value(best)[:, None]], axis=1)
