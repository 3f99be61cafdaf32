"""Tests import manim with the settings of the project, and not with anybody's own.

What is marked ``thorough`` takes long and finds little that the rest does not: it runs where CI is
set, and where tests are chosen by ``-k`` or ``-m``, as ``make test LESSON=...`` does.
"""

import os
import tempfile

import pytest

from studio.ask.alone import FOR_LATER, variable
from studio.ask.deferred import deferred

with tempfile.TemporaryDirectory() as empty, variable("HOME", empty), deferred(FOR_LATER):
    import manim  # noqa: F401


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "CI" in os.environ or config.option.markexpr or config.option.keyword:
        return
    skipped = pytest.mark.skip(reason="takes long; set CI")
    for item in items:
        if item.get_closest_marker("thorough"):
            item.add_marker(skipped)
