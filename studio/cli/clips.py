"""``studio clips``: beats as files for slides, pages, papers."""

from __future__ import annotations

import click

from studio.ask.request import ClipRequest, Quality
from studio.cli.options import BARE, Asked, film_options
from studio.cli.streams import complain, exit_code, progress
from studio.encoding.formats import Format, format_names, load_format

ANY_FPS = click.option(
    "--fps", type=click.IntRange(1, 120), help="Frames a second.  [default: as the quality has it]"
)


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
    "--width", type=click.IntRange(16, 7680), help="In pixels.  [default: as the quality has it]"
)
@BARE
@film_options(None, "files", "Lessons", ANY_FPS)
def clips(
    asked: Asked,
    lessons: tuple[str, ...],
    format_name: str,
    transparent: bool,
    width: int | None,
    bare: bool,
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
    from studio.crew.clipping import make_all_clips
    from studio.crew.progress import bytes_of

    format = load_format(format_name)
    if transparent and not format.alpha:
        able = ", ".join(name for name in format_names() if load_format(name).alpha)
        raise click.UsageError(f"{format_name} cannot be transparent; these can: {able}")
    size = _size(format, asked, width)
    if format.rates and size.fps not in format.rates:
        rates = ", ".join(map(str, format.rates))
        raise click.UsageError(f"{format_name} at {size.fps} frames a second; it can have {rates}")
    wanted: dict[str, set[str | None]] = {}
    for lesson, beat in asked.choose_beats(lessons):
        wanted.setdefault(lesson, set()).add(beat)
    films = asked.requests([(lesson, None) for lesson in wanted], size, bare=bare)
    requests = [
        ClipRequest(
            film,
            format_name,
            asked.output,
            () if None in beats else tuple(sorted(filter(None, beats))),
            transparent,
        )
        for film, beats in zip(films, wanted.values(), strict=True)
    ]
    with progress(wanted) as reporter:
        outcomes = make_all_clips(
            requests, asked.output, reporter, jobs=asked.jobs, force=asked.force
        )
    for outcome in outcomes:
        for clip in outcome.clips.clips if outcome.clips and outcome.result == "rendered" else ():
            path = asked.output / "clips" / outcome.lesson / clip.file
            click.echo(f"{path}  {clip.duration:.1f} s  {bytes_of(clip.size)}")
        if outcome.complaint:
            complain(outcome.complaint)
    return exit_code(outcome.result for outcome in outcomes)


def _size(format: Format, asked: Asked, width: int | None) -> Quality:
    """What is asked for, and else the format's own, in whole pairs of pixels."""
    own = Quality(format.width, 2 * round(format.width * 9 / 32), format.fps)
    shaped = asked.studio.qualities.get(asked.quality or "", own).shaped(asked.aspect, asked.fps)
    if width is None or width == shaped.width:
        return shaped
    across = width - width % 2
    return Quality(across, 2 * round(across * shaped.height / shaped.width / 2), shaped.fps)
