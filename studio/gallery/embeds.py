"""What puts a film on somebody's own page: text to copy. A new kind is an entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import quote

from markupsafe import escape

from studio.decks.beamer import escaped as tex

HERE = "\ue000"  # stands for the gallery's address where only the page will know it


@dataclass(frozen=True, slots=True)
class Shown:
    """A film or a clip that is to be shown elsewhere; paths are from the gallery's folder.

    ``page`` is the page with nothing but a player; ``captions`` are language, label and path;
    ``note`` says what its still needs in LaTeX.
    """

    film: str
    poster: str
    page: str
    title: str
    alt: str
    width: int
    height: int
    loop: bool
    captions: tuple[tuple[str, str, str], ...]
    note: str

    def at(self, address: str) -> Shown:
        """With its paths as links, from an address that ends with a slash or from nowhere."""
        linked = tuple((code, label, address + quote(path)) for code, label, path in self.captions)
        film, poster, page = (address + quote(p) for p in (self.film, self.poster, self.page))
        return replace(self, film=film, poster=poster, page=page, captions=linked)


def as_video(shown: Shown) -> str:
    """An element that stands alone: it needs no script."""
    tracks = "".join(
        f'  <track kind="captions" srclang="{code}" label="{escape(label)}" src="{path}">\n'
        for code, label, path in shown.captions
    )
    loop = " loop" if shown.loop else ""
    return (
        f'<video controls playsinline{loop} preload="metadata" width="{shown.width}"'
        f' height="{shown.height}"\n  style="max-width: 100%; height: auto"'
        f' poster="{shown.poster}"\n  aria-label="{escape(shown.alt)}">\n'
        f'  <source src="{shown.film}" type="video/mp4">\n{tracks}'
        f'  <a href="{shown.film}">{escape(shown.title)}</a>\n</video>'
    )


def as_iframe(shown: Shown) -> str:
    """A frame with the player's page."""
    return (
        f'<iframe src="{shown.page}" title="{escape(shown.title)}" loading="lazy" allowfullscreen\n'
        f'  style="width: 100%; aspect-ratio: {shown.width} / {shown.height}; border: 0"></iframe>'
    )


def as_markdown(shown: Shown) -> str:
    """A picture that leads to the film; Markdown itself has no films."""
    alt = shown.alt.replace("[", r"\[").replace("]", r"\]")
    return f"[![{alt}]({shown.poster})]({shown.film})"


def as_quarto(shown: Shown) -> str:
    """A shortcode, for pages and slides."""
    title = shown.title.replace('"', "'")
    return f'{{{{< video {shown.film} title="{title}" >}}}}'


def as_latex(shown: Shown) -> str:
    """A figure with the still; it leads to the film."""
    link = shown.film.replace("%", r"\%").replace("#", r"\#")
    stem, _, suffix = shown.poster.rpartition("/")[2].rpartition(".")
    picture = f"{{{{{stem}}}.{suffix}}}"  # graphicx takes what follows the first dot for its kind
    return (
        f"% {shown.note}\n\\begin{{figure}}\n  \\centering\n"
        f"  \\href{{{link}}}{{%\n    \\includegraphics[width=\\linewidth]{picture}}}\n"
        f"  \\caption{{{tex(shown.alt)}}}\n\\end{{figure}}"
    )


KINDS: dict[str, Callable[[Shown], str]] = {
    "video": as_video,
    "iframe": as_iframe,
    "markdown": as_markdown,
    "quarto": as_quarto,
    "latex": as_latex,
}


def embeds(shown: Shown, address: str | None) -> dict[str, tuple[str, str]]:
    """Each kind's text as it is read in the page, and as the page completes it.

    Where the address is known both are the same; else the latter has `HERE` in its place.
    """
    read, completed = (shown.at(address or base) for base in ("", HERE))
    return {kind: (write(read), write(completed)) for kind, write in KINDS.items()}
