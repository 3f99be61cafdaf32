"""What the engine takes for granted of manim: a new release fails here, and says what it changed.

Every method that is overridden or called, with its parameters, and every attribute that is read.
"""

from __future__ import annotations

import inspect

import pytest
from manim import (
    CairoRenderer,
    Camera,
    Manager,
    Mobject,
    Scene,
    SceneFileWriter,
    VMobject,
    VMobjectFromSVGPath,
    list_update,
)
from manim._config import ManimConfig

from scenes.kit.ink.camera import PaintingCamera
from scenes.kit.lesson.director import Director
from scenes.kit.lesson.lesson import Lesson
from studio.engine.drawing import FilmRenderer
from studio.engine.inspection import _Inspector, _Sections, inspection_settings
from studio.engine.layers import Layers
from studio.engine.writer import FilmWriter

OVERRIDDEN = [  # ours, manim's, and the parameters that manim calls them with
    (PaintingCamera, Camera, "init_background", ""),
    (PaintingCamera, Camera, "display_vectorized", "vmobject ctx"),
    (
        PaintingCamera,
        Camera,
        "display_multiple_non_background_colored_vmobjects",
        "vmobjects pixel_array",
    ),
    (FilmRenderer, CairoRenderer, "init_scene", "scene session_spec file_writer_settings"),
    (
        FilmRenderer,
        CairoRenderer,
        "update_frame",
        "scene mobjects include_submobjects ignore_skipping kwargs",
    ),
    (FilmRenderer, CairoRenderer, "render", "scene time moving_mobjects"),
    (FilmRenderer, CairoRenderer, "save_static_frame_data", "scene static_mobjects"),
    (FilmRenderer, CairoRenderer, "freeze_current_frame", "duration"),
    (FilmWriter, SceneFileWriter, "next_section", "name type_ skip_animations"),
    (FilmWriter, SceneFileWriter, "write_frame", "pixels repeat"),
    (FilmWriter, SceneFileWriter, "finish", ""),
    (FilmWriter, SceneFileWriter, "abort_encode_jobs", "reraise_encoder_failures"),
    (FilmWriter, SceneFileWriter, "add_partial_movie_file", "hash_animation"),
    (FilmWriter, SceneFileWriter, "begin_animation", "allow_write animation_index file_path"),
    (FilmWriter, SceneFileWriter, "end_animation", "allow_write"),
    (FilmWriter, SceneFileWriter, "is_already_cached", "hash_invocation"),
    (_Inspector, CairoRenderer, "init_scene", "scene session_spec file_writer_settings"),
    (_Inspector, CairoRenderer, "play", "scene args kwargs"),
    (_Sections, SceneFileWriter, "next_section", "name type_ skip_animations"),
    (Lesson, Scene, "setup", ""),
    (Lesson, Scene, "construct", ""),
    (Director, Scene, "clear", ""),
]


def parameters(method: object) -> list[str]:
    """The names of a method's parameters, but for the object itself."""
    assert callable(method)
    return [name for name in inspect.signature(method).parameters if name != "self"]


@pytest.mark.parametrize(
    ("ours", "manims", "name", "expected"),
    OVERRIDDEN,
    ids=[f"{ours.__name__}.{name}" for ours, _, name, _ in OVERRIDDEN],
)
def test_what_is_overridden_is_called_as_before(
    ours: type, manims: type, name: str, expected: str
) -> None:
    assert name in vars(ours)
    found = parameters(getattr(manims, name))
    if manims is SceneFileWriter and name == "write_frame":
        assert found[1:] == expected.split()[1:]  # what is first there is the picture, as here
    else:
        assert found == expected.split()


def test_every_override_of_the_engine_is_listed() -> None:
    listed = {(ours, name) for ours, _, name, _ in OVERRIDDEN}
    for ours in {ours for ours, *_ in OVERRIDDEN} - {Director, Lesson}:
        (base,) = {manims for other, manims, *_ in OVERRIDDEN if other is ours}
        public = {name for name in vars(ours) if not name.startswith("_") and hasattr(base, name)}
        assert public == {name for other, name in listed if other is ours}, ours


def test_what_is_called_takes_what_it_is_given() -> None:
    assert parameters(Camera.get_mobjects_to_display)[0] == "mobjects"
    assert parameters(Camera.type_or_raise) == ["mobject"]
    assert parameters(Camera.set_pixel_array)[0] == "pixel_array"
    assert parameters(Camera.set_cairo_context_color) == ["ctx", "rgbas", "vmobject"]
    assert parameters(VMobject.get_stroke_rgbas) == ["background"]
    assert parameters(VMobject.get_stroke_width) == ["background"]
    assert parameters(list_update)[:2] == ["l1", "l2"]
    assert {"setup", "construct", "tear_down", "post_construct"} <= set(vars(Manager))
    assert {"digest_parser"} <= set(dir(ManimConfig))
    assert issubclass(VMobjectFromSVGPath, VMobject)


class Still(Scene):
    """Shows nothing."""


def test_what_is_read_of_manims_objects_is_there() -> None:
    with inspection_settings():
        scene = Still(renderer=CairoRenderer())
        renderer, camera = scene.renderer, scene.camera
        for name in ("time", "skip_animations", "num_plays", "camera"):
            assert hasattr(renderer, name), name
        assert isinstance(camera, Camera)
        camera.type_or_raise(VMobject())  # which is what makes the next attribute
        for name in ("display_funcs", "background", "pixel_array", "frame_rate"):
            assert hasattr(camera, name), name
        for name in (
            *("mobjects", "foreground_mobjects", "static_mobjects"),
            *("animations", "duration", "update_to_time"),
        ):
            assert hasattr(scene, name), name
        for name in ("sections", "subcaptions", "video_encoder"):
            assert hasattr(renderer.file_writer, name), name
    assert {"updaters", "submobjects"} <= vars(Mobject()).keys()


def test_layers_fail_where_an_outline_has_a_style_they_do_not_know(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Layers()
    original = VMobject.__init__

    def glowing(self: VMobject, *args: object, **options: object) -> None:
        original(self, *args, **options)  # type: ignore[arg-type]
        self.glow = 1.0

    monkeypatch.setattr(VMobject, "__init__", glowing)
    with pytest.raises(NotImplementedError, match="VMobject has glow"):
        Layers()
