"""Manim's settings for a render: the project's manim.cfg, and nothing of the person's own."""

from __future__ import annotations

import configparser
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import manim
from manim import config, tempconfig
from manim._config import ManimConfig
from manim._config.output import OutputFormat, OutputSpec
from manim._config.video_encoder import resolve_video_encoder

from studio.ask.request import ROOT, Quality

if TYPE_CHECKING:
    from manim._config.video_encoder import VideoEncoderSpec

_DEFAULTS = Path(manim.__file__).parent / "_config" / "default.cfg"
PROJECT = ROOT / "manim.cfg"


def project_config(quality: Quality, media: Path) -> ManimConfig:
    """Manim's defaults, then ``manim.cfg``, then what rendering to files needs.

    Settings in a person's home folder are left out: they would change the films.
    """
    parser = configparser.ConfigParser()
    parser.read([_DEFAULTS, PROJECT], encoding="utf-8")
    settings = ManimConfig().digest_parser(parser)
    settings.pixel_width, settings.pixel_height = quality.width, quality.height
    settings.frame_rate = quality.fps
    settings.media_dir = str(media)
    settings.format = "mp4"
    settings.seed = 0  # manim seeds Python's and numpy's global generators with it
    settings.disable_caching = True  # plays are not files here, there is nothing to look up
    settings.save_sections = False
    settings.progress_bar = "none"
    settings.verbosity = "WARNING"
    return settings


@contextmanager
def manim_settings(quality: Quality, media: Path) -> Generator[None, None, None]:
    """Manim's global settings for one render; its SVG and text files go to ``media``."""
    level = config.verbosity
    try:
        with tempconfig(project_config(quality, media)):
            yield
    finally:
        config.verbosity = level  # sets the logger back, too


def encoder_spec(quality: Quality) -> VideoEncoderSpec:
    """The encoder's settings from ``manim.cfg``, for films of this quality."""
    settings = project_config(quality, Path("media"))
    spec = resolve_video_encoder(
        OutputSpec(
            format=OutputFormat.MP4, transparent=False, save_sections=False, fallback_to_still=False
        ),
        width=quality.width,
        height=quality.height,
        frame_rate=quality.fps,
        codec=settings.video_codec,
        pixel_format=settings.pixel_format,
        options=settings.video_encoder_options,
    )
    assert spec is not None  # None is for output that is no video
    return spec
