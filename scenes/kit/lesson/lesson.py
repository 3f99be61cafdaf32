"""A lesson: a manim scene told in named beats, in a theme and a language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from manim import Camera, Scene
from manim.renderer.cairo_renderer import CairoRenderer

from scenes.kit.ink.painted import PaintingCamera
from scenes.kit.ink.theme import DARK, Theme, load_theme
from scenes.kit.lesson.parameters import Parameter, ParameterError, parameters_of
from scenes.kit.lesson.words import LANGUAGES, Words

HOLD = 2.0  # seconds that the last frame stays


class Lesson(Scene):
    """Base of every lesson.

    A subclass lists its ``beats``, the names of methods that play one idea each, prepares
    trajectories and pictures in ``setup``, and declares what a lecturer may set as annotated
    class attributes with defaults (see `scenes.kit.lesson.parameters`). ``construct`` is
    inherited: a manim section for each beat, so that ``beats`` is the table of contents.
    """

    beats: ClassVar[tuple[str, ...]] = ()
    loops: ClassVar[tuple[str, ...]] = ()  # beats that end where they began, to be repeated
    theme: ClassVar[Theme] = DARK
    language: ClassVar[str] = "en"

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "beats" not in vars(cls):
            cls.beats = cls.chosen_beats()

    def __init__(self, renderer: CairoRenderer | None = None, **options: Any) -> None:
        super().__init__(renderer=renderer, **options)
        assert isinstance(self.camera, Camera), "lessons are drawn by cairo"
        self.renderer.camera = PaintingCamera(background_color=self.theme.background)
        self.words = Words(self.name(), self.language)

    @classmethod
    def name(cls) -> str:
        """The lesson's name, that of its module: ``"divergence"``."""
        return cls.__module__.rpartition(".")[2]

    @classmethod
    def parameters(cls) -> dict[str, Parameter]:
        """What a lecturer may set, by name, in the order of declaration."""
        return parameters_of(cls, Lesson)

    @classmethod
    def configured(cls, **values: object) -> type[Self]:
        """This lesson with other parameters.

        Raises
        ------
        ParameterError
            For a name the lesson does not have (listing those it has) or a value it cannot take.
        """
        known = cls.parameters()
        return cls._variant({name: cls._known(known, name).check(v) for name, v in values.items()})

    @classmethod
    def parse(cls, assignments: Mapping[str, str]) -> dict[str, object]:
        """Values for `configured` from texts, as written on a command line.

        Raises
        ------
        ParameterError
            As `configured` does.
        """
        known = cls.parameters()
        return {name: cls._known(known, name).read(text) for name, text in assignments.items()}

    @classmethod
    def presented(cls, theme: str = "dark", language: str = "en") -> type[Self]:
        """This lesson in another theme, by its name or file, or in another language.

        Raises
        ------
        ValueError
            For a theme or language that does not exist, listing those that do, or a theme's file
        that is wrong.
        """
        palette = load_theme(theme)
        if language not in LANGUAGES:
            raise ValueError(f"no language {language!r}; there are {', '.join(LANGUAGES)}")
        beats = cls.beats  # looks leave out none
        return cls._variant({"theme": palette, "language": language, "beats": beats})

    @classmethod
    def chosen_beats(cls) -> tuple[str, ...]:
        """Beats of a variant; a lesson overrides it if its parameters leave some of them out."""
        return cls.beats

    def construct(self) -> None:
        """Play every beat in a section of its name, captioned, and hold the last frame."""
        for beat in self.beats:
            self.next_section(beat)
            start = self.time
            getattr(self, beat)()
            if beat == self.beats[-1]:
                self.wait(HOLD)
            elif beat not in self.loops:
                # manim draws a play up to the frame before its end; a beat ends on its very end.
                self.wait(1.5 / self.camera.frame_rate)
            self.add_subcaption(
                self.caption(beat), duration=self.time - start, offset=start - self.time
            )

    def caption(self, beat: str) -> str:
        """The sentence spoken during a beat: that of its outcome, with the facts filled in."""
        return self.words.caption(beat, self.outcomes().get(beat), self.facts())

    def outcomes(self) -> dict[str, str]:
        """How beats ended, for those with a sentence for each outcome; told from the runs."""
        return {}

    def facts(self) -> dict[str, str]:
        """What fills the blanks in the sentences; told from the runs."""
        return {}

    @classmethod
    def _variant(cls, attributes: dict[str, object]) -> type[Self]:
        return type(cls.__name__, (cls,), {"__module__": cls.__module__, **attributes})

    @classmethod
    def _known(cls, known: dict[str, Parameter], name: str) -> Parameter:
        if name not in known:
            names = ", ".join(known) or "none"
            raise ParameterError(f"{cls.name()} has no parameter {name!r}; it has {names}")
        return known[name]
