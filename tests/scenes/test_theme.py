import itertools

import numpy as np
import pytest

from scenes.kit.ink.cast import CAST, optimizers
from scenes.kit.ink.theme import FOLDER, THEMES, contrast, load_theme, of_hue

EVERY_THEME = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())


def test_contrast_of_black_and_white_is_21_and_of_a_colour_with_itself_1():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#56B4E9", "#56B4E9") == 1


@EVERY_THEME
def test_every_role_reads_on_its_background(theme):
    for role, color in theme.roles().items():
        assert contrast(color, theme.background) >= 4.5, role
    for color in theme.rates:
        assert contrast(color, theme.background) >= 4.5, color


@EVERY_THEME
def test_the_two_descents_that_were_hardest_to_see_are_six_to_one(theme):
    for role in ("adagrad", "nesterov"):
        assert contrast(theme.roles()[role], theme.background) >= 6, role


@EVERY_THEME
def test_no_two_roles_share_a_colour(theme):
    colors = list(theme.roles().values())
    assert len(set(colors)) == len(colors)


@EVERY_THEME
def test_the_landscape_is_quieter_than_the_roles_on_it(theme):
    loudest = max(contrast(c, theme.background) for c in (theme.contour_low, theme.contour_high))
    for role in ("batch", "stochastic", "mini_batch", "gradient", "minimum", "momentum", "text"):
        assert contrast(theme.roles()[role], theme.background) > loudest, role


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("muted =", "mutd =", "there is no mutd; there are background, text, muted"),
        ('muted = "#9AA4B2"', "", "muted is missing; it takes background, text, muted"),
        ('adam = "#8D7CFF"', 'Adam = "#8D7CFF"', "there is no roles.Adam; there are"),
        ('"#9AA4B2"', '"grey"', "muted = 'grey' is no colour #RRGGBB"),
        ('"#8D7CFF"', "0x8D7CFF", "roles.adam = 9272575 is no colour #RRGGBB"),
        ('"#BFE3F9", ', "", "rates is a list of 4 colours #RRGGBB"),
        ("[roles]", "[[roles]]", "roles is a table"),
        ("[roles]", "[roles", "is not valid TOML"),
    ],
)
def test_a_file_that_is_no_theme_is_named_with_the_key_and_what_is_allowed(
    tmp_path, old, new, said
):
    path = tmp_path / "mine.toml"
    text = (FOLDER / "dark.toml").read_text()
    path.write_text(text.replace(old, new))
    with pytest.raises(ValueError) as refusal:
        load_theme(path)
    message = str(refusal.value)
    assert said in message and str(path) in message and "\n" not in message
    path.write_text(text)
    assert load_theme(str(path)).roles() == THEMES["dark"].roles()
    assert load_theme(path).name == "mine"


def test_a_theme_that_there_is_not_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no theme 'sepia'; there are dark, light, or a FILE.toml"):
        load_theme("sepia")
    with pytest.raises(ValueError, match="sepia.toml cannot be read: No such file"):
        load_theme(tmp_path / "sepia.toml")


# Linear sRGB as seen without one kind of cones, wholly (Machado, Oliveira & Fernandes 2009).
SIGHT = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
# Oklab (Ottosson 2020): linear sRGB to cones, and their cube roots to lightness and hue.
TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def lab(color: str, sight: np.ndarray) -> np.ndarray:
    channels = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return 100 * TO_LAB @ np.cbrt(TO_CONES @ np.clip(sight @ linear, 0, 1))


@EVERY_THEME
@pytest.mark.parametrize("sight", SIGHT.values(), ids=SIGHT.keys())
def test_further_optimizers_and_danger_look_like_no_other_role_to_any_eye(theme, sight):
    seen = {role: lab(color, sight) for role, color in theme.roles().items()}
    further = {member.role for member in optimizers().values()} - {"batch", "momentum"}
    for role in {*further, "danger"}:
        for other in seen.keys() - {role}:
            assert np.linalg.norm(seen[role] - seen[other]) > 4.5, other  # 2 is just noticeable


@EVERY_THEME
def test_rates_go_from_light_to_dark_or_back_in_steps_that_are_seen(theme):
    ratios = [contrast(a, b) for a, b in itertools.pairwise(theme.rates)]
    assert min(ratios) >= 1.15


@EVERY_THEME
@pytest.mark.parametrize("sight", SIGHT.values(), ids=SIGHT.keys())
def test_a_rate_beyond_the_limit_is_in_danger_and_looks_like_no_cool_tint(theme, sight):
    colors = theme.rated([False, True, False, True])
    assert colors[::2] == (theme.rates[0], theme.rates[-1]) and set(colors[1::2]) == {
        theme.roles()["danger"]
    }
    for tint in theme.rates:
        assert np.linalg.norm(lab(tint, sight) - lab(colors[1], sight)) > 4.5, tint


def test_each_descent_has_a_shape_of_its_own():
    others = ("gradient", "danger")  # an arrow, and what becomes of a descent
    shapes = [member.shape for member in CAST.values() if member.role not in others]
    assert len(set(shapes)) == len(shapes)


@EVERY_THEME
@pytest.mark.parametrize("hue", range(0, 360, 30))
def test_a_role_without_a_colour_gets_one_of_its_hue_that_reads(theme, hue):
    assert contrast(of_hue(hue, theme.background), theme.background) >= 4.5
