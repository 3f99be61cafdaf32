"""Plays a lesson without making a film, and stops to let its pictures be looked at.

Nothing is encoded, and nothing is drawn unless a look asks for it, so a lesson of half a minute
is gone through in a second or two.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from manim import CairoRenderer, Manager, Mobject, SceneFileWriter, config, list_update, tempconfig
from numpy.typing import NDArray

from scenes.kit.ink.layout import WIDE, Frame
from studio.ask.request import Quality
from studio.engine.layers import Layers
from studio.engine.settings import manim_settings

if TYPE_CHECKING:
    from scenes.kit.lesson.lesson import Lesson
    from scenes.kit.lesson.settings import Playable

Pixels: TypeAlias = NDArray[np.uint8]  # (height, width, 3), RGB, top row first
Place = Literal["first", "inside", "last", "rest", "end"]
SMALL = Quality(427, 240, 10)  # large enough for contrast and layout, small enough to be quick


class Moment:
    """A moment of a lesson at which it is stopped.

    Attributes
    ----------
    lesson
        With all that is on screen now.
    time
        Seconds from the beginning.
    beat
        Name of the beat.
    place
        Of the moment in a play: its ``first`` frame, ``inside`` it, its ``last`` frame (every
        animation is at its end), and ``rest``, when these have been cleared away; or the ``end`` of
        its beat.
    moving
        Identities of the mobjects that an animation is changing.
    """

    def __init__(
        self, lesson: Lesson, beat: str, place: Place, moving: frozenset[int], layers: Layers
    ) -> None:
        self.lesson, self.beat, self.place, self.moving = lesson, beat, place, moving
        self.time = round(float(lesson.time), 6)
        self._layers = layers

    @property
    def shown(self) -> list[Mobject]:
        """What is on screen, from the bottom up."""
        lesson = self.lesson
        return list_update(lesson.mobjects, lesson.foreground_mobjects)

    @cached_property
    def pixels(self) -> Pixels:
        """The picture; only while the lesson is stopped here."""
        return np.array(self.rgba[..., :3])

    @cached_property
    def rgba(self) -> Pixels:
        """The picture with its alpha (height, width, 4), by which its colours are multiplied."""
        camera: Any = self.lesson.camera
        self._layers.draw(camera, camera.background, self.shown)
        return np.array(camera.pixel_array)

    def draw(self) -> Pixels:
        """The picture of what the mobjects have been made to look like now."""
        camera: Any = self.lesson.camera
        self._layers.forget()
        camera.reset()
        camera.capture_mobjects(self.shown)
        return np.array(camera.pixel_array[..., :3])


Look = Callable[[Moment], None]


def inspect_lesson(
    lesson: Playable, look: Look, *, every: float = 0.5, quality: Quality = SMALL
) -> Lesson:
    """Play a lesson, calling ``look`` at the moments it is made of.

    Parameters
    ----------
    lesson
        In the theme, the language and with the values that it is to be looked at in.
    look
        Called with the lesson stopped: at the first and the last frame of every play, at multiples
        of ``every`` seconds between them unless nothing moves, when the play is cleared away, and
        at the end of a beat. It must not change anything.
    quality
        Size of the pictures; one that has not the shape of the lesson's frame is given it.

    Returns
    -------
    Lesson
        Played to its end.
    """
    with inspection_settings(quality, lesson.frame):
        renderer = _Inspector(look, every)
        scene = lesson(renderer=renderer)
        manager = Manager(scene)
        manager.setup()
        manager.construct()
        renderer.end_beat(scene)
    return scene


@contextmanager
def inspection_settings(
    quality: Quality = SMALL, frame: Frame = WIDE
) -> Generator[None, None, None]:
    """Manim's settings for pictures of a frame, of about a size, that are not kept."""
    if frame is not WIDE:
        scale = quality.height / min(frame.width, frame.height)
        wide, high = (2 * round(scale * side / 2) for side in (frame.width, frame.height))
        quality = Quality(wide, high, quality.fps)
    with (
        tempfile.TemporaryDirectory() as folder,
        manim_settings(quality, Path(folder), frame),
        tempconfig({"dry_run": True, "verbosity": "ERROR"}),
    ):
        assert config.dry_run
        yield


class _Inspector(CairoRenderer):
    """Stops at moments instead of drawing frames."""

    def __init__(self, look: Look, every: float) -> None:
        super().__init__()
        self._look, self._every, self._layers = look, every, Layers()

    def init_scene(self, scene: Any, session_spec: Any, file_writer_settings: Any) -> None:
        self.file_writer = _Sections(file_writer_settings, lambda: self.end_beat(scene))

    def end_beat(self, scene: Any) -> None:
        """Stop at the end of a beat, if one was played."""
        if self.num_plays:
            self._stop(scene, "end")

    def play(self, scene: Any, *args: Any, **options: Any) -> None:
        scene.compile_animation_data(*args, **options)
        scene.begin_animations()
        start, duration = self.time, float(scene.duration)
        moving = _moving(scene.animations)

        frozen = scene.is_current_animation_frozen_frame()
        for place, at in self._times(start, duration, frozen):
            self.time = start + at
            scene.update_to_time(at)
            self._stop(scene, place, moving)
        for animation in scene.animations:
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)
        self._stop(scene, "rest")
        self.num_plays += 1

    def _stop(self, scene: Any, place: Place, moving: frozenset[int] = frozenset()) -> None:
        beat = self.file_writer.sections[-1].name
        self._look(Moment(scene, beat, place, moving, self._layers))

    def _times(self, start: float, duration: float, frozen: bool) -> Iterator[tuple[Place, float]]:
        yield "first", 0.0
        count = np.floor(start / self._every + 1e-6) + 1
        while not frozen and (at := count * self._every - start) < duration - 1e-6:
            yield "inside", float(at)
            count += 1
        yield "last", duration


class _Sections(SceneFileWriter):
    """Writes nothing, but hears where a section ends."""

    def __init__(self, settings: Any, ended: Callable[[], None]) -> None:
        self._ended = ended
        super().__init__(settings)

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        self._ended()
        super().next_section(name, type_, skip_animations)


def _moving(animations: list[Any]) -> frozenset[int]:
    """Identities of all that animations change, down to the smallest part."""
    mobjects = [m for animation in animations for m in animation.get_all_mobjects()]
    return frozenset(id(part) for mobject in mobjects for part in mobject.get_family())
