"""What the sentences of batch_vs_sgd claim, worked out anew, and what is true of them later."""

from __future__ import annotations

import numpy as np
import pytest

from gdcore import GradientDescent, LeastSquares, datasets, descend

from .said import DATA, says, word
from .said_always import difference

VALUES = [
    {},
    {"start": (-7.5, 3.0), "stochastic_rate": 0.0005, "mini_batch_rate": 0.001},
    {"stochastic_rate": 0.0005, "epochs": 3, "batch_size": 17},
    {"epochs": 1, "batch_size": 25, "mini_batch_rate": 0.07, "start": (0.5, -6.0)},
    {"noise": 1.0, "noise_seed": 0, "shared_rate": 0.02, "batch_size": 25},
    {"noise": 3.0, "noise_seed": 7, "start": (2.0, 3.1)},
    {"points": f"{DATA}/trees.csv"},
    {"points": f"{DATA}/co2.csv", "batch_size": 4},
    {"noise_seed": 5},
    {"noise_seed": 0, "shared_rate": 0.02},
    {"noise_seed": 0, "batch_size": 25},
]

# -- the runs on points of one line --------------------------------------------------------------


def count(lesson):
    """Of the points: those of the lesson, or of a file."""
    return len(lesson.own.x.values)


def minimum(lesson):
    """Slope and intercept of the line of the points, or of the best one through a file's."""
    if not lesson.points:
        return np.array([2.0, 3.0])
    return np.polyfit(lesson.own.x.values, lesson.own.y.values, 1)


def one_surface(lesson):
    """Whether all runs are on one loss of as many points as are told, with the minimum there."""
    return all(
        len(run.problem.x) == count(lesson)
        and np.abs(difference(run.problem, minimum(lesson))).max() < 1e-6
        for run in lesson.runs.values()
    )


def epochs(lesson, beat, steps):
    """Whether a beat tells how many steps the epochs bought."""
    return lesson.epochs > 1 and says(lesson, beat, f"{word(steps)} steps", word(lesson.epochs))


def shuffles(lesson):
    return lesson.epochs * -(-count(lesson) // lesson.batch_size)


def lowest(role):
    return lambda s: min(s.runs, key=lambda name: s.runs[name].values[-1]) == role


def spent(run):
    """Gradients of single points that a run has used after each step."""
    return np.concatenate([[0], np.cumsum([len(rows) for rows in run.batches])])


def lengths(run):
    return np.hypot(*np.diff(run.thetas, axis=0).T)


# -- the runs on scattered points ----------------------------------------------------------------


def scattered(lesson):
    """The scattered points and their least-squares line, without the problem's own arithmetic."""
    data = datasets.scattered_line(lesson.noise, lesson.noise_seed)
    if lesson.points:
        x, y = lesson.own.x.values, lesson.own.y.values
        return x, y, np.polyfit(x, y, 1)
    return data.x, data.y, np.polyfit(data.x, data.y, 1)


def pulls(lesson):
    """Minus the rate times each point's own gradient (n, 2), at the place of the opinions."""
    x, y, _ = scattered(lesson)
    w, b = lesson.noisy.place
    return (
        -lesson.shared_rate * 2 * (w * x + b - y)[:, None] * np.stack([x, np.ones_like(x)], axis=1)
    )


def whole_gradient(lesson):
    """The whole gradient at the place, from the single points' pulls."""
    return pulls(lesson).mean(axis=0) / -lesson.shared_rate


def rms(points, middle):
    return np.sqrt(((points - middle) ** 2).sum(axis=1).mean())


def spread_ratio(lesson):
    """How far the means shown scatter, over how far the single points do."""
    whole = pulls(lesson).mean(axis=0)
    return rms(lesson.noisy.means, whole) / rms(pulls(lesson), whole)


def walked(lesson, size, times=1):
    """Iterates of a random run as it was drawn, by hand; every one at equal evaluations."""
    x, y, _ = scattered(lesson)
    stream = 0 if size == 1 else 1
    rng = np.random.default_rng([lesson.noise_seed, stream])
    theta, thetas = np.array(lesson.start), [lesson.start]
    for step in range(times * lesson.noisy.budget // size):
        rows = rng.integers(0, len(x), size)
        errors = theta @ [x[rows], np.ones(size)] - y[rows]
        theta = theta - lesson.shared_rate * 2 * np.array(
            [(errors * x[rows]).mean(), errors.mean()]
        )
        if (step + 1) * size % lesson.batch_size == 0:
            thetas.append(theta)
    return np.array(thetas)


def radius(lesson, size, times=1):
    """Root mean square distance from the least-squares line's (w, b), after a third of the film."""
    _, _, star = scattered(lesson)
    shown = lesson.noisy.budget // lesson.batch_size
    return rms(walked(lesson, size, times)[-(-shown // 3) :], star)


def root_law(lesson, times=1):
    """Radius of the mini-batches, in parts of the single points' over the root of their size."""
    size = lesson.batch_size
    return radius(lesson, size, times) / radius(lesson, 1, times) * np.sqrt(size)


def hovers(lesson):
    """Whether mini-batches are nearer to the star, and each step of the batch comes nearer."""
    _, _, star = scattered(lesson)
    away = np.hypot(*(lesson.noisy.runs["batch"].thetas - star).T)
    return (np.diff(away) < 0).all() and radius(lesson, lesson.batch_size) < radius(lesson, 1)


def above(lesson, role):
    """Losses above the least, by differences of sums."""
    x, y, star = scattered(lesson)
    w, b = lesson.noisy.runs[role].thetas.T[..., None]
    return ((w * x + b - y) ** 2).mean(axis=1) - ((np.polyval(star, x) - y) ** 2).mean()


def fallen(lesson, role, part=0.02):
    return int((above(lesson, role) <= part * above(lesson, role)[0]).argmax())


def goes_lower(lesson):
    """Whether the batch ends under the others, where all are shown and where they hover."""
    batch, others = above(lesson, "batch"), [above(lesson, r) for r in ("stochastic", "mini_batch")]
    late = len(others[1]) // 3
    ends = [losses[len(batch) - 1] for losses in others]
    return batch[-1] < min(*ends, others[1][late:].mean() * 1.1)


def opinions(lesson):
    """Whether arrows are the single points' steps, their mean the batch's, and means agree."""
    whole = lesson.noisy.runs["batch"].problem.gradient(lesson.noisy.place)
    return (
        np.allclose(lesson.noisy.opinions, pulls(lesson))
        and np.allclose(whole, whole_gradient(lesson))
        and spread_ratio(lesson) < 1
        and says(lesson, "opinions", f"means of {word(lesson.batch_size)} agree better")
    )


SAID = {
    "one_surface.seeds": lambda s: count(s) == 51 and one_surface(s),
    "one_surface.own": lambda s: (
        one_surface(s) and says(s, "one_surface", f"{word(count(s)).capitalize()} points")
    ),
    "batch.once": lambda s: s.epochs == 1 == s.runs["batch"].steps,
    "batch.many": lambda s: epochs(s, "batch", s.epochs) and s.runs["batch"].steps == s.epochs,
    "stochastic": lambda s: says(s, "stochastic", f"{count(s) * s.epochs} steps"),
    "mini_batch.once": lambda s: s.epochs == 1 and says(s, "mini_batch", word(shuffles(s))),
    "mini_batch.many": lambda s: epochs(s, "mini_batch", shuffles(s)),
    "race": lambda s: all((run.evaluations == spent(run)).all() for run in s.runs.values()),
    "trade_off.batch": lowest("batch"),
    "trade_off.stochastic": lambda s: (
        lowest("stochastic")(s) and says(s, "trade_off", f"{count(s) * s.epochs} times")
    ),
    "trade_off.mini_batch": lambda s: (
        lowest("mini_batch")(s) and says(s, "trade_off", f"{word(shuffles(s))} times")
    ),
    "opinions.now": opinions,
    "opinions.own": opinions,
    "noise_ball.below": lambda s: hovers(s) and root_law(s) < 0.95,
    "noise_ball.about": lambda s: hovers(s) and 0.95 <= root_law(s) <= 1.1,
    "noise_ball.apart": lambda s: hovers(s) and root_law(s) > 1.1,
    "count_steps.alike": lambda s: (
        goes_lower(s)
        and np.ptp(np.log([fallen(s, role) for role in s.noisy.runs])) <= np.log(2) + 1e-9
    ),
    "count_steps.lower": goes_lower,
    "count_steps.told": lambda s: len(s.noisy.runs["batch"].batches[0]) == count(s),
}


# -- later ---------------------------------------------------------------------------------------


def hovers_on(lesson):
    """Whether both balls keep their radius, to a third, and the batch alone nears the star."""
    film = {size: radius(lesson, size) for size in (1, lesson.batch_size)}
    later = {size: radius(lesson, size, times=10) for size in film}
    x, y, star = scattered(lesson)
    whole = descend(
        LeastSquares(x, y),
        GradientDescent(lesson.shared_rate),
        lesson.start,
        10 * lesson.noisy.passes,
    )
    return (
        all(later[size] == pytest.approx(film[size], rel=1 / 3) for size in film)
        and 0.7 < root_law(lesson, times=10) < (1.0 if root_law(lesson) < 0.95 else 1.1)
        and np.hypot(*(whole.thetas[-1] - star)) < 1e-6
    )


def stays_lowest(lesson):
    """Whether the batch, ten times as far, is under both balls, whose radii are as they were."""
    x, y, star = scattered(lesson)
    run = lesson.noisy.runs["batch"]
    long = descend(LeastSquares(x, y), run.optimizer, lesson.start, 10 * run.steps)
    w, b = long.thetas[-1]
    loss = ((w * x + b - y) ** 2).mean() - ((np.polyval(star, x) - y) ** 2).mean()
    return loss < above(lesson, "batch")[-1] and hovers_on(lesson)


LATER = {f"noise_ball.{part}": hovers_on for part in ("below", "about")} | {
    f"count_steps.{part}": stays_lowest for part in ("alike", "lower")
}
STARTS = [
    {"start": (7.0, -2.0), "noise_seed": 0},
    {"start": (-7.0, 7.0), "noise_seed": 5, "noise": 3.0, "stochastic_seed": 5},
    {"shared_rate": 0.035, "noise_seed": 11},
    {"shared_rate": 0.02, "batch_size": 16, "noise": 1.0},
    {"points": f"{DATA}/cars.csv"},
]
