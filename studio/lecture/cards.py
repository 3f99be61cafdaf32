"""What stands on a card, as a picture: set by Typst in the theme's colours and fonts."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from scenes.kit.ink.fonts import families, lacking, script, suggested
from studio.ask.request import Quality
from studio.encoding.encoder import Pixels
from studio.lecture.file import CardPart
from studio.lecture.named import CardError
from studio.lecture.sandbox import TEXT, compile_text

if TYPE_CHECKING:
    from scenes.kit.ink.layout import Frame
    from scenes.kit.ink.theme import Theme

POINTS = 0.75  # of Typst for one of manim's, where a scene unit is an inch
SIZES = {"title": 60, "question": 52, "text": 38, "agenda": 24}  # in manim's points
HEADING = 1.4  # of a text, and how much larger an agenda's is
AGENDA = 48  # the heading of an agenda, in manim's points
SIDE, ABOVE = 1.0, 0.7  # margins in scene units
GAP, LABELLED = 0.3, 0.75  # between an agenda's pictures; what stands under each
_CALL = re.compile(r"#[\w.-]+(\([^()]*\))?(?=\[)|#[\w.-]+(\([^()]*\))?")
_MARKUP = re.compile(r"^=+ |[*_$\[\]\\`]|^[-+/] ", re.MULTILINE)
_MATHS = re.compile(r"(?<!\\)\$([^$]*)\$")
_NAMED = "slash times dot nabla gradient partial oo infinity sum approx <= >= ->"
_SYMBOLS = dict(zip(_NAMED.split(), "/×·∇∇∂∞∞∑≈≤≥→", strict=True))


@dataclass(frozen=True, slots=True)
class Look:
    """How cards look: theme, frame, size in pixels, language."""

    theme: Theme
    frame: Frame
    quality: Quality
    language: str

    @property
    def ppi(self) -> float:
        """Pixels per scene unit."""
        return self.quality.height / self.frame.height


@dataclass(frozen=True, slots=True)
class Tile:
    """A lesson on the agenda: its title in Typst's markup, and its poster."""

    title: str
    poster: Path


def draw_card(
    card: CardPart,
    look: Look,
    folder: Path,
    *,
    author: str = "",
    tiles: Sequence[Tile] = (),
) -> Pixels:
    """The picture of a card, (height, width, 4).

    Parameters
    ----------
    card
        What it says, and of which kind it is.
    look
        Its theme, frame, size and language.
    folder
        Of the files that its text may name.
    author
        Under a title, if there is one.
    tiles
        Of an agenda.

    Raises
    ------
    CardError
        For a text that cannot be set, or is too large for the frame.
    """
    fonts = look.theme.fonts
    if letter := lacking(card.card, fonts):
        told = f"{families(fonts)[0]} has no {letter} ({script(letter)})"
        raise CardError(f"{told}; {suggested(letter)} has, as the font of a brand")
    pictures = {f"tile-{n}.png": _shrunk(tile.poster, look) for n, tile in enumerate(tiles)}
    if look.theme.logo is not None:
        pictures[_logo_file(look.theme.logo)] = look.theme.logo.read_bytes()
    main = _page(card, look, _agenda(tiles, look) if card.kind == "agenda" else _around(author))
    text = _roles(look.theme) + card.card
    try:
        pages = compile_text(text, main, folder, look.ppi, pictures, fonts)
    except CardError as error:
        line = max(error.line - 1, 1) if error.line else None  # the first holds the roles
        raise CardError(str(error), line) from None
    with Image.open(io.BytesIO(pages[0])) as page:
        pixels = np.array(page.convert("RGBA"))
    if len(pages) > 1 or _overflows(pixels, look):
        raise CardError("it is too large for the frame")
    return np.ascontiguousarray(pixels)


def plain(card: CardPart) -> str:
    """The first line of a card without its markup, to be called by."""
    text = _MATHS.sub(lambda maths: _symbols(maths[1]), card.card)
    text = _MARKUP.sub("", _CALL.sub("", text))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return next((line for line in lines if line), card.kind)


def _symbols(maths: str) -> str:
    """Typst's maths with the symbols that it names."""
    read = re.sub(r"[A-Za-z]{2,}|[<>]=|->", lambda name: _symbol(name[0]), maths.replace('"', ""))
    return re.sub(r"\s*(/)\s*", r"\1", read)


def _symbol(name: str) -> str:
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    case = "SMALL" if name.islower() else "CAPITAL"
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {name.upper().replace('BDA', 'DA')}")
    except KeyError:
        return name


def _page(card: CardPart, look: Look, body: str) -> str:
    theme, size = look.theme, POINTS * SIZES[card.kind]
    weight = "bold" if card.kind == "title" else "regular"
    fonts = "".join(f'"{name}", ' for name in families(theme.fonts))
    return f"""\
#set page(width: {look.quality.width / look.ppi}in, height: {look.frame.height}in,
  margin: (x: {SIDE}in, y: {ABOVE}in), fill: rgb("{theme.background}"),
  foreground: {_logo(look)})
#set text(font: ({fonts}), size: {size}pt, weight: "{weight}", fill: rgb("{theme.text}"),
  lang: "{look.language}", number-width: "tabular", fallback: false)
#set par(leading: 0.7em, spacing: 1.1em)
#set list(marker: text(fill: rgb("{theme.muted}"))[•], spacing: 0.9em)
#show heading: set text(size: {HEADING}em)
#show heading: set block(below: 1em)
#show math.equation: set text(font: "New Computer Modern Math", size: 1.08em, weight: "regular")
#let muted = rgb("{theme.muted}")
{body}
"""


def _logo(look: Look) -> str:
    """The logo of a brand in the corner that films have it in."""
    if look.theme.logo is None:
        return "none"
    corner, whole = look.frame.corner, look.frame.whole
    file = _string(_logo_file(look.theme.logo))
    return f"""place(bottom + left, dx: {corner.left - whole.left}in,
    dy: {whole.bottom - corner.bottom}in, context {{
      let logo = image({file}, height: {corner.height}in)
      if measure(logo).width > {corner.width}in {{ image({file}, width: {corner.width}in) }}
      else {{ logo }}
    }})"""


def _logo_file(logo: Path) -> str:
    return f"logo{logo.suffix}"


def _around(author: str) -> str:
    """A text in the middle, its lines flush left if there are several, and who says it below."""
    said = f'#v(0.4em)\n#text(size: 0.5em, weight: "regular", fill: muted, {_string(author)})'
    middle = "center" if author else "left"
    below = said if author else ""
    return f'#align(center + horizon, block(align({middle})[#include "{TEXT}"\n{below}]))'


def _agenda(tiles: Sequence[Tile], look: Look) -> str:
    """A heading and a grid of pictures with their titles, as large as the frame allows."""
    across, down = look.frame.width - 2 * SIDE, look.frame.height - 2 * ABOVE - 1.2
    ratio = look.frame.width / look.frame.height
    columns = max(range(1, 6), key=lambda n: _height(n, len(tiles), across, down, ratio))
    high = _height(columns, len(tiles), across, down, ratio)
    shown = "\n".join(
        f'block[#box(stroke: 0.75pt + muted, image("tile-{n}.png", height: {high}in)) #v(-0.6em)'
        f" #block(width: {high * ratio}in)[{tile.title}]],"
        for n, tile in enumerate(tiles)
    )
    return f"""\
#set par(leading: 0.45em)
#block(text(size: {POINTS * AGENDA}pt, weight: "bold", include "{TEXT}"))
#align(center + horizon, grid(columns: {columns}, column-gutter: {GAP}in, row-gutter: {GAP / 2}in,
align: left + top,
{shown}
))"""


def _height(columns: int, count: int, across: float, down: float, ratio: float) -> float:
    """Of a picture, in inches, when there are so many beside each other."""
    rows = -(-count // columns)
    by_width = (across - GAP * (columns - 1)) / columns / ratio
    return min(by_width, (down - GAP / 2 * (rows - 1)) / rows - LABELLED)


def _roles(theme: Theme) -> str:
    """The colours of the roles as functions of the markup, in a line of their own."""
    inks = ((name.replace("_", "-"), color) for name, color in theme.roles().items())
    made = (f'let {n}(body) = text(fill: rgb("{color}"), body)' for n, color in inks if n != "text")
    return f"#{{}} {' '.join('#' + one + ';' for one in made)}\n"


def _string(text: str) -> str:
    """A text as a string of Typst's."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _shrunk(poster: Path, look: Look) -> bytes:
    """A poster, no larger than it can be shown, well resampled."""
    with Image.open(poster) as full:
        image = full.convert("RGB")
    image.thumbnail((look.quality.width // 2, look.quality.height // 2), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _overflows(pixels: Pixels, look: Look) -> bool:
    """Whether something stands in the outer half of the margins."""
    x, y = (round(look.ppi * margin / 2) for margin in (SIDE, ABOVE))
    ground = pixels[0, 0]
    edges = (pixels[:, :x], pixels[:, -x:], pixels[:y], pixels[-y:])
    return any((edge != ground).any() for edge in edges)
