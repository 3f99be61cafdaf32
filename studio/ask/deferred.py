"""Modules whose import waits until something of them is used."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any


@contextmanager
def deferred(names: Sequence[str]) -> Iterator[None]:
    """Within it, importing a module by one of these names leaves it for later.

    What is imported stands for it, and so does what is taken from it; it is found when it is
    called, subclassed or asked whether something is an instance of it. Modules that are there
    already stay as they are, and afterwards an import of the same name is an ordinary one.
    """
    placed = {name: _Module(name) for name in names if name not in sys.modules}
    sys.modules.update(placed)
    try:
        yield
    finally:
        for name, module in placed.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


class _Module(ModuleType):
    """Stands for a module in ``sys.modules``."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = []  # it may be a package

    def __getattr__(self, name: str) -> _Later:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Later(self.__name__, (name,))


class _Later:
    """Stands for what a module has under a name, or under a name of that."""

    def __init__(self, module: str, names: tuple[str, ...]) -> None:
        self._module, self._names = module, names

    def _found(self) -> Any:
        found: Any = importlib.import_module(self._module)
        for name in self._names:
            found = getattr(found, name)
        return found

    def __getattr__(self, name: str) -> _Later:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Later(self._module, (*self._names, name))

    def __call__(self, *values: Any, **named: Any) -> Any:
        return self._found()(*values, **named)

    def __instancecheck__(self, value: object) -> bool:
        return isinstance(value, self._found())

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        return (self._found(),)
