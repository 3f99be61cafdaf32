"""Ranges: in words, at their ends, and read from the annotations of records."""

import dataclasses
import inspect
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import numpy as np
import pytest

import gdcore
from gdcore.arrays import FloatArray, IndexArray
from gdcore.checks import Interval
from gdcore.fields import numeric_fields


def record_of(annotation, base=gdcore.Record):
    """Return a new class of records whose last field, ``rho``, is annotated like this."""
    made = type("Own", (base,), {"__annotations__": {"rho": annotation}, "__module__": __name__})
    return dataclasses.dataclass(frozen=True, eq=False)(made)


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (Interval(), "a finite number"),
        (Interval(finite=False), "a number"),
        (Interval(0), "a finite number of at least 0"),
        (Interval(0, open_low=True), "a finite number above 0"),
        (Interval(0, open_low=True, finite=False), "a number above 0"),
        (Interval(high=0.5), "a finite number of at most 0.5"),
        (Interval(high=0.5, open_high=True), "a finite number below 0.5"),
        (Interval(0, 1), "a finite number from 0 to 1"),
        (Interval(0, 1, open_high=True), "a finite number from 0 to below 1"),
        (Interval(0, 1, open_low=True), "a finite number from above 0 to 1"),
        (Interval(0, 1, True, True), "a finite number from above 0 to below 1"),
        (Interval(1, 1234567), "a finite number from 1 to 1234567"),
    ],
)
def test_an_interval_in_words(interval, words):
    assert str(interval) == words


def test_an_interval_holds_its_ends_unless_they_are_open():
    values = np.array([-np.inf, np.nextafter(0, -1), 0, 0.5, 1, np.nextafter(1, 2), np.inf, np.nan])
    assert values[Interval(0, 1).holds(values)].tolist() == [0, 0.5, 1]
    assert values[Interval(0, 1, open_low=True).holds(values)].tolist() == [0.5, 1]
    assert values[Interval(0, 1, open_high=True).holds(values)].tolist() == [0, 0.5]
    assert Interval().holds(values).tolist() == [False, *[True] * 5, False, False]
    assert Interval(finite=False).holds(values).tolist() == [*[True] * 7, False]
    open_ends = Interval(open_low=True, open_high=True, finite=False)
    assert open_ends.holds(values).tolist() == Interval().holds(values).tolist()


@pytest.mark.parametrize("ends", [(1, 0), (np.nan, 1)])
def test_an_interval_begins_before_it_ends(ends):
    with pytest.raises(ValueError, match="low must be at most high"):
        Interval(*ends)


class TestANewOptimizer:
    @dataclasses.dataclass(frozen=True, eq=False)
    class Own(gdcore.GradientDescent):
        rho: Annotated[float, Interval(0, 1)]

    @pytest.mark.parametrize("rho", [-0.1, 1.1, np.nan, np.inf])
    def test_its_parameter_is_checked(self, rho):
        with pytest.raises(ValueError, match=f"^rho is {rho}; it must be a finite number from 0"):
            self.Own(0.1, rho)

    @pytest.mark.parametrize("rho", [1, True, np.float32(1), np.array(1)])
    def test_its_parameter_is_converted(self, rho):
        assert type(self.Own(0.1, rho).rho) is float
        assert self.Own(0.1, rho) == self.Own(0.1, 1.0)

    def test_a_single_number_is_no_array(self):
        with pytest.raises(ValueError, match=r"rho has shape \(2,\); it must be a single number"):
            self.Own(0.1, [0.1, 0.2])

    def test_what_it_inherits_is_checked_too(self):
        with pytest.raises(ValueError, match="learning_rate is -1"):
            self.Own(-1, 0.5)

    @pytest.mark.parametrize(
        "annotation",
        [
            float,
            int,
            np.float64,
            float | None,
            float | str,
            float | Sequence[float] | FloatArray,
            float | Callable[[int], float],
            FloatArray,
            np.ndarray,
            np.ndarray[Any, Any],
            list[float],
            Annotated[float, "a fraction"],
            Annotated[float, Interval(0), Interval(0, 1)],
            "float",
        ],
        ids=str,
    )
    def test_without_a_range_it_is_refused(self, annotation):
        own = record_of(annotation, gdcore.GradientDescent)
        with pytest.raises(TypeError, match=r"Own\.rho is annotated .*Annotated\[float, Interval"):
            own(0.1, 0.5)


class TestRecords:
    @pytest.mark.parametrize(
        "annotation",
        [
            str,
            bool,
            gdcore.Record,
            tuple[str, str],
            IndexArray,
            Callable[[int], float],
            Annotated[str, "a word"],
        ],
        ids=str,
    )
    def test_what_is_no_number_needs_no_range(self, annotation):
        value = object()
        assert record_of(annotation)(value).rho is value

    def test_what_is_no_number_has_no_range(self):
        with pytest.raises(TypeError, match=r"Own\.rho .*; only a field that holds numbers"):
            record_of(Annotated[str, Interval()])("a word")

    def test_an_integer_stays_one(self):
        own = record_of(Annotated[int, Interval(1, 3)])
        assert type(own(np.int32(2)).rho) is int
        for wrong in (0, 4, 2.0, "2"):
            with pytest.raises(ValueError, match=f"^rho is {wrong!r}; it must be an integer from"):
                own(wrong)

    @pytest.mark.parametrize("annotation", [FloatArray, float | FloatArray])
    def test_an_array_is_copied_and_closed(self, annotation):
        given = np.array([1.0, 2.0])
        kept = record_of(Annotated[annotation, Interval(0)])(given).rho
        given[0] = 7
        assert kept.tolist() == [1, 2]
        assert not kept.flags.writeable
        with pytest.raises(ValueError, match=r"^rho holds -1\.0 at index \(0, 1\); each must be"):
            record_of(Annotated[annotation, Interval(0)])([[0, -1]])

    def test_an_array_stays_one(self):
        assert record_of(Annotated[FloatArray, Interval()])(3).rho.shape == ()
        assert type(record_of(Annotated[float | FloatArray, Interval()])(3).rho) is float

    def test_a_callable_is_left_alone_where_one_is_allowed(self):
        def rate(step):
            return -1.0

        numbers_or_rule = Annotated[float | Callable[[int], float], Interval(0)]
        assert record_of(numbers_or_rule)(rate).rho is rate
        with pytest.raises(ValueError, match="rho is <function .*must hold real numbers"):
            record_of(Annotated[float, Interval(0)])(rate)

    def test_every_record_of_the_package_says_its_ranges(self):
        records = [
            thing
            for name in gdcore.__all__
            for thing in [getattr(gdcore, name), *vars(getattr(gdcore, name)).values()]
            if inspect.isclass(thing) and issubclass(thing, gdcore.Record)
        ]
        said = {cls.__name__: [field.name for field in numeric_fields(cls)] for cls in records}
        assert said["Rosenbrock"] == ["a", "b"]
        assert said["cosine"] == ["rate", "steps", "final"]
        assert said["AdamW"] == ["learning_rate", "beta1", "beta2", "epsilon", "weight_decay"]
        assert said["RateSearch"] == ["rates", "final_values", "target", "steps", "best"]
        assert said["Beale"] == []
