"""Keeps what lies around on a person's machine out of the studio: modules, settings, warnings."""

from __future__ import annotations

import importlib
import logging
import os
import sys
import tempfile
from collections.abc import Generator, Mapping, Sequence
from contextlib import chdir, contextmanager

from studio import VARIABLES
from studio.ask.deferred import deferred
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


# Half of the time that importing manim takes goes to these, for its graphs, its listings of code
# and turns in space, of which most films have none.
FOR_LATER = ("networkx", "bs4", "scipy.spatial", "scipy.spatial.transform")


def import_manim() -> None:
    """Import manim and matplotlib without the settings of the home folder and the current one.

    Manim reads a ``manim.cfg`` in each when it is imported, and a malformed one ends it; matplotlib
    a ``matplotlibrc``, and complains where it has no folder for its caches.
    """
    if "manim" in sys.modules:
        return
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as empty, chdir(empty):
        with variable("MATPLOTLIBRC", os.devnull):
            importlib.import_module("matplotlib")
        with variable("HOME", empty), deferred(FOR_LATER):
            importlib.import_module("manim")


@contextmanager
def variable(name: str, value: str) -> Generator[None, None, None]:
    """An environment variable for a while."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        del os.environ[name]
        if before is not None:
            os.environ[name] = before
