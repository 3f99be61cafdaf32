from studio.film.captions import LINE, Caption, broken, to_srt, to_vtt

CAPTIONS = [
    Caption(0, 1.5, "Short."),
    Caption(
        1.5, 3725.0625, "A < B & C is a sentence that is a good deal longer than a single line."
    ),
]


def test_srt_numbers_captions_and_writes_times_with_a_comma() -> None:
    assert to_srt(CAPTIONS) == (
        "1\n00:00:00,000 --> 00:00:01,500\nShort.\n\n"
        "2\n00:00:01,500 --> 01:02:05,062\n"
        "A < B & C is a sentence that is a\ngood deal longer than a single line.\n"
    )


def test_vtt_has_a_header_and_escapes_markup() -> None:
    assert to_vtt(CAPTIONS).startswith("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nShort.\n\n")
    assert "A &lt; B &amp; C" in to_vtt(CAPTIONS)


def test_captions_that_fit_stay_on_one_line() -> None:
    text = "x" * (LINE - 2) + " y"
    assert broken(text) == text


def test_long_captions_break_into_two_even_lines() -> None:
    lines = broken("All four take their first step together, and the arrows are to scale.").split(
        "\n"
    )
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) < 12


def test_white_space_of_a_caption_is_evened_out() -> None:
    assert broken("  one\n two ") == "one two"


def test_a_single_long_word_is_not_broken() -> None:
    assert broken("x" * 80) == "x" * 80
