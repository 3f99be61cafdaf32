"""What is asked of the studio: a lesson, its size, theme and language, and its values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

# Looked for here, too, so that the command line need not import manim to know them.
THEMES = tuple(sorted(path.stem for path in ROOT.glob("scenes/themes/*.toml")))
LANGUAGES = tuple(sorted(path.parent.name for path in ROOT.glob("scenes/words/*/kit.toml")))


ASPECTS = {"16:9": (16, 9), "4:3": (4, 3), "1:1": (1, 1), "9:16": (9, 16)}
WIDE = "16:9"
RATES = (24, 25, 30, 50, 60)  # frames a second of a film


@dataclass(frozen=True, slots=True)
class Quality:
    """Size of the picture in pixels, and frames a second."""

    width: int
    height: int
    fps: int

    def __str__(self) -> str:
        return f"{min(self.width, self.height)}p{self.fps}"

    def shaped(self, aspect: str, fps: int | None = None) -> Quality:
        """This one's shorter side in another aspect, in whole pairs of pixels, and another rate."""
        across, down = ASPECTS[aspect]
        side = min(self.width, self.height)
        wide, high = (
            max(2 * round(side * one / min(across, down) / 2), 2) for one in ASPECTS[aspect]
        )
        if (across, down) == (16, 9) and self.width > self.height:
            wide, high = self.width, self.height  # as 854 to 480 is called
        return Quality(wide, high, fps or self.fps)


QUALITIES = {
    "l": Quality(854, 480, 15),
    "m": Quality(1280, 720, 30),
    "h": Quality(1920, 1080, 60),
    "p": Quality(2560, 1440, 60),
    "k": Quality(3840, 2160, 60),
}


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """One lesson to render.

    ``theme`` is the name of one or a file ``….toml``; ``values`` are those of its parameters that
    are set, by name, each of its parameter's type; ``package`` is where lessons are looked for;
    ``beat`` is the one that is filmed by itself, if one is; ``hold`` are seconds that the last
    picture of each beat stays longer; ``bare`` leaves out title, stamp, counter and questions;
    ``aspect`` is the shape of the frame that the lesson is laid out in, which the quality has;
    ``called`` is what its files are called where that is not the lesson's name; ``burned`` has
    what is said in a strip under the picture.
    """

    lesson: str
    quality: Quality = QUALITIES["h"]
    theme: str = "dark"
    language: str = "en"
    values: tuple[tuple[str, object], ...] = ()
    package: str = "scenes"
    beat: str | None = None
    hold: float = 0.0
    bare: bool = False
    aspect: str = WIDE
    called: str = ""
    burned: bool = False

    @property
    def stem(self) -> str:
        """What the files of the whole lesson are called: ``divergence``."""
        return self.called or self.lesson

    @property
    def name(self) -> str:
        """What the files are called: ``divergence``, or ``divergence.diverge``."""
        return self.stem if self.beat is None else f"{self.stem}.{self.beat}"


@dataclass(frozen=True, slots=True)
class ClipRequest:
    """Clips of a lesson to make.

    ``film`` is the lesson with its looks, of the size and rate of the clips; ``format`` is the name
    of one; ``beats`` are those wanted, all if none is named; ``films`` is the folder of the film
    that clips are cut from.
    """

    film: RenderRequest
    format: str
    films: Path
    beats: tuple[str, ...] = ()
    transparent: bool = False

    @property
    def name(self) -> str:
        """What the folder of the clips is called."""
        return self.film.stem

    @property
    def quality(self) -> Quality:
        """Size and rate of the clips."""
        return self.film.quality


def theme_file(theme: str) -> Path:
    """The file of a theme: of the scenes' own by its name, or that which is named."""
    return ROOT / "scenes" / "themes" / f"{theme}.toml" if theme in THEMES else Path(theme)


def theme_files(theme: str) -> list[Path]:
    """All files that a theme is made of: of a brand, its logo, its fonts and what it builds on."""
    file = theme_file(theme)
    brand = brand_table(theme)
    if brand is None:
        return [file]
    fonts = brand.get("font", [])
    named = [brand.get("logo"), *(fonts if isinstance(fonts, list) else [fonts])]
    beside = [file.parent / name for name in named if isinstance(name, str)]
    return [file, *map(theme_file, THEMES), *(path for path in beside if path.is_file())]


def brand_table(theme: str) -> dict[str, Any] | None:
    """What a theme's file says of a brand; None if it is no brand's, or cannot be read."""
    if theme in THEMES:
        return None
    try:
        brand = tomllib.loads(Path(theme).read_text(encoding="utf-8")).get("brand")
    except (OSError, ValueError):
        return None
    return brand if isinstance(brand, dict) else None
