"""Makes all that a lecture's file asks for, and puts it in its place."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from scenes.kit.lesson.words import Words
from studio.ask.request import ClipRequest
from studio.clips.cutting import cut
from studio.crew.cleaning import clean_other_clips, clean_others
from studio.crew.clipping import FOLDER as CLIPS
from studio.crew.decking import DECKS, Told, draw_pages, write_decks
from studio.crew.production import Reporter, stop_signals
from studio.crew.shelving import clips_up_to_date, publish_clips, writing_to
from studio.crew.staging import Staging
from studio.decks.writing import FORMS, DeckRequest
from studio.film.captions import to_srt, to_vtt
from studio.gallery.making import Front, make_gallery
from studio.lecture.describing import describe
from studio.lecture.fading import faded
from studio.lecture.file import LessonPart, PausePart
from studio.lecture.joining import Piece, chapters_text, join, joined_captions, piece
from studio.lecture.manifest import NAME, LectureManifest
from studio.lecture.parts import FILMS, PartFilms, Shown
from studio.lecture.plan import Placed, Plan
from studio.lecture.stills import held

FILM, CHAPTERS = "film", "chapters.txt"


class LectureMaker:
    """Makes a lecture in a folder of its name.

    Parameters
    ----------
    plan
        What it consists of.
    output
        The folder of finished films; the lecture's is in it.
    reporter
        Is told how its parts come along, and what there is to remark.
    jobs, force, on
        As in `produce_all`.
    """

    def __init__(
        self,
        plan: Plan,
        output: Path,
        reporter: Reporter,
        *,
        jobs: int | None = None,
        force: bool = False,
        on: str | None = None,
    ) -> None:
        self._plan, self._output, self._reporter = plan, output, reporter
        self._jobs, self._force, self._on = jobs, force, on
        self._folder = output / plan.name
        self._files: dict[str, int] = {}

    def make(self) -> LectureManifest:
        """Make what the file asks for; its description comes last.

        Raises
        ------
        LectureError, RequestError, StudioError
            As `PartFilms.made`, `write_decks` and `make_gallery` do.
        KeyboardInterrupt
            As `produce` does.
        """
        inputs = self._plan.inputs
        with stop_signals(), writing_to(self._folder):
            made = self._parts()
            pieces = self._pieces(made)
            outputs = {}
            for output, make in self._makers().items():
                if output in self._plan.lecture.outputs:
                    path = make(made)
                    outputs[output] = path.relative_to(self._folder).as_posix()
            manifest = describe(
                self._plan, self._folder, made, pieces, outputs, inputs, self._files
            )
            with Staging(self._folder) as staging:
                folder = staging.folder(FILM)
                manifest.write(folder)
                (folder / NAME).replace(self._folder / NAME)
            self._tidy(made)
        return manifest

    def decks(self, decks: Sequence[DeckRequest], folder: Path) -> list[tuple[Path, bool]]:
        """Write decks of the lecture into a folder; where each is, and whether it is new."""
        with stop_signals():
            return self._written(self._parts(), decks, folder)

    def gallery(
        self,
        output: Path,
        *,
        title: str | None = None,
        author: str | None = None,
        address: str | None = None,
    ) -> tuple[Path, bool]:
        """Make a gallery of its lessons; where it is, and whether it is new."""
        own = self._front()
        front = Front(title or own.title, own.language, author or own.author, address)
        with stop_signals():
            return self._shown(self._parts(), output, front)

    def _parts(self) -> list[Shown | Placed]:
        for remark in self._plan.remarks:
            self._reporter.note(remark)
        makers = (self._plan, self._output, self._folder, self._reporter)
        return PartFilms(*makers, jobs=self._jobs, force=self._force, on=self._on).made()

    def _tidy(self, made: Sequence[Shown | Placed]) -> None:
        """Remove films and clips of parts that the lecture had; what was changed since stays."""
        shown = [part for part in made if isinstance(part, Shown)]
        films = {part.film.stem for part in shown} | {part.source.stem for part in shown}
        names = {part.placed.called for part in shown}
        kept = clean_others(self._folder / FILMS, films)
        for shelf in (self._folder / FILMS / CLIPS, self._folder / CLIPS):
            kept += clean_other_clips(shelf, names)
        for path in kept:
            self._reporter.note(f"{path} stays: it was changed since it was made")

    def _makers(self) -> dict[str, Callable[[list[Shown | Placed]], Path]]:
        """Who makes each of the outputs that a lecture can have."""
        decks = {form: self._deck(form) for form in FORMS}
        return {FILM: self._film, **decks, CLIPS: self._clips, "gallery": self._gallery}

    # -- the film ------------------------------------------------------------------------------

    def _pieces(self, made: Sequence[Shown | Placed]) -> list[Piece]:
        """Each part's film with its title, which is not that of another; pauses are left out."""
        shown = [part for part in made if isinstance(part, Shown)]
        count = Counter(part.manifest.title for part in shown)
        pieces = []
        for part in shown:
            title, named = part.manifest.title, getattr(part.placed.part, "name", None)
            own = f"{title} ({named})" if named and count[title] > 1 else title
            pieces.append(replace(piece(part.film, part.manifest), title=own))
        return pieces

    def _film(self, made: Sequence[Shown | Placed]) -> Path:
        lecture = self._plan.lecture
        with Staging(self._folder) as staging:
            folder = staging.folder(FILM)
            pieces = self._sequence(made, folder)
            join(
                pieces,
                folder / f"{FILM}.mp4",
                title=lecture.title,
                language=Words("lecture", lecture.language).iso639,
                author=lecture.author,
                track=lecture.captions == "track",
            )
            said = {} if lecture.captions == "none" else {".srt": to_srt, ".vtt": to_vtt}
            for suffix, write in said.items():
                text = write(joined_captions(pieces))
                (folder / f"{FILM}{suffix}").write_text(text, encoding="utf-8")
            (folder / CHAPTERS).write_text(chapters_text(pieces), encoding="utf-8")
            first = next(p for p in made if isinstance(p, Shown) and p.request is not None)
            shutil.copyfile(first.film.with_suffix(".png"), folder / f"{FILM}.png")
            for suffix in (".png", *said, ".mp4"):
                self._publish(folder, f"{FILM}{suffix}")
            self._publish(folder, CHAPTERS)
            for suffix in {".srt", ".vtt"} - said.keys():  # of a lecture that had them
                (self._folder / f"{FILM}{suffix}").unlink(missing_ok=True)
        return self._folder / f"{FILM}.mp4"

    def _sequence(self, made: Sequence[Shown | Placed], folder: Path) -> list[Piece]:
        """What is joined: each part's film, faded into, and held where a pause follows."""
        named = iter(self._pieces(made))
        size, fade = self._plan.size, self._plan.lecture.fade
        pieces: list[Piece] = []
        for number, part in enumerate(made):
            path = folder / f"{number:03}.mp4"
            if isinstance(part, Shown):
                one = next(named)
                pieces.append(faded(pieces[-1], one, fade, size, path) if pieces else one)
            elif isinstance(part.part, PausePart):
                pieces[-1] = held(pieces[-1], part.part.pause, size, path)
        return pieces

    def _publish(self, folder: Path, name: str) -> None:
        (folder / name).replace(self._folder / name)
        self._files[name] = (self._folder / name).stat().st_size

    # -- decks, clips, gallery -----------------------------------------------------------------

    def _deck(self, form: str) -> Callable[[Sequence[Shown | Placed]], Path]:
        def make(made: Sequence[Shown | Placed]) -> Path:
            deck = DeckRequest(self._plan.name, form, title=self._plan.lecture.title)
            ((path, _),) = self._written(made, [deck], self._folder / DECKS)
            return path

        return make

    def _written(
        self, made: Sequence[Shown | Placed], decks: Sequence[DeckRequest], folder: Path
    ) -> list[tuple[Path, bool]]:
        shown = [part for part in made if isinstance(part, Shown)]
        pages = self._drawn_pages(shown) if any(FORMS[d.to].vectors for d in decks) else {}
        told = [
            Told(
                part.film,
                pages.get(part.placed.called),
                getattr(part.placed.part, "notes", {}),
                one.title,
            )
            for part, one in zip(shown, self._pieces(made), strict=True)
        ]
        written = write_decks(told, decks, folder, force=self._force)
        for deck in written:
            for remark in deck.remarks:
                self._reporter.note(remark)
        return [(deck.path, deck.fresh) for deck in written]

    def _drawn_pages(self, shown: Sequence[Shown]) -> dict[str, Path]:
        """The last pictures of lessons' beats as vectors, by what the part is called."""
        wanted = {
            part.placed.called: ClipRequest(
                part.request, "pdf", self._folder / FILMS, tuple(part.placed.part.beats)
            )
            for part in shown
            if part.request is not None and isinstance(part.placed.part, LessonPart)
        }
        pages = draw_pages(list(wanted.values()), self._reporter, self._jobs)
        return dict(zip(wanted, pages, strict=True))

    def _clips(self, made: Sequence[Shown | Placed]) -> Path:
        shelf = self._folder / CLIPS
        for part in made:
            if not isinstance(part, Shown) or part.request is None:
                continue
            called, inputs = part.placed.called, part.manifest.inputs
            if not self._force and clips_up_to_date(shelf, called, (), inputs):
                continue
            with Staging(shelf) as staging:
                folder = staging.folder(called)
                clips = cut(part.film, folder, inputs=inputs)
                publish_clips(clips, called, folder, shelf, alone=True)
        return shelf

    def _gallery(self, made: Sequence[Shown | Placed]) -> Path:
        return self._shown(made, self._folder, self._front())[0]

    def _shown(
        self, made: Sequence[Shown | Placed], output: Path, front: Front
    ) -> tuple[Path, bool]:
        films = [part.film for part in made if isinstance(part, Shown) and part.request is not None]
        gallery = make_gallery(films, output, front, package=self._plan.package, force=self._force)
        for remark in gallery.remarks:
            self._reporter.note(remark)
        return gallery.path, gallery.fresh

    def _front(self) -> Front:
        lecture = self._plan.lecture
        return Front(lecture.title, lecture.language, lecture.author or None)
