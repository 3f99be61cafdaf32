"""A lesson: a manim scene told in named beats, in a theme and a language."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Self

from manim import CairoRenderer, Camera, Mobject

from scenes.kit.ink.camera import PaintingCamera
from scenes.kit.ink.layout import Box
from scenes.kit.lesson.director import Director
from scenes.kit.lesson.parameters import Parameter, ParameterError, parameters_of
from scenes.kit.lesson.settings import ConfiguredLesson, Settings
from scenes.kit.lesson.words import FOLDER, LANGUAGES, Words, words_of

DEFAULT = Settings()
HOLD = 2.0  # seconds that the last frame stays
COPIED = 3.0  # and that it stays with a line to copy down
SPEED = 2.7  # words a second that a lecturer speaks, at most


class Told(NamedTuple):
    """What a beat's sentence depends on: how it ended, and what fills the blanks."""

    outcome: str | None = None
    facts: Mapping[str, str] = {}


class Lesson(Director):
    """Base of every lesson.

    A subclass lists its ``beats``, the names of methods that play one idea each, and declares what
    a lecturer may set as annotated class attributes with defaults (see
    `scenes.kit.lesson.parameters`). Before the first beat it is set up in four steps: ``compute``
    its runs, ``refuse`` what there is no lesson on, ``panels`` cut out of the frame, ``lay_out`` of
    the pictures. ``construct`` is inherited: a manim section for each beat, so that ``beats`` is
    the lesson's table of contents.
    """

    beats: tuple[str, ...] = ()
    loops: ClassVar[tuple[str, ...]] = ()  # beats that end where they began, to be repeated
    pictured: ClassVar[str] = ""  # beat whose last picture is the poster; the last one's by default
    aspects: ClassVar[tuple[str, ...]] = ("16:9", "4:3", "1:1")  # of the frames it is laid out in
    longest: ClassVar[float] = 60.0  # seconds that it may take

    def __init__(
        self,
        renderer: CairoRenderer | None = None,
        *,
        settings: Settings = DEFAULT,
        **options: Any,
    ) -> None:
        super().__init__(renderer=renderer, **options)
        assert isinstance(self.camera, Camera), "lessons are drawn by cairo"
        self.settle(settings)
        self.renderer.camera = PaintingCamera(
            transparent=settings.transparent, background_color=self.theme.background
        )
        self.words = self.words_in(settings.language)
        self.theme = replace(self.theme, numbers=self.words.numbers)
        self.title = self.words["title"]
        self.questions = []
        self.asking = False
        self.on_stage = []
        self._told: dict[str, dict[str, Told]] = {}

    @classmethod
    def name(cls) -> str:
        """The lesson's name, that of its module: ``"divergence"``."""
        return cls.__module__.rpartition(".")[2]

    @classmethod
    def words_in(cls, language: str) -> Words:
        """The lesson's words: those beside its module, or else those of the lesson it extends."""
        for owner in cls.__mro__:
            module = sys.modules.get(owner.__module__)
            if owner is Lesson or not issubclass(owner, Lesson) or module is None:
                continue
            file = getattr(module, "__file__", None)  # a notebook has none
            folder = Path(file).parent / FOLDER.name if file else FOLDER
            if (folder / language / f"{owner.name()}.toml").is_file():
                return Words(owner.name(), language, folder)
        return Words(cls.name(), language)

    @classmethod
    def parameters(cls) -> dict[str, Parameter]:
        """What a lecturer may set, by name, in the order of declaration."""
        return parameters_of(cls, Lesson)

    @classmethod
    def parameter(cls, name: str) -> Parameter:
        """The parameter of a name.

        Raises
        ------
        ParameterError
            For a name the lesson does not have, listing those it has.
        """
        known = cls.parameters()
        if name not in known:
            names = ", ".join(known) or "none"
            raise ParameterError(f"{cls.name()} has no parameter {name!r}; it has {names}")
        return known[name]

    @classmethod
    def parse(cls, assignments: Mapping[str, str]) -> dict[str, object]:
        """Values for `configured` from texts, as written on a command line.

        Raises
        ------
        ParameterError
            As `configured` does.
        """
        return {name: cls.parameter(name).read(text) for name, text in assignments.items()}

    @classmethod
    def configured(cls, **values: object) -> ConfiguredLesson[Self]:
        """This lesson with other values; see `ConfiguredLesson.configured`."""
        return ConfiguredLesson(cls).configured(**values)

    @classmethod
    def presented(cls, theme: str = "dark", language: str = "en") -> ConfiguredLesson[Self]:
        """This lesson in another theme or language; see `ConfiguredLesson.presented`."""
        return ConfiguredLesson(cls).presented(theme, language)

    @classmethod
    def alone(cls, beat: str) -> ConfiguredLesson[Self]:
        """This lesson with one beat filmed; see `ConfiguredLesson.alone`."""
        return ConfiguredLesson(cls).alone(beat)

    @classmethod
    def checked(cls) -> None:
        """Refuse defaults that make no lesson; see `ConfiguredLesson.checked`."""
        ConfiguredLesson(cls).checked()

    def settle(self, settings: Settings) -> None:
        """Take the values and the looks of settings on; there need be no scene yet."""
        self.settings = settings
        self.theme = settings.theme
        self.frame = replace(settings.frame, bare=settings.bare)
        for name, value in settings.values.items():
            setattr(self, name, value)
        self.beats = self.chosen_beats()

    def chosen_beats(self) -> tuple[str, ...]:
        """The beats; a lesson overrides it if its values leave some of them out."""
        return self.beats

    # -- what a lesson says of itself ----------------------------------------------------------

    def compute(self) -> None:
        """Compute the trajectories; there are no pictures yet."""

    def refuse(self) -> None:
        """Raise a ParameterError for values of which each is allowed, but that make no lesson."""

    def panels(self, body: Box) -> Any:
        """The boxes that the lesson's panels take in the body of its frame, as ``boxes``."""

    def lay_out(self) -> None:
        """Prepare the pictures that the beats show."""

    def opening(self) -> tuple[Mobject, ...]:
        """What is there at rest while the title asks; nothing asks if there is nothing."""
        return ()

    def tell(self) -> dict[str, Told]:
        """What the sentence of each beat, and the last ``line``, depend on, told from the runs."""
        return {}

    # -- setting up and playing ----------------------------------------------------------------

    def setup(self) -> None:
        """Compute, refuse, cut the frame into panels, lay out: in this order."""
        self.compute()
        self.refuse()
        self.boxes = self.panels(self.frame.body)
        self.lay_out()

    def construct(self) -> None:
        """Play every beat in a section of its name, captioned, and hold the last frame."""
        only = self.settings.only
        for beat in self.beats:
            skipped = only is not None and beat != only
            self.next_section(beat, skip_animations=skipped)
            if beat == only:
                self.renderer.time = 0.0
                self.questions.clear()
            start = self.time
            if beat == self.beats[0] and (picture := self.opening()):
                self.open_on(beat, *picture)
            getattr(self, beat)()
            if beat == self.beats[-1] and (line := self.closing_line()):
                self.conclude(line)
            self.rest(beat, self.time - start)
            if not skipped:
                self.add_subcaption(
                    self.caption(beat), duration=self.time - start, offset=start - self.time
                )
            if beat == only:
                break

    def rest(self, beat: str, seconds: float) -> None:
        """Stay on the last picture of a beat that took so long: until all is said, and is seen.

        A beat lasts as long as its sentence takes in the slowest language, so that one film can
        carry the captions of all. A loop goes on without rest.
        """
        if beat in self.loops:
            return
        # manim draws a play up to the frame before its end; a beat ends on its very end.
        rest = 1.5 / self.camera.frame_rate
        if beat == self.beats[-1]:
            rest = COPIED if self.closing_line() else HOLD
        self.wait(max(rest, self.spoken(beat) - seconds) + self.settings.hold)

    def spoken(self, beat: str) -> float:
        """Seconds that the sentence of a beat takes, in the language that takes longest."""
        counts = (len(words_of(sentence)) for sentence in self.sentences(beat).values())
        return max(counts, default=0) / SPEED

    def sentences(self, beat: str) -> dict[str, str]:
        """The sentence of a beat in each language that the lesson knows."""
        own, said = self.words, {}
        for language in LANGUAGES:
            with suppress(ValueError, KeyError):  # a lecturer's own lesson need not know them all
                self.words = self.words_in(language)
                said[language] = self.caption(beat)
        self.words = own
        return said

    def told(self, beat: str) -> Told:
        """How a beat ended and the facts its sentence states; worked out once."""
        language = self.words.language  # facts are in words, too
        if language not in self._told:
            self._told[language] = self.tell()
        return self._told[language].get(beat, Told())

    def closing_line(self) -> str | None:
        """The line to copy down at the end; None if the words have none."""
        outcome, facts = self.told("line")
        return self.words.line(outcome, facts)

    def caption(self, beat: str) -> str:
        """The sentence spoken during a beat: that of its outcome, with the facts filled in."""
        outcome, facts = self.told(beat)
        return self.words.caption(beat, outcome, facts)
