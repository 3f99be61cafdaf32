"""Tests import manim with the settings of the project, and not with anybody's own."""

import tempfile

from studio.ask.alone import variable

with tempfile.TemporaryDirectory() as empty, variable("HOME", empty):
    import manim  # noqa: F401
