"""Timings beside stock manim, matplotlib and torch: ``python -m benchmarks``, or ``make bench``.

One module a comparison. Both sides run in turn in the same run, so that a busy machine slows
both; what is reported are medians and their ratios.
"""

from studio.ask.alone import import_manim

import_manim()
