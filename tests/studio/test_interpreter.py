"""How Python runs while it draws."""

from __future__ import annotations

import gc
import sys

import pytest

from studio.crew.interpreter import tuned


def test_python_runs_for_drawing_and_then_as_before() -> None:
    before = sys.getswitchinterval(), gc.get_threshold()
    with pytest.raises(RuntimeError), tuned():
        during = sys.getswitchinterval(), gc.get_threshold()
        assert during[0] < before[0] and during[1] > before[1]
        raise RuntimeError
    assert (sys.getswitchinterval(), gc.get_threshold()) == before
