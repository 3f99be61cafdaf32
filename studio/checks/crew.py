"""The checks on many lessons, side by side in processes of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from studio.ask.errors import one_line
from studio.ask.request import LANGUAGES, THEMES, RenderRequest
from studio.checks.faults import Fault, report
from studio.crew.pool import in_processes


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in a lesson; ``error`` says why it could not be played to its end."""

    lesson: str
    faults: tuple[Fault, ...] = ()
    error: str = ""

    @property
    def clean(self) -> bool:
        return not self.faults and not self.error

    @property
    def lines(self) -> list[str]:
        """A line for each fault, or the one that says there is none."""
        if self.clean:
            return [f"{self.lesson}: nothing found"]
        stopped = [f"{self.lesson} failed: {self.error}"] if self.error else []
        return stopped + report(self.faults)


def check(
    asked: Sequence[RenderRequest],
    *,
    themes: Sequence[str] = THEMES,
    languages: Sequence[str] = LANGUAGES,
    jobs: int | None = None,
    note: Callable[[str], object] = lambda _: None,
    finished: Callable[[Findings], None] = lambda _: None,
) -> list[Findings]:
    """Check lessons in themes and languages.

    Parameters
    ----------
    asked
        The lessons with their values.
    jobs
        Processes at a time; as many as cores and memory allow by default.
    note
        Told when memory is short.
    finished
        Called with the findings of each lesson, as it has been gone through.

    Returns
    -------
    Findings for each lesson, in the order given.
    """
    parts: dict[str, list[Findings]] = {request.lesson: [] for request in asked}
    found: dict[str, Findings] = {}
    tasks = [(replace(one, theme=theme), tuple(languages)) for one in asked for theme in themes]
    for (request, _), part in in_processes(check_theme, tasks, jobs, note=note):
        name = request.lesson
        parts[name].append(part)
        if len(parts[name]) == len(themes):
            found[name] = _joined(name, parts[name])
            finished(found[name])
    return [found[request.lesson] for request in asked]


def check_theme(request: RenderRequest, languages: Sequence[str]) -> Findings:
    """Check one lesson in its theme and some languages, in this process.

    Flashes are looked for in the first language: a theme changes the luminance of large areas,
    other words do not.
    """
    from studio.ask.lessons import requested_lesson
    from studio.checks.lesson import FULL, PIXELS, check_lesson

    faults: list[Fault] = []
    lesson, theme = request.lesson, request.theme
    for language in languages:
        try:
            shown = requested_lesson(replace(request, language=language))
            faults += check_lesson(shown, FULL if language == languages[0] else PIXELS)
        except Exception as error:
            return Findings(lesson, tuple(faults), f"{theme}/{language}: {one_line(error)}")
    return Findings(lesson, tuple(faults))


def _joined(lesson: str, parts: Sequence[Findings]) -> Findings:
    faults = tuple(fault for part in parts for fault in part.faults)
    return Findings(lesson, faults, "; ".join(part.error for part in parts if part.error))
