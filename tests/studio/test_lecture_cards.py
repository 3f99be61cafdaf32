"""Cards: what they look like, and what a text cannot do."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image, ImageColor

from scenes.kit.ink.layout import FRAMES
from scenes.kit.ink.theme import load_theme
from studio.ask.request import ASPECTS, QUALITIES
from studio.cli import main
from studio.engine.settings import film_spec
from studio.lecture.cards import Look, Tile, draw_card, plain
from studio.lecture.file import CardPart
from studio.lecture.named import CardError

from .conftest import Package
from .test_encoder import SIZE, SPEC


def look(theme: str = "dark", aspect: str = "16:9") -> Look:
    size = QUALITIES["l"].shaped(aspect)
    return Look(load_theme(theme), FRAMES[aspect], size, "en")


def drawn(text: str, folder: Path, kind: str = "text", **options: object) -> np.ndarray:
    return draw_card(CardPart(card=text, kind=kind), look(), folder, **options)  # type: ignore[arg-type]


def near(pixels: np.ndarray, color: str) -> np.ndarray:
    """Where a picture has a colour."""
    return np.abs(pixels[..., :3].astype(int) - ImageColor.getrgb(color)).max(axis=-1) < 24


@pytest.mark.parametrize("aspect", list(ASPECTS))
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_card_fills_the_frame_in_the_themes_colours(
    tmp_path: Path, theme: str, aspect: str
) -> None:
    seen = look(theme, aspect)
    part = CardPart(card="Now with *noise* and #batch[colour]")
    pixels = draw_card(part, seen, tmp_path)
    assert pixels.shape == (seen.quality.height, seen.quality.width, 4)
    assert near(pixels, seen.theme.background).mean() > 0.9
    assert near(pixels, seen.theme.text).any() and near(pixels, seen.theme.roles()["batch"]).any()
    rows, columns = np.nonzero(~near(pixels, seen.theme.background))
    middle = np.array([rows.min() + rows.max(), columns.min() + columns.max()]) / 2
    assert middle == pytest.approx(np.array(pixels.shape[:2]) / 2, abs=6)


def test_an_agenda_shows_each_poster_once(tmp_path: Path) -> None:
    colors = ["#b03030", "#30b030", "#3030b0", "#b0b030", "#30b0b0"]
    tiles = []
    for number, color in enumerate(colors):
        poster = tmp_path / f"{number}.png"
        Image.new("RGB", (854, 480), color).save(poster)
        tiles.append(Tile(f"Why does lesson {number} take so many words?", poster))
    pixels = drawn("Today", tmp_path, "agenda", tiles=tiles)
    areas = [near(pixels, color).sum() for color in colors]
    assert min(areas) > 0.02 * pixels[..., 0].size and max(areas) - min(areas) < 0.1 * min(areas)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("And what if it is *too* long?", "And what if it is too long?"),
        ("= A longer step\n- the same valley", "A longer step"),
        ("\n#batch[All] points, $eta = 0.1$", "All points, η = 0.1"),
        ("Why $eta <= 2 slash lambda_max$, and not $Delta$?", "Why η ≤ 2/λmax, and not Δ?"),
        ('#image("logo.png")', "question"),
    ],
)
def test_a_card_is_called_by_its_first_line(text: str, name: str) -> None:
    assert plain(CardPart(card=text, kind="question")) == name


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("fine\n\n$ x", 3, "unclosed delimiter"),
        ("#nothing", 1, "unknown variable: nothing"),
        ("#lorem(400)", None, "too large for the frame"),
        ("#h(-3em) " + "W" * 120, None, "too large for the frame"),
        ('fine\n#import "@preview/cetz:0.3.0"', 2, "takes no packages"),
        ('#import ("@pre" + "view/cetz:0.3.0")', 1, "takes no packages"),
        ('#eval("import \\"@preview/cetz:0.3.0\\"")', 1, "takes no packages"),
        ('#read("/etc/passwd")', 1, "no such file in the lecture's folder"),
        ('#read("../secret.txt")', 1, "lies outside the lecture's folder"),
        ('#read("../" + "secret.txt")', 1, "no such file in the lecture's folder"),
        ('#read("link.txt")', 1, "lies outside the lecture's folder"),
        ('#read("lin" + "k.txt")', 1, "no such file in the lecture's folder"),
        ('#read("linked/secret.txt")', 1, "lies outside the lecture's folder"),
        ('#image("link.png")', 1, "lies outside the lecture's folder"),
        ('#include "inner.typ"', None, "lies outside the lecture's folder"),
        ("#while true {}", 1, "condition is always true"),
    ],
)
def test_a_text_sees_its_folder_and_nothing_else(
    tmp_path: Path, text: str, line: int | None, said: str
) -> None:
    folder = tmp_path / "lecture"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    Image.new("RGB", (8, 8)).save(tmp_path / "secret.png")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "linked").symlink_to(tmp_path, target_is_directory=True)
    (folder / "inner.typ").write_text('#read("../secret.txt")')
    with pytest.raises(CardError, match=said) as caught:
        drawn(text, folder)
    assert caught.value.line == line
    assert str(tmp_path) not in str(caught.value) and "/tmp" not in str(caught.value)


def test_a_text_may_use_what_lies_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    Image.new("RGB", (64, 64), "#b03030").save(tmp_path / "parts" / "logo.png")
    (tmp_path / "parts" / "logo.typ").write_text('#image("logo.png", width: 2in)')
    (tmp_path / "copy.typ").symlink_to(tmp_path / "parts" / "logo.typ")  # links inside it do
    (tmp_path / "logo.png").symlink_to(tmp_path / "parts" / "logo.png")
    pixels = drawn('#include "copy.typ"', tmp_path)
    assert near(pixels, "#b03030").sum() == pytest.approx((2 * 60) ** 2, rel=0.02)


def test_a_brand_has_its_logo_in_the_corner(tmp_path: Path) -> None:
    Image.new("RGB", (300, 100), "#b03030").save(tmp_path / "logo.png")
    brand = tmp_path / "brand.toml"
    brand.write_text('[brand]\nbase = "light"\nprimary = "#005AA0"\nlogo = "logo.png"\n')
    plain = look("light")
    seen = Look(load_theme(str(brand)), plain.frame, plain.quality, "en")
    red = near(draw_card(CardPart(card="Hello"), seen, tmp_path), "#b03030")
    rows, columns = np.nonzero(red)
    assert red.sum() == pytest.approx(3 * (0.42 * seen.ppi) ** 2, rel=0.1)
    assert columns.min() == pytest.approx(0.5 * seen.ppi, abs=1)
    assert len(red) - rows.max() == pytest.approx(0.4 * seen.ppi, abs=2)


def test_a_letter_that_no_font_has_is_told(tmp_path: Path) -> None:
    with pytest.raises(CardError, match="Lato has no 勾 .*Noto Sans SC"):
        drawn("勾配降下", tmp_path)


class _Asked(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_CONNECT = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def proxy() -> Iterator[tuple[str, list[str]]]:
    """A proxy that notes what is asked of it."""
    _Asked.asked = []
    server = HTTPServer(("127.0.0.1", 0), _Asked)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", _Asked.asked
    server.shutdown()
    server.server_close()


def test_nothing_is_asked_of_the_network(
    tmp_path: Path, proxy: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, asked = proxy
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, address)
    with pytest.raises(CardError, match="takes no packages"):
        drawn('#import ("@pre" + "view/cetz:0.3.0")', tmp_path)
    assert asked == []


def test_every_card_that_cannot_be_is_told_at_once(tiny: Package, tmp_path: Path) -> None:
    path = tmp_path / "week3.toml"
    path.write_text(
        'title = "A"\nquality = "l"\n[[part]]\nlesson = "dot"\n[[part]]\ncard = "$ x"\n'
        '[[part]]\ncard = """\nfine\n#nothing\n"""\n[[part]]\ncard = "#lorem(900)"\n',
        encoding="utf-8",
    )
    command = ["lecture", str(path), "--output", str(tmp_path / "out")]
    refused = CliRunner().invoke(main, command, obj=tiny.studio)
    assert refused.exit_code == 2
    assert refused.stderr.splitlines() == [
        "studio: week3.toml:6: part 2, card: unclosed delimiter",
        "studio: week3.toml:10: part 3, card: unknown variable: nothing",
        "studio: week3.toml:13: part 4, card: it is too large for the frame",
    ]
    assert not (tmp_path / "out").exists()


def test_cards_are_encoded_as_films_are() -> None:
    assert film_spec(SIZE) == SPEC
