"""The record: closed for writing, saved and loaded without loss."""

import copy
import dataclasses
from typing import Annotated

import numpy as np
import pytest

import gdcore
from gdcore.checks import Interval

DATA = gdcore.centred_line()
LINE = gdcore.LeastSquares(DATA.x, DATA.y)
ARRAYS = [
    "thetas",
    "values",
    "gradients",
    "used_gradients",
    "learning_rates",
    "evaluations",
    "diverged_at",
]


def batched():
    rows = gdcore.shuffled(51, 8, np.random.default_rng(3))
    return gdcore.descend(LINE, gdcore.Adam(0.1), [-4, -7], 9, batches=rows)


def diverging():
    optimizer = gdcore.Nesterov(np.array([0.01, 50.0]), momentum=np.array([[0.1], [0.9]]))
    return gdcore.descend(gdcore.Rosenbrock(b=20), optimizer, [-1, 1], 30)


def scheduled():
    schedule = gdcore.warmup(gdcore.cosine(np.array([0.1, 0.2]), steps=8, final=0.01), steps=3)
    problem = gdcore.Logistic([-1.0, 1.0, 2.0], [0, 1, 0], clip=0.01)
    return gdcore.descend(problem, gdcore.AdamW(schedule, weight_decay=0.1), [0, 0], 10)


def motionless():
    return gdcore.descend(LINE, gdcore.RMSProp(0.1), [1, 1], 0, batches=gdcore.full(51))


def quadratic():
    bowl = gdcore.Quadratic([[1 / 3, 0.1], [0.1, 7]], [0.1, 0.2])
    return gdcore.descend(bowl, gdcore.GradientDescent(gdcore.inverse_time(0.1, 0.3)), [1, 1], 5)


every_path = pytest.mark.parametrize("make", [batched, diverging, scheduled, motionless, quadratic])


@every_path
def test_round_trip_is_lossless(make, tmp_path):
    path = make()
    path.save(tmp_path / "run.npz")
    again = gdcore.Trajectory.load(tmp_path / "run.npz")
    for name in ARRAYS:
        saved, loaded = getattr(path, name), getattr(again, name)
        assert loaded.dtype == saved.dtype
        assert loaded.shape == saved.shape
        assert loaded.tobytes() == saved.tobytes()
    assert list(again.memory) == list(path.memory)
    for name in path.memory:
        assert again.memory[name].tobytes() == path.memory[name].tobytes()
    if path.batches is None:
        assert again.batches is None
    else:
        assert [rows.tolist() for rows in again.batches] == [rows.tolist() for rows in path.batches]
    assert again.problem == path.problem
    assert again.optimizer == path.optimizer
    assert again.optimizer != gdcore.GradientDescent(123)


@every_path
def test_everything_is_read_only(make, tmp_path):
    path = make()
    path.save(tmp_path / "run.npz")
    for record in (path, gdcore.Trajectory.load(tmp_path / "run.npz"), copy.deepcopy(path)):
        arrays = [getattr(record, name) for name in ARRAYS]
        for array in [*arrays, *record.memory.values(), *(record.batches or ())]:
            with pytest.raises(ValueError, match="read-only"):
                array[...] = 0
        with pytest.raises(TypeError):
            record.memory["velocity"] = 0
        with pytest.raises(dataclasses.FrozenInstanceError):
            record.thetas = 0


def test_a_loaded_path_goes_on_where_it_ended(tmp_path):
    path = quadratic()
    path.save(tmp_path / "run.npz")
    again = gdcore.Trajectory.load(tmp_path / "run.npz")
    repeated = gdcore.descend(again.problem, again.optimizer, again.thetas[0], again.steps)
    np.testing.assert_array_equal(repeated.thetas, path.thetas)


def test_files_appear_whole_or_not_at_all(tmp_path, monkeypatch):
    target = tmp_path / "run.npz"
    batched().save(target)
    before = target.read_bytes()

    def full_disk(file, **_):
        file.write(b"half")
        raise OSError("no space left")

    monkeypatch.setattr(np, "savez", full_disk)
    with pytest.raises(OSError, match="no space left"):
        diverging().save(target)
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]


def test_saving_replaces_and_keeps_the_name(tmp_path):
    target = tmp_path / "run without ending"
    batched().save(target)
    quadratic().save(str(target))
    assert gdcore.Trajectory.load(str(target)).steps == 5
    assert list(tmp_path.iterdir()) == [target]


def test_what_cannot_be_described_is_not_saved(tmp_path):
    path = gdcore.descend(LINE, gdcore.GradientDescent(lambda step: 0.01), [0, 0], 2)
    with pytest.raises(
        ValueError, match=r"optimizer\.learning_rate is <function .*cannot be saved"
    ):
        path.save(tmp_path / "run.npz")
    assert list(tmp_path.iterdir()) == []


def test_no_pickle_is_involved(tmp_path):
    scheduled().save(tmp_path / "run.npz")
    with np.load(tmp_path / "run.npz", allow_pickle=False) as archive:
        for name in archive.files:
            assert archive[name].dtype.kind in "fiU"


@dataclasses.dataclass(frozen=True, eq=False)
class Ramp(gdcore.Record):
    """A schedule of one's own."""

    slope: Annotated[float, Interval()]

    def __call__(self, step):
        return self.slope * step


def test_records_of_ones_own_are_saved_too(tmp_path):
    path = gdcore.descend(LINE, gdcore.GradientDescent(Ramp(0.001)), [0, 0], 3)
    path.save(tmp_path / "run.npz")
    again = gdcore.Trajectory.load(tmp_path / "run.npz")
    assert again.optimizer.learning_rate == Ramp(0.001)


def test_foreign_files_are_refused(tmp_path):
    target = tmp_path / "run.npz"
    batched().save(target)
    whole = target.read_bytes()
    np.save(tmp_path / "array.npy", np.arange(3))
    np.savez(tmp_path / "other.npz", a=np.arange(3))
    (tmp_path / "text.npz").write_text("hello")
    (tmp_path / "empty.npz").write_bytes(b"")
    (tmp_path / "half.npz").write_bytes(whole[: len(whole) // 2])
    for name in ("array.npy", "other.npz", "text.npz", "empty.npz", "half.npz"):
        with pytest.raises(ValueError, match=f"{name} is not a trajectory"):
            gdcore.Trajectory.load(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        gdcore.Trajectory.load(tmp_path / "absent.npz")


def test_other_formats_and_unknown_classes_are_named(tmp_path):
    quadratic().save(tmp_path / "run.npz")
    with np.load(tmp_path / "run.npz") as archive:
        arrays = dict(archive)
    header = str(arrays["header"])
    np.savez(
        tmp_path / "new.npz", **arrays | {"header": header.replace("trajectory 1", "trajectory 9")}
    )
    with pytest.raises(ValueError, match="format 'gdcore trajectory 9'"):
        gdcore.Trajectory.load(tmp_path / "new.npz")
    np.savez(tmp_path / "odd.npz", **arrays | {"header": header.replace("Quadratic", "Cubic")})
    with pytest.raises(ValueError, match=r"unknown class gdcore\.Cubic; import it first"):
        gdcore.Trajectory.load(tmp_path / "odd.npz")
