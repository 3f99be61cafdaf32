"""Tests import manim as the studio does: without the settings of anybody's own."""

from studio.ask.alone import import_manim

import_manim()
