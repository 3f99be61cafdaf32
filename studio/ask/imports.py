"""What a module imports when it runs, found without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

# Statements as they are mostly written, a line or what is in parentheses each.
_STATEMENT = re.compile(
    r"^[ \t]*((?:from[ \t]+[.\w]+[ \t]+import[ \t]+(?:\([^()]*\)|[^\n(\\;]*))"
    r"|(?:import[ \t]+[^\n(\\;]*))$",
    re.MULTILINE,
)
_FOR_TYPES = re.compile(r"^if TYPE_CHECKING:\n(?:[ \t][^\n]*\n|\n)*", re.MULTILINE)
_MENTIONED = re.compile(r"\bimport\b|\bif\b.*\bTYPE_CHECKING\b")


def imported(source: str, package: str, filename: str) -> frozenset[str]:
    """Modules that a source may import, its own package, and the packages of all these.

    To import ``a.b`` runs ``a`` first.

    Parameters
    ----------
    source
        Of a module.
    package
        That it is in; what it imports relatively is found from there.
    filename
        To be named where the source is no Python.

    Raises
    ------
    SyntaxError
        If it is none.
    """
    running = _running(ast.parse(_statements(source), filename))
    names = [package, *(name for node in running for name in _named(node, package))]
    return frozenset(part for name in names for part in _parts(name))


def _statements(source: str) -> str:
    """The statements of a source that import, or all of it where they cannot be told at a glance.

    To parse whole modules is most of what a run costs that finds everything up to date.
    """
    running = _FOR_TYPES.sub("", source)
    found = _STATEMENT.findall(running)
    return "\n".join(found) if len(found) == len(_MENTIONED.findall(running)) else source


def _running(tree: ast.AST) -> Iterator[ast.AST]:
    """Statements that run, leaving out what is there for type checkers only."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.expr):
            continue  # nothing is imported in the middle of an expression
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from _running(node)


def _named(node: ast.AST, package: str) -> Iterator[str]:
    """Modules an import statement may mean: ``from a import b`` is ``a``, perhaps ``a.b``."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            parents = package.split(".")[: len(package.split(".")) + 1 - node.level]
            base = ".".join([*parents, *filter(None, [node.module])])
        yield base
        yield from (f"{base}.{alias.name}" for alias in node.names)


def _parts(name: str) -> Iterator[str]:
    """A module and its packages."""
    parts = name.split(".")
    yield from (".".join(parts[:count]) for count in range(1, len(parts) + 1))
