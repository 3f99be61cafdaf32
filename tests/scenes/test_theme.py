import itertools

import pytest

from scenes.kit.marks import SHAPES
from scenes.kit.theme import THEMES, contrast

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
def test_no_two_roles_share_a_colour(theme):
    colors = list(theme.roles().values())
    assert len(set(colors)) == len(colors)


@EVERY_THEME
def test_the_landscape_is_quieter_than_any_role(theme):
    loudest = max(contrast(c, theme.background) for c in (theme.contour_low, theme.contour_high))
    for role in ("batch", "stochastic", "mini_batch", "gradient", "momentum", "text"):
        assert contrast(theme.roles()[role], theme.background) > loudest * 0.9, role


@EVERY_THEME
def test_rates_go_from_light_to_dark_or_back_in_steps_that_are_seen(theme):
    ratios = [contrast(a, b) for a, b in itertools.pairwise(theme.rates)]
    assert min(ratios) >= 1.15


def test_each_descent_has_a_shape_of_its_own():
    roles = ("batch", "stochastic", "mini_batch", "momentum", "minimum")
    assert len({SHAPES[role] for role in roles}) == len(roles)
