"""The formats that a clip can have: a module each, found by looking.

A module ``<name>.py`` holds one ``FORMAT``; its name is what ``studio clips --as`` is told.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import cairo

    from studio.encoding.encoder import Pixels


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: its size in pixels, frames a second, whether it loops and has alpha.

    ``title`` is that of what it is a part of.
    """

    width: int
    height: int
    fps: int
    loop: bool = False
    alpha: bool = False
    title: str = ""


class FrameWriter(Protocol):
    """Writes one file, a picture after another: RGBA (height, width, 4), straight alpha."""

    def write(self, pixels: Pixels, repeat: int = 1) -> None:
        """Append a picture that is shown for some frames; the array is the writer's to keep."""

    def close(self) -> None:
        """Finish the file."""

    def abort(self) -> None:
        """Give the file up; removing it is not the writer's to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size in points, whether it has alpha, and the title of what it is a part of."""

    width: float
    height: float
    alpha: bool = False
    title: str = ""


class Page(Protocol):
    """A file of vectors: what is drawn on its surface is written when it is closed."""

    @property
    def surface(self) -> cairo.Surface:
        """What is drawn on; in units of a point."""

    def close(self) -> None:
        """Write the file."""


@dataclass(frozen=True)
class Format:
    """A kind of file that a beat can become.

    Attributes
    ----------
    about
        What it is for, in a few words.
    suffix
        Of its files, with the dot.
    width, fps
        Of its pictures unless others are asked for; the rate of a still is of no account.
    writer
        Opens a file for pictures.
    page
        Opens a page that is drawn on with cairo. A format has a writer or a page; with neither, it
        is cut from the film without encoding it again.
    alpha
        Whether it can be transparent.
    still
        Whether it is the beat's last picture only.
    rates
        Frames a second that it can have, if not all.
    """

    about: str
    suffix: str
    width: int
    fps: int
    writer: Callable[[Path, Picture], FrameWriter] | None = None
    page: Callable[[Path, Sheet], Page] | None = None
    alpha: bool = False
    still: bool = False
    rates: tuple[int, ...] = ()

    @property
    def is_cut(self) -> bool:
        """Whether it is cut from the film."""
        return self.writer is None and self.page is None


def format_names() -> list[str]:
    """The names of all formats."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def load_format(name: str) -> Format:
    """The format of a name among `format_names`."""
    found = importlib.import_module(f"{__name__}.{name}").FORMAT
    assert isinstance(found, Format)
    return found
