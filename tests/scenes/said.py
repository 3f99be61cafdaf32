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


def ends(lesson):
    """Where the runs of learning_rates end: beside the star, away from it, out of the picture."""
    counts = {"near": 0, "away": 0, "out": 0}
    for rate in lesson.rates:
        weight = 1.22 + (1 - 10 * rate) ** lesson.steps * (lesson.start - 1.22)
        loss = 5 * (weight - 1.22) ** 2 + 0.048
        if not -10 <= weight <= 15 or loss > 1050:
            counts["out"] += 1
        else:
            counts["near" if abs(weight - 1.22) <= 0.5 else "away"] += 1
    return counts


def slants(lesson):
    """How many losses of learning_rates fall, climb and stay."""
    sizes = np.abs(1 - 10 * np.array(lesson.rates))
    fall, climb = sizes < 1 - 1e-9, sizes > 1 + 1e-9
    return int(fall.sum()), int(climb.sum()), int((~fall & ~climb).sum())


FOUR_RATES = {
    "keep_stepping.each": lambda s: (
        ends(s) == {"near": 2, "away": 1, "out": 1}
        and says(s, "keep_stepping", f"After {word(s.steps)} steps")
    ),
    "keep_stepping.counted": lambda s: says(
        s,
        "keep_stepping",
        f"After {word(s.steps)} steps",
        "{near} beside the star, {away} still away from it, {out} out of the picture".format(
            **{name: word(count) for name, count in ends(s).items()}
        ),
    ),
    "compare_losses.three": lambda s: slants(s) == (3, 1, 0),
    "compare_losses.fall": lambda s: slants(s) == (4, 0, 0),
    "compare_losses.climb": lambda s: slants(s) == (0, 4, 0),
    "compare_losses.counted": lambda s: says(
        s,
        "compare_losses",
        "{} falling, {} climbing, {} level".format(*map(word, slants(s))),
    ),
}


# -- the valley of the 51 points ---------------------------------------------------------------

ACROSS, ALONG = 52 / 3, 2.0  # curvatures of the valley


SAID = {
    "learning_rates": FOUR_RATES,
}
