"""Loops over pixels, as machine code."""

from __future__ import annotations

from numba import njit


def compiled(function):  # type: ignore[no-untyped-def]
    """The function as machine code, kept for the next process where there is room for it.

    It is made anew when the function's module has changed, and only then: what it calls must be of
    the same module, and so must what it reads.
    """
    try:
        return njit(cache=True, error_model="numpy", nogil=True)(function)
    except (RuntimeError, OSError):  # no folder that can be written to
        return njit(error_model="numpy", nogil=True)(function)
