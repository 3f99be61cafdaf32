"""``studio clips``: beats as files for slides, pages, papers."""

from __future__ import annotations

from pathlib import Path

import click

from studio.ask.request import QUALITIES, ClipRequest, Quality, RenderRequest
from studio.cli import streams
from studio.cli.options import (
    ASPECT,
    BARE,
    LANGUAGE,
    SET,
    THEME,
    Studio,
    jobs_option,
    need_lessons,
    output_option,
    spoken,
)
from studio.cli.streams import complain
from studio.encoding.formats import Format, format_names, load_format


@click.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON[.BEAT]]...")
@click.option(
    "--as",
    "format_name",
    type=click.Choice(format_names()),
    default="mp4",
    show_default=True,
    help="mp4 is cut from the film as it is; the others are drawn anew, at their own rate.",
)
@click.option(
    "--transparent", is_flag=True, help="Drawn on nothing; for a light slide, with --theme light."
)
@click.option(
    "-q",
    "--quality",
    type=click.Choice(list(QUALITIES)),
    help="Size and rate, as of `studio render`.  [default: the format's own, mp4: h]",
)
@click.option(
    "--width", type=click.IntRange(16, 7680), help="In pixels.  [default: as the quality has it]"
)
@click.option(
    "--fps", type=click.IntRange(1, 120), help="Frames a second.  [default: as the quality has it]"
)
@ASPECT
@BARE
@THEME
@LANGUAGE
@SET
@output_option("files")
@jobs_option("Lessons")
@click.option("--force", is_flag=True, help="Make clips that are up to date, too.")
@click.pass_obj
def clips(
    studio: Studio,
    lessons: tuple[str, ...],
    format_name: str,
    transparent: bool,
    quality: str | None,
    width: int | None,
    fps: int | None,
    aspect: str,
    bare: bool,
    theme: str,
    language: str,
    assignments: tuple[str, ...],
    output: Path,
    jobs: int | None,
    force: bool,
) -> int:
    """Make a clip of each beat of lessons: of all of them, of those named, or LESSON.BEAT.

    OUTPUT/clips/LESSON/03-BEAT.mp4, its first and last picture beside it (.first.png, .last.png),
    its caption (.vtt), and clips.json, which lists them. Beats that the lesson marks as loops are
    repeated without a seam; others rest on their last picture. Files appear when they are complete.

    \b
    Examples:
      studio clips divergence
      studio clips gradient_step.repeat --as gif
      studio clips momentum --as webm --transparent --bare --width 1920
      studio clips surface_paths.orbit --as webp --fps 50

    Exit codes: 0 all is well, 1 a lesson failed, 2 the request cannot be met, 130 interrupted.
    """
    from studio.ask.lessons import choose_beats, read_values
    from studio.crew.clipping import make_all_clips
    from studio.crew.progress import bytes_of, reporting

    need_lessons(lessons, assignments)
    format = load_format(format_name)
    if transparent and not format.alpha:
        able = ", ".join(name for name in format_names() if load_format(name).alpha)
        raise click.UsageError(f"{format_name} cannot be transparent; these can: {able}")
    size = _size(format, studio.qualities.get(quality or ""), width, fps, aspect)
    if format.rates and size.fps not in format.rates:
        rates = ", ".join(map(str, format.rates))
        raise click.UsageError(f"{format_name} at {size.fps} frames a second; it can have {rates}")
    wanted: dict[str, set[str | None]] = {}
    for lesson, beat in choose_beats(lessons, studio.package):
        wanted.setdefault(lesson, set()).add(beat)
    languages = spoken(wanted, language, studio.package)
    requests = [
        ClipRequest(
            RenderRequest(
                lesson,
                size,
                theme,
                languages[lesson],
                read_values(lesson, assignments, studio.package),
                studio.package,
                bare=bare,
                aspect=aspect,
            ),
            format_name,
            output,
            () if None in beats else tuple(sorted(filter(None, beats))),
            transparent,
        )
        for lesson, beats in wanted.items()
    ]
    with reporting(wanted, click.echo, live=streams.is_live()) as reporter:
        outcomes = make_all_clips(requests, output, reporter, jobs=jobs, force=force)
    for outcome in outcomes:
        for clip in outcome.clips.clips if outcome.clips and outcome.result == "rendered" else ():
            path = output / "clips" / outcome.lesson / clip.file
            click.echo(f"{path}  {clip.duration:.1f} s  {bytes_of(clip.size)}")
        if outcome.complaint:
            complain(outcome.complaint)
    results = {outcome.result for outcome in outcomes}
    return 1 if "failed" in results else 2 if "refused" in results else 0


def _size(
    format: Format, quality: Quality | None, width: int | None, fps: int | None, aspect: str
) -> Quality:
    """What is asked for, and else the format's own, in whole pairs of pixels."""
    own = quality or Quality(format.width, 2 * round(format.width * 9 / 32), format.fps)
    shaped = own.shaped(aspect, fps)
    if width is None or width == shaped.width:
        return shaped
    across = width - width % 2
    return Quality(across, 2 * round(across * shaped.height / shaped.width / 2), shaped.fps)
