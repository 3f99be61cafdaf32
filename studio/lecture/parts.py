"""The films of a lecture's parts: those of lessons, some of their beats, and cards."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scenes.kit.ink.layout import FRAMES
from scenes.kit.ink.theme import load_theme
from scenes.kit.lesson.words import Words
from studio.ask.inputs import versions
from studio.ask.lessons import load_lesson, read_values
from studio.ask.request import RenderRequest
from studio.crew.filmed import films_of
from studio.crew.production import Outcome, Reporter
from studio.crew.staging import Staging
from studio.encoding.encoder import Pixels
from studio.film.files import up_to_date
from studio.film.manifest import Manifest, read_manifest
from studio.lecture.cards import Look, Tile, draw_card, plain
from studio.lecture.excerpt import write_excerpt
from studio.lecture.file import WHOLE, CardPart, LessonPart
from studio.lecture.named import CardError
from studio.lecture.plan import Placed, Plan, digest_of
from studio.lecture.reading import LectureError, Lines
from studio.lecture.stills import card_section, film_card

FILMS = "films"  # folder of a lecture, with the films of its parts


@dataclass(frozen=True, slots=True)
class Shown:
    """A part with its film, that film's description, and the request of a lesson's.

    ``source`` is the film that it was made of: of the whole lesson where the part has some beats.
    """

    placed: Placed
    film: Path
    manifest: Manifest
    source: Path
    request: RenderRequest | None = None


class PartFilms:
    """Makes the films of a plan's parts, in the folder ``films`` of the lecture's.

    Parameters
    ----------
    plan
        The lecture.
    output, own
        The folder of finished films, one of which is used if it is what a part is to be, and that
        of the lecture.
    reporter
        Is told how they come along.
    jobs, force, on
        As in `produce_all`.
    """

    def __init__(
        self,
        plan: Plan,
        output: Path,
        own: Path,
        reporter: Reporter,
        *,
        jobs: int | None = None,
        force: bool = False,
        on: str | None = None,
    ) -> None:
        self._plan, self._output, self._folder = plan, output, own / FILMS
        self._reporter, self._jobs, self._force, self._on = reporter, jobs, force, on
        lecture = plan.lecture
        self._words = Words("lecture", lecture.language)
        self._look = Look(
            load_theme(lecture.theme), FRAMES[lecture.aspect], plan.size, lecture.language
        )

    def made(self) -> list[Shown | Placed]:
        """The films of all parts, in order; a pause is left as it is.

        Raises
        ------
        LectureError
            For cards that cannot be made, all of them, before any film is.
        RequestError, StudioError
            As `films_of` does.
        """
        drawn = self._draw_cards()
        requests = {part.called: self._request(part) for part in self._plan.lessons}
        whole = self._whole(requests)
        lessons = {p.called: self._excerpt(p, whole[p.called]) for p in self._plan.lessons}
        tiles = list(self._tiles(lessons))
        made: list[Shown | Placed] = []
        for placed in self._plan.parts:
            if isinstance(placed.part, LessonPart):
                called = placed.called
                film, source = lessons[called], whole[called]
                made.append(Shown(placed, film, self._manifest(film), source, requests[called]))
            elif isinstance(placed.part, CardPart):
                film = self._card(placed, placed.part, tiles, drawn)
                made.append(Shown(placed, film, self._manifest(film), film))
            else:
                made.append(placed)
        return made

    def _draw_cards(self) -> dict[str, Pixels]:
        """The pictures of cards but for agendas, which need films; every fault is told at once."""
        lines = Lines(self._plan.path.name, self._plan.path.read_text(encoding="utf-8-sig"))
        drawn, faults = {}, []
        for called, part, number in self._plan.parts:
            if not isinstance(part, CardPart) or part.kind == "agenda":
                continue
            try:
                drawn[called] = self._drawn(part)
            except CardError as error:
                faults.append(lines.in_text(("part", number or 0, "card"), str(error), error.line))
        if faults:
            raise LectureError(faults)
        return drawn

    def _drawn(self, part: CardPart, tiles: Sequence[Tile] = ()) -> Pixels:
        author = self._plan.lecture.author if part.kind == "title" else ""
        return draw_card(part, self._look, self._plan.folder, author=author, tiles=tiles)

    def _request(self, part: LessonPart) -> RenderRequest:
        request = self._plan.request(part)
        texts = [f"{name}={value}" for name, value in request.values]
        return replace(request, values=read_values(part.lesson, texts, request.package))

    def _whole(self, requests: dict[str, RenderRequest]) -> dict[str, Path]:
        """For each part that is a lesson, by what it is called, the film of all of the lesson."""
        wanted = {
            part.called: requests[part.called] for part in self._plan.lessons if not part.beats
        }
        known = {replace(request, called=""): request for request in wanted.values()}
        sources: dict[str, RenderRequest] = {}
        for part in self._plan.lessons:
            request = requests[part.called]
            alike = replace(request, called="")
            whole = replace(request, called=f"{part.called}{WHOLE}")
            sources[part.called] = known.setdefault(alike, whole) if part.beats else request
        every = list(dict.fromkeys(sources.values()))
        films = films_of(
            every,
            self._output,
            self._folder,
            self._reporter,
            jobs=self._jobs,
            force=self._force,
            on=self._on,
        )
        found = dict(zip(every, films, strict=True))
        return {called: found[source] for called, source in sources.items()}

    def _excerpt(self, part: LessonPart, film: Path) -> Path:
        """The film of a part: the lesson's, or one of the part's beats."""
        if not part.beats:
            return film
        whole = self._manifest(film)
        inputs = digest_of(["excerpt", whole.inputs, part.beats])
        pictured = load_lesson(part.lesson, self._plan.package).pictured

        def write(folder: Path) -> Manifest:
            return write_excerpt(
                film, whole, part.beats, folder, part.called, inputs=inputs, pictured=pictured
            )

        return self._published(part.called, inputs, write)

    def _card(
        self, placed: Placed, part: CardPart, tiles: Sequence[Tile], drawn: dict[str, Pixels]
    ) -> Path:
        """The film of a card."""
        size, lecture = self._plan.size, self._plan.lecture
        if part.kind == "agenda":
            part = (
                part
                if part.card.strip()
                else part.model_copy(update={"card": self._words["agenda"]})
            )
            drawn[placed.called] = self._drawn(part, tiles)
        pixels = drawn[placed.called]
        frames = max(round(part.seconds * size.fps), 1)
        inputs = digest_of(
            [
                "card",
                part.model_dump(),
                plain(part),
                hashlib.sha256(pixels.tobytes()).hexdigest(),
                frames,
                str(size),
                versions(),
            ]
        )
        manifest = Manifest(
            lesson=placed.called,
            title=plain(part),
            parameters={},
            theme=lecture.theme,
            language=lecture.language,
            quality=str(size),
            width=size.width,
            height=size.height,
            fps=size.fps,
            frames=frames,
            duration=frames / size.fps,
            render_seconds=0.0,
            sections=[card_section(frames, size.fps)],
            versions=versions(),
            inputs=inputs,
            files={},
        )
        return self._published(
            placed.called, inputs, lambda folder: film_card(pixels, manifest, size, folder)
        )

    def _published(self, called: str, inputs: str, write: Callable[[Path], Manifest]) -> Path:
        """A film that is up to date, or is written and then put in its place, whole."""
        film = self._folder / f"{called}.mp4"
        if not self._force and up_to_date(self._folder, called, inputs):
            self._reporter.finished(Outcome(called, "up to date"))
            return film
        began = time.perf_counter()
        self._reporter.started(called)
        with Staging(self._folder) as staging:
            manifest = write(staging.folder(called))
            staging.publish(called)
        took = round(time.perf_counter() - began, 3)
        made = manifest.model_copy(update={"render_seconds": took})
        self._reporter.finished(Outcome(called, "rendered", manifest=made))
        return film

    def _tiles(self, films: dict[str, Path]) -> Iterator[Tile]:
        """The lessons of the agenda, each once."""
        firsts = {part.lesson: part.called for part in reversed(self._plan.lessons)}
        for part in self._plan.lessons:
            if firsts[part.lesson] == part.called:
                film = films[part.called]
                yield Tile(self._manifest(film).title, film.with_suffix(".png"))

    def _manifest(self, film: Path) -> Manifest:
        manifest = read_manifest(film.with_suffix(".json"))
        assert manifest is not None  # the film was made, or found, by it
        return manifest
