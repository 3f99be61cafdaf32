"""What helps to work out the sentences of lessons from the values that a lesson was given.

In ``said_<lesson>.py``, ``SAID`` has a function for each sentence: of the lesson, set up, to
whether the sentence is true of it. Its key is the beat, with the outcome if there are several.
"""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parent / "data"  # points as lecturers have them
WORDS = "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
WORDS += "fifteen sixteen seventeen eighteen nineteen twenty"


def word(number):
    return dict(enumerate(WORDS.split())).get(number, str(number))


def says(lesson, beat, *parts):
    """Whether the English sentence of a beat has these parts."""
    return all(part in lesson.caption(beat) for part in parts)


ACROSS, ALONG = 52 / 3, 2.0  # curvatures of the valley of the 51 points
