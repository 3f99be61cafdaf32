"""Manim's settings for a render: the project's manim.cfg, and nothing of the person's own."""

from __future__ import annotations

import configparser
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import manim
from manim import config, tempconfig
from manim._config import ManimConfig
from manim._config.output import OutputFormat, OutputSpec
from manim._config.video_encoder import resolve_video_encoder

from scenes.kit.ink.layout import WIDE, Frame
from studio.ask.request import Quality

_DEFAULTS = Path(manim.__file__).parent / "_config" / "default.cfg"
PROJECT = Path(__file__).with_name("manim.cfg")  # beside the code, so that a wheel has it


def config_of(*files: Path) -> ManimConfig:
    """Manim's own defaults, and then what is in some files of settings."""
    parser = configparser.ConfigParser()
    parser.read([_DEFAULTS, *files], encoding="utf-8")
    return ManimConfig().digest_parser(parser)


def project_config(quality: Quality, media: Path, frame: Frame = WIDE) -> ManimConfig:
    """Manim's defaults, then ``manim.cfg``, then what rendering a frame to files needs.

    Settings in a person's home folder are left out: they would change the films.
    """
    settings = config_of(PROJECT)
    settings.pixel_width, settings.pixel_height = quality.width, quality.height
    settings.frame_width, settings.frame_height = frame.width, frame.height
    settings.frame_rate = quality.fps
    settings.media_dir = str(media)
    settings.format = "mp4"
    settings.seed = 0  # manim seeds Python's and numpy's global generators with it
    settings.disable_caching = True  # plays are not files here, there is nothing to look up
    settings.save_sections = False
    settings.progress_bar = "none"
    settings.verbosity = "WARNING"
    return settings


def film_spec(quality: Quality) -> Any:
    """How films of a size are encoded, whatever is drawn in them."""
    settings = project_config(quality, Path())
    return resolve_video_encoder(
        OutputSpec(OutputFormat.MP4, False, False, False),
        width=settings.pixel_width,
        height=settings.pixel_height,
        frame_rate=settings.frame_rate,
        codec=settings.video_codec,
        pixel_format=settings.pixel_format,
        options=settings.video_encoder_options,
    )


@contextmanager
def manim_settings(
    quality: Quality, media: Path, frame: Frame = WIDE
) -> Generator[None, None, None]:
    """Manim's global settings for one render; its SVG and text files go to ``media``."""
    level = config.verbosity
    try:
        with tempconfig(project_config(quality, media, frame)):
            yield
    finally:
        config.verbosity = level  # sets the logger back, too
