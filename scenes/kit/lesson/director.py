"""What beats are directed with: showing, clearing, remembering, asking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, Self

import numpy as np
from manim import (
    Animation,
    FadeIn,
    FadeOut,
    LaggedStart,
    Mobject,
    Scene,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
)
from numpy.typing import NDArray

from scenes.kit.ink.ghosts import ghost_of
from scenes.kit.ink.layout import WIDE, Frame
from scenes.kit.ink.logo import logo_in
from scenes.kit.ink.rims import HALO, haloed
from scenes.kit.ink.text import Text
from scenes.kit.ink.theme import Theme
from scenes.kit.lesson import frame as furniture
from scenes.kit.lesson.asking import question_mark
from scenes.kit.lesson.words import Words
from scenes.kit.time.fades import fade_out, gone_first, in_turn
from scenes.kit.time.growing import grown_over
from scenes.kit.time.hops import HopPlayhead
from scenes.kit.time.playhead import Advance

Point3D = NDArray[np.float64]
NOTED = 0.4  # seconds in which a note appears
WAIT = 1.5  # seconds that a question waits for an answer
CONCLUDED = 0.8  # seconds in which the title gives way to the line to copy down
READ = 1.5  # seconds that the question of the whole film stands over its picture
TITLED, AT_REST = 0.5, 0.8  # in which it becomes the title; that the picture then rests
EXCHANGED = 0.8  # seconds of an exchange
BARE = (0.0, 0.3)  # part of a panel's growth over another, in which what is on that goes
OUT, IN = (0.0, 0.8), (0.2, 1.0)  # parts of it in which old parts go, and new ones come
ON_TOP = 9  # z-index of a question over the picture


class Question(NamedTuple):
    """A question that a beat stops for: its beat, its time in seconds, its text, till when."""

    beat: str
    time: float
    text: str
    until: float


class Director(Scene):
    """A scene whose beats show parts, clear them away, remember runs and ask questions.

    Attributes
    ----------
    theme, frame
        What it looks like, and what it fills.
    words
        Of the lesson, in its language.
    title
        In its language; a question.
    headline
        The title as it stands on the frame.
    questions
        Those asked so far.
    asking
        Whether the picture waits for an answer.
    on_stage
        What the next ``clear`` is to fade.
    """

    theme: Theme
    frame: Frame = WIDE
    words: Words
    title: str
    headline: Text
    questions: list[Question]
    asking: bool
    on_stage: list[Mobject]

    def open(
        self,
        stamp: Mapping[str, object] | None = None,
        *,
        title: str = "title",
        key: str = "stamp",
        shows: Sequence[float] | None = None,
    ) -> Text:
        """Put the lesson's title and its stamp, whose blanks are filled, on the frame.

        Returns
        -------
        The stamp.
        """
        made = self.stamped(stamp or {}, key, shows=shows)
        self.title = self.words[title]
        self.headline = furniture.title(self.title, self.theme, self.frame)
        if self.theme.logo_in_films and not self.frame.bare:
            self.add(*logo_in(self.theme, self.frame.corner))
        self.add(self.headline, made)
        return made

    def open_on(self, beat: str, *parts: Mobject) -> None:
        """Begin with a picture at rest and the title's question over it, then in its place.

        It fades from there to here, lest it slide over what the picture names. A bare frame waits
        as long: the slide asks.
        """
        asked, veil = self.headline, furniture.veil(self.theme, self.frame)
        placed, over = asked.copy(), VGroup(veil, asked).set_z_index(ON_TOP)
        self.add(*parts, *over)
        if len(asked):
            fitting = self.frame.safe.width / asked.width
            asked.scale(min(furniture.LARGE, fitting)).move_to(self.frame.body.center)
            haloed(asked, self.theme, 2 * HALO)
        self._wait_asking(beat, self.title, READ)
        coming = [FadeIn(placed)] if len(placed) else []
        self.play(FadeOut(*over), *coming, run_time=TITLED)
        self.headline = placed
        self.wait(AT_REST)

    def conclude(self, line: str) -> None:
        """Put the line to copy down in the place of the title, which asked."""
        title, self.headline = self.headline, furniture.title(line, self.theme, self.frame)
        change = LaggedStart(FadeOut(title), FadeIn(self.headline), lag_ratio=1)
        self.play(change, run_time=CONCLUDED)

    def stamped(
        self,
        values: Mapping[str, object],
        key: str = "stamp",
        *,
        shows: Sequence[float] | None = None,
    ) -> Text:
        """A stamp with its blanks filled; ``shows`` are the numbers in it, as the runs have them.

        Those that the words themselves name belong to them, such as how many points there are.
        """
        body = self.words[key].format_map(values)
        return furniture.stamp(body, self.theme, self.frame, shows)

    def counting(self, read: Callable[[], float], word: str = "step", digits: int = 2) -> VGroup:
        """A word and a live whole number, top right."""
        return furniture.counter(self.words[word], read, self.theme, digits, self.frame)

    def show(self, *parts: Mobject, seconds: float = 0.6, beside: Iterable[Animation] = ()) -> None:
        """Fade parts in, that stay until they are cleared; ``beside`` is played with it."""
        self.play(*map(FadeIn, parts), *beside, run_time=seconds)
        self.on_stage += parts

    def keep(self, *parts: Mobject) -> None:
        """Count parts that are in the picture already among those to be cleared."""
        self.on_stage += parts

    def clear(
        self,
        *,
        keep: Iterable[Mobject] = (),
        seconds: float = 0.6,
        beside: Iterable[Animation] = (),
        then: Iterable[Mobject] = (),
    ) -> Self:
        """Fade what was shown, but for what is kept; ``beside`` is played with it.

        ``then`` is faded in after that, where it would show through what goes.
        """
        kept = list(keep)
        gone = [part for part in self.on_stage if part not in kept]
        self.on_stage = kept
        leaving = [*beside, *fade_out(*gone)]
        if leaving:
            self.play(*leaving, run_time=seconds)
        if coming := list(map(FadeIn, then)):
            self.play(*coming, run_time=seconds)
        return self

    def exchange(
        self,
        gone: Iterable[Mobject],
        come: Iterable[Mobject],
        *,
        beside: Iterable[Animation] = (),
    ) -> None:
        """Let parts come in the place of others, that is at no time empty.

        They come as they are now, while what goes is nearly gone, and stay until they are cleared;
        ``beside`` is played with it.
        """
        leaving, coming = list(gone), list(come)
        fades = in_turn(leaving, coming, away=OUT, then=IN)
        self.play(*fades, *beside, run_time=EXCHANGED)
        self.on_stage = [part for part in self.on_stage if part not in leaving] + coming

    def grow_over(self, old: Mobject, new: Mobject, drawn: Iterable[Mobject]) -> None:
        """Let a panel grow over another when nothing else is left; then what is drawn on it comes.

        All of it stays until it is cleared.
        """
        gone, parts = [part for part in self.on_stage if part is not old], list(drawn)
        leaving = [gone_first(part, BARE) for part in gone]
        self.play(*leaving, *grown_over([old], [new], parts), run_time=EXCHANGED)
        self.on_stage = [new, *parts]

    def ghost(self, *lines: VMobject) -> VGroup:
        """Thin copies of lines as they are now, to be remembered by."""
        return ghost_of(*lines)

    def play_to(self, playhead: ValueTracker, value: float, seconds: float) -> None:
        """Move a playhead on evenly, as within a step that is drawn in stages."""
        self.play(playhead.animate.set_value(value), run_time=seconds, rate_func=linear)

    def play_hops(
        self,
        playhead: HopPlayhead,
        times: NDArray[np.float64],
        *,
        start: int = 0,
        note: Mobject | None = None,
        beside: Iterable[Animation] = (),
    ) -> None:
        """Move a playhead that hops from a step to its last, done at times (T+1,) as of its own.

        With the first step that leaves but a mark, the note on them fades in, to be cleared;
        ``beside`` is played with the steps before.
        """
        last = playhead.singly
        self.play(Advance(playhead, times[start : last + 1] - times[start]), *beside)
        if last < playhead.steps:
            rest = Advance(playhead, times[last:] - times[last])
            self.play(rest, *([FadeIn(note, run_time=NOTED)] if note else []))
            self.on_stage += [note] if note else []

    def ask(self, beat: str, where: Point3D, seconds: float = WAIT) -> None:
        """Stop for the question of a beat: a "?" at or near a scene point (3,), and nothing moves.

        The text is the word ``ask_<beat>``; ``questions`` says when it was asked. A bare frame
        shows no mark, but waits as long: the slide asks.
        """
        mark = question_mark(where, self.theme, self.frame, self.mobjects).set_z_index(ON_TOP)
        self.add(mark)
        self._wait_asking(beat, self.words[f"ask_{beat}"], seconds)
        self.remove(mark)

    def _wait_asking(self, beat: str, text: str, seconds: float) -> None:
        """Nothing moves for as long as a question asks; the film can be cut before and after."""
        start, self.asking = float(self.time), True
        self.wait(seconds)
        self.asking = False
        self.questions.append(Question(beat, start, text, float(self.time)))
