"""Keeps what lies around on a person's machine out of the studio: modules, settings, warnings."""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import chdir

from studio import VARIABLES
from studio.ask.request import ROOT


def search_path(entries: Sequence[str]) -> list[str]:
    """Where another process finds the modules of this one, and this very studio among them.

    The empty entry, which is whatever folder is the current one, is left out.
    """
    root = str(ROOT)
    found = [entry for entry in entries if entry]
    return found if root in found else [root, *found]


def without_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment in which Python looks for modules in its own places only."""
    kept = {name: value for name, value in environment.items() if name not in VARIABLES}
    return kept | {"PYTHONSAFEPATH": "1"}


def import_manim() -> None:
    """Import manim without the settings of the home folder and of the current one.

    Manim reads a ``manim.cfg`` in each when it is imported, and a malformed one ends it.
    """
    if "manim" in sys.modules:
        return
    home = os.environ.get("HOME")
    with tempfile.TemporaryDirectory() as empty, chdir(empty):
        os.environ["HOME"] = empty
        try:
            importlib.import_module("manim")
        finally:
            del os.environ["HOME"]
            if home is not None:
                os.environ["HOME"] = home
