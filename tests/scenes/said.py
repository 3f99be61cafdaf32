"""What the sentences of the lessons claim, worked out from the values that a lesson was given.

``SAID`` has a function for each sentence that depends on the run: of the lesson, set up, to whether
the sentence is true of it. Its key is the beat, with the outcome if the beat has several.
"""

from __future__ import annotations

import numpy as np

WORDS = "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
WORDS += "fifteen sixteen seventeen eighteen nineteen twenty"


def word(number):
    return dict(enumerate(WORDS.split())).get(number, str(number))


def says(lesson, beat, *parts):
    """Whether the English sentence of a beat has these parts."""
    return all(part in lesson.caption(beat) for part in parts)


# -- the valley of the 51 points ---------------------------------------------------------------

ACROSS, ALONG = 52 / 3, 2.0  # curvatures of the valley


SURFACE = {
    "rise.linear": lambda s: not s.surface.relief.height.log,
    "rise.log": lambda s: s.surface.relief.height.log,
    "orbit.linear": lambda s: not s.surface.relief.height.log,
    "orbit.log": lambda s: s.surface.relief.height.log,
    "descend.down": lambda s: all(run.values[-1] < run.values[0] for run in s.runs.values()),
    "descend.across": lambda s: any(run.values[-1] >= run.values[0] for run in s.runs.values()),
}


# -- lines and their points --------------------------------------------------------------------


def rmse(lesson, step):
    w, b = lesson.run.thetas[step]
    return float(np.sqrt(np.mean((w * lesson.exact.x + b - lesson.exact.y) ** 2)))


def offset(lesson, step):
    """How far the line is above or below its points on average."""
    w, b = lesson.run.thetas[step]
    return abs(float(np.mean(w * lesson.exact.x + b - lesson.exact.y)))


FIT = {
    "show_error": lambda s: rmse(s, 0) > 0.01,
    "first_updates.clear": lambda s: rmse(s, 10) < 0.9 * rmse(s, 0),
    "first_updates.slight": lambda s: 0.9 * rmse(s, 0) <= rmse(s, 10) < rmse(s, 0),
    "keep_going.hurried": lambda s: (
        rmse(s, -1) <= 0.1 and offset(s, s.steps // 10) < 0.75 * offset(s, 0)
    ),
    "keep_going.arrived": lambda s: rmse(s, -1) <= 0.1,
    "keep_going.short": lambda s: rmse(s, -1) > 0.1 and rmse(s, -1) < rmse(s, 0),
    "add_noise": lambda s: abs(s.noisy_run.values[-1] - 0.09) < 0.012,
    "do_no_better": lambda s: (s.loss.value(s.moved) > s.loss.value(s.best) - 1e-12).all(),
}


def line_gap(lesson):
    """The largest distance between the last line and that of least squares, from x = 0 to 1."""
    w, b = lesson.run.thetas[-1] - lesson.best
    return max(abs(b), abs(w + b))


FIVE = {
    "repeat": lambda s: s.run.values[-1] < s.run.values[0] and s.validation[-1] < s.validation[0],
    "arrive.there": lambda s: line_gap(s) < 0.02,
    "arrive.short": lambda s: line_gap(s) >= 0.02,
}


SAID = {
    "surface_paths": SURFACE,
    "fit_line": FIT,
    "five_steps": FIVE,
}
