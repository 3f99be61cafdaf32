"""What people look at to judge pictures: sheets, goldens, previews."""

from studio.ask.alone import import_manim

import_manim()  # as some of these modules are programs of their own
