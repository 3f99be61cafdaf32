import itertools

import numpy as np
import pytest
from PIL import Image

from scenes.divergence import Divergence
from scenes.kit.ink.cast import CAST
from scenes.kit.ink.fonts import families, lacking
from scenes.kit.ink.glyphs import compose, decoded
from scenes.kit.ink.layout import WIDE
from scenes.kit.ink.logo import logo_in
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import DARK, LIGHT, contrast, load_theme
from studio.checks.colours import APART, distances

from ..thorough import thorough

NAVY, AMBER = "#003865", "#F2A900"
BRANDS = [
    (NAVY, AMBER),
    ("#C8102E", "#000000"),
    ("#006747", "#FFCC00"),
    ("#777777", "#00A0E3"),
    ("#FFFFFF", "#FFFFFF"),
]
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0H40V10H0Z"/></svg>'
# The font of another distribution, which lacks what Lato has.
SERIF = "DejaVuSerif.ttf"


@pytest.fixture
def brand(tmp_path):
    def write(**keys):
        path = tmp_path / "school.toml"
        lines = (f"{key} = {_toml(value)}" for key, value in keys.items())
        path.write_text("[brand]\n" + "\n".join(lines))
        return path

    return write


def _toml(value):
    return str(value).lower() if isinstance(value, bool) else repr(value).replace("'", '"')


@pytest.fixture
def serif(tmp_path):
    import matplotlib

    font = tmp_path / SERIF
    font.symlink_to(f"{matplotlib.get_data_path()}/fonts/ttf/{SERIF}")
    return font


@pytest.mark.parametrize("base", ["dark", "light"])
@pytest.mark.parametrize(
    ("primary", "accent"), [*BRANDS[:2], *(thorough(*brand) for brand in BRANDS[2:])]
)
def test_two_colours_become_a_theme_that_is_read_and_told_apart_by_every_eye(
    brand, base, primary, accent
):
    made = load_theme(brand(primary=primary, accent=accent, base=base))
    model = DARK if base == "dark" else LIGHT
    ground, roles = made.background, made.roles()
    for name, color in [*roles.items(), *(("rate", rate) for rate in made.rates)]:
        assert contrast(color, ground) >= 4.5, name
    loudest = max(contrast(c, ground) for c in (made.contour_low, made.contour_high))
    assert 3 <= loudest < min(contrast(roles[role], ground) for role in CAST)
    assert contrast(made.star, made.star_rim) >= 3 or contrast(made.star, ground) >= 3
    tight = 0
    for first, second in itertools.combinations(roles, 2):
        before = distances(model.roles()[first], model.roles()[second])
        now = distances(roles[first], roles[second])
        tight += any(now[eye] < min(APART, before[eye]) for eye in now)
        assert all(now[eye] > min(5, 0.7 * before[eye]) for eye in now), (first, second)
    assert tight == sum("as close as" in line for line in made.moved if "rate" not in line) <= 2
    for rate in made.rates:
        assert min(distances(rate, roles["danger"]).values()) > 5


@pytest.mark.parametrize("base", ["dark", "light"])
def test_the_landscape_is_in_the_brands_hue_and_as_bright_as_in_the_base(brand, base):
    made = load_theme(brand(primary="#C8102E", base=base))
    model = DARK if base == "dark" else LIGHT
    for own, theirs in zip(made.heights, model.heights, strict=True):
        assert contrast(own, theirs) < 1.03  # the lowest heights have few codes to choose from
    deep = [int(made.heights[4][i : i + 2], 16) for i in (1, 3, 5)]
    assert deep[0] == max(deep)  # a red one


def test_what_is_moved_is_said_and_what_reads_is_not_moved(brand):
    on_white = load_theme(brand(primary=NAVY, accent=AMBER))
    assert on_white.background == "#FFFFFF", "on which navy reads"
    assert on_white.roles()["batch"] == NAVY
    assert not [line for line in on_white.moved if line.startswith("batch")]
    moved = next(line for line in on_white.moved if line.startswith("gradient"))
    assert f"{AMBER} became {on_white.roles()['gradient']}" in moved and "2.0:1" in moved
    changed = {r for r, c in on_white.roles().items() if c != LIGHT.roles()[r]} - {"batch"}
    colours = [line for line in on_white.moved if "became" in line]
    said = {line.partition(":")[0].replace(" ", "_") for line in colours}
    assert changed == said


def test_a_third_colour_takes_the_role_of_its_hue(brand):
    made = load_theme(brand(primary=NAVY, accent="#C2410C", more=["#00785A"], base="light"))
    assert made.roles()["mini_batch"] == "#00785A"


def test_a_brand_of_a_font_alone_keeps_the_colours(brand, serif):
    made = load_theme(brand(font=serif.name, base="light"))
    assert made.roles() == LIGHT.roles() and made.heights == LIGHT.heights and not made.moved
    assert families(made.fonts) == ("DejaVu Serif", "Lato")


def test_texts_and_numbers_are_set_in_the_brands_font_and_read_in_it(brand, serif):
    made = load_theme(brand(primary=NAVY, base="light", font=[serif.name]))
    assert not np.isclose(Text("descent", made).width, Text("descent", LIGHT).width, rtol=0.02)
    assert np.isclose(Text("$eta$", made).width, Text("$eta$", LIGHT).width)
    points, width = compose("1.48", files=made.fonts)
    assert width != compose("1.48")[1] and decoded(points, files=made.fonts) == "1.48"
    assert decoded(points) != "1.48"


def test_a_script_that_the_fonts_lack_is_refused_with_what_to_install(brand, serif, monkeypatch):
    words = Divergence.words_in("en")
    words._table["title"] = "Что, если шаг больше долины? $eta$"
    monkeypatch.setattr(Divergence, "words_in", lambda *_: words)
    with pytest.raises(ValueError, match=r"divergence in en have Ч \(Cyrillic\).*install .*Noto"):
        Divergence.presented("dark", "en")
    Divergence.presented(str(brand(font=serif.name)), "en")
    assert lacking("wörter $η$") == "" and lacking("学习") == "学"


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_the_logo_stands_in_the_corner_of_cards_and_of_films_that_ask_for_it(
    brand, tmp_path, suffix
):
    (tmp_path / "logo.svg").write_text(LOGO)
    Image.new("RGBA", (40, 10), "#FF0000").save(tmp_path / "logo.png")
    made = load_theme(brand(primary=NAVY, logo=f"logo.{suffix}"))
    (logo,) = logo_in(made, WIDE.corner)
    assert logo.height == pytest.approx(WIDE.corner.height)
    assert logo.width == pytest.approx(4 * logo.height)
    assert WIDE.corner.holds(np.array([logo.get_center()])).all()
    assert WIDE.corner.top <= WIDE.body.bottom and not made.logo_in_films
    assert logo_in(DARK, WIDE.corner) == ()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"primary": "navy"}, "primary = 'navy' is no colour #RRGGBB"),
        ({"accent": AMBER}, "primary is missing"),
        ({"primary": NAVY, "base": "sepia"}, "base = 'sepia'; there are dark, light"),
        ({"primary": NAVY, "primry": NAVY}, "there is no brand.primry; there are primary"),
        ({"primary": NAVY, "logo": "logo.png"}, "logo = 'logo.png': there is no file"),
        ({"primary": NAVY, "logo": "logo.gif"}, "is no file .png or .svg"),
        ({"primary": NAVY, "logo": "broken.png"}, "is no picture that can be read"),
        ({"primary": NAVY, "logo": "broken.svg"}, "is no SVG that can be read"),
        ({"primary": NAVY, "font": "broken.ttf"}, "is no font that can be read"),
        ({"primary": NAVY, "font": "School.ttf"}, "font = 'School.ttf': there is no file"),
        ({"primary": NAVY, "films": "yes"}, "films = 'yes' is neither true nor false"),
        ({"primary": NAVY, "accent": NAVY, "more": [NAVY] * 5}, "more is a list of up to 4"),
    ],
)
def test_a_brand_that_cannot_be_is_refused_in_a_line_with_the_key(brand, tmp_path, keys, said):
    for suffix in ("png", "svg", "ttf"):
        (tmp_path / f"broken.{suffix}").write_text("none")
    path = brand(**keys)
    with pytest.raises(ValueError) as refusal:
        load_theme(path)
    assert said in str(refusal.value) and str(path) in str(refusal.value)
    assert "\n" not in str(refusal.value)
