"""Values of a test that are tried where CI is set."""

from __future__ import annotations

from typing import Any

import pytest


def thorough(*values: Any) -> Any:
    """Values of one run of a test that takes long, and finds little that the others do not."""
    return pytest.param(*values, marks=pytest.mark.thorough)
