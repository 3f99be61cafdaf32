"""Values of a test that are tried where CI is set."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def thorough(*values: Any) -> Any:
    """Values of one run of a test that takes long, and finds little that the others do not."""
    return pytest.param(*values, marks=pytest.mark.thorough)


def always(*few: Any, of: Iterable[Any]) -> list[Any]:
    """All values ``of`` a test, of which all but a few are thorough."""
    return [value if value in few else thorough(value) for value in of]
