"""What a lesson is made with: its values, its theme, its language, its frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, Self, TypeAlias, TypeVar

from manim import CairoRenderer

from scenes.kit.ink.fonts import families, lacking, script, suggested
from scenes.kit.ink.layout import FRAMES, WIDE, Frame
from scenes.kit.ink.theme import DARK, Theme, load_theme
from scenes.kit.ink.theme_file import ThemeError
from scenes.kit.lesson.parameters import Parameter, ParameterError
from scenes.kit.lesson.words import LANGUAGES

if TYPE_CHECKING:
    from scenes.kit.lesson.lesson import Lesson

L = TypeVar("L", bound="Lesson")


@dataclass(frozen=True, slots=True)
class Settings:
    """How a lesson is made.

    Attributes
    ----------
    values
        Of its parameters, by name, where they are not the defaults.
    theme, language, frame
        What it looks like, speaks and fills.
    only
        The one beat that is filmed, if not all are.
    hold
        Seconds that the last picture of each beat stays longer, for a voice.
    transparent
        Whether it is drawn on nothing, for whatever is to lie behind it.
    bare
        Whether title, stamp, counter and questions are left out, for a slide that has its own.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    theme: Theme = DARK
    language: str = "en"
    frame: Frame = WIDE
    only: str | None = None
    hold: float = 0.0
    transparent: bool = False
    bare: bool = False


@dataclass(frozen=True)
class ConfiguredLesson(Generic[L]):
    """A lesson and the settings it is to be made with; called like the lesson, it makes the scene.

    Attributes
    ----------
    lesson
        The class.
    settings
        What it is made with.
    beats
        Those that it has with its values.

    Raises
    ------
    ParameterError
        For values with which it has no beats.
    """

    lesson: type[L]
    settings: Settings = Settings()
    beats: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "beats", self._bare().beats)

    def __call__(self, renderer: CairoRenderer | None = None, **options: Any) -> L:
        """The scene, with its own words, ready to be set up."""
        return self.lesson(renderer, settings=self.settings, **options)

    @property
    def loops(self) -> tuple[str, ...]:
        """Beats that end where they began, to be repeated."""
        return self.lesson.loops

    @property
    def theme(self) -> Theme:
        """What it looks like."""
        return self.settings.theme

    @property
    def frame(self) -> Frame:
        """What it fills."""
        return self.settings.frame

    @property
    def language(self) -> str:
        """What it speaks."""
        return self.settings.language

    def name(self) -> str:
        """The lesson's name."""
        return self.lesson.name()

    def parameters(self) -> dict[str, Parameter]:
        """What a lecturer may set, by name, in the order of declaration."""
        return self.lesson.parameters()

    def values(self) -> dict[str, object]:
        """The value of every parameter."""
        defaults = {name: known.default for name, known in self.parameters().items()}
        return defaults | dict(self.settings.values)

    def configured(self, **values: object) -> Self:
        """The lesson with other values.

        Raises
        ------
        ParameterError
            For a name the lesson does not have (listing those it has) or a value it cannot take.
        """
        checked = {name: self.lesson.parameter(name).check(v) for name, v in values.items()}
        return self._with(values={**self.settings.values, **checked})

    def presented(self, theme: str = "dark", language: str = "en") -> Self:
        """The lesson in another theme, by its name or file, or in another language.

        Raises
        ------
        ValueError
            For a theme or language that does not exist, listing those that do, a theme's file that
            is wrong, or words in a script that the theme's fonts lack.
        """
        palette = load_theme(theme)
        if language not in LANGUAGES:
            raise ValueError(f"no language {language!r}; there are {', '.join(LANGUAGES)}")
        _refuse_unwritable(self.lesson, language, palette)
        return self._with(theme=palette, language=language)

    def held(self, seconds: float) -> Self:
        """The lesson with the last picture of each beat staying longer, for a voice."""
        return self._with(hold=seconds)

    def bare(self, bare: bool = True) -> Self:
        """The lesson without title, stamp, counter and questions, or with them."""
        return self._with(bare=bare)

    def framed(self, aspect: str) -> Self:
        """The lesson laid out in a frame of another shape, such as ``"4:3"``.

        Raises
        ------
        ParameterError
            For one that the lesson is not laid out in, listing those that it is.
        """
        if aspect not in self.lesson.aspects:
            aspects = ", ".join(self.lesson.aspects)
            raise ParameterError(f"{self.name()} is not laid out in {aspect}; it is in {aspects}")
        return self._with(frame=FRAMES[aspect])

    def on_nothing(self, transparent: bool = True) -> Self:
        """The lesson drawn on nothing, or on its theme's background."""
        return self._with(transparent=transparent)

    def alone(self, beat: str) -> Self:
        """The lesson with one beat filmed, from where those before it leave the stage.

        Raises
        ------
        ParameterError
            For a beat the lesson does not have, listing those it has.
        """
        if beat not in self.beats:
            beats = ", ".join(self.beats)
            raise ParameterError(f"{self.name()} has no beat {beat!r}; it has {beats}")
        return self._with(only=beat)

    def checked(self) -> None:
        """Compute the runs and refuse what there is no lesson on, without making a picture.

        Raises
        ------
        ParameterError
            As the lesson's ``refuse`` does.
        """
        lesson = self._bare()
        lesson.compute()
        lesson.refuse()

    def _bare(self) -> L:
        """The lesson with its values, but without a scene to play in."""
        lesson = self.lesson.__new__(self.lesson)
        lesson.settle(self.settings)
        return lesson

    def _with(self, **changed: Any) -> Self:
        return type(self)(self.lesson, replace(self.settings, **changed))


def _refuse_unwritable(lesson: type[Lesson], language: str, theme: Theme) -> None:
    try:
        words = lesson.words_in(language)
    except ValueError:  # a lesson without words is refused when it is made
        return
    letter = lacking(" ".join(map(words.__getitem__, words.keys())), theme.fonts)
    if letter:
        raise ThemeError(
            f"the words of {lesson.name()} in {language} have {letter} ({script(letter)}), which "
            f"{families(theme.fonts)[0]} lacks: install a font that has it, such as "
            f'{suggested(letter)}, and name its file in a theme: [brand] font = "FILE.ttf"'
        )


Playable: TypeAlias = "type[Lesson] | ConfiguredLesson[Any]"
