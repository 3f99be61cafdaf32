"""A 2-D lesson: against stock encoder settings, and against the encoder alone."""

from __future__ import annotations

from benchmarks.filming import by_encoder_alone, by_manim, by_studio
from benchmarks.measure import Comparison, Row, interleaved
from scenes.batch_vs_sgd import BatchVsSGD


class Excerpt(BatchVsSGD):
    """The first beats of ``batch_vs_sgd``."""

    beats = BatchVsSGD.beats[:2]  # type: ignore[assignment]

    @classmethod
    def name(cls) -> str:
        return "batch_vs_sgd"


def compare(rounds: int = 3) -> Comparison:
    """The studio against manim's own writer with manim's default encoder settings."""
    speed = interleaved(
        {"ours": lambda: by_studio(Excerpt), "manim": lambda: by_manim(Excerpt)}, rounds
    )
    return Comparison(
        "A 2-D lesson, 1080p60",
        "The first two beats of batch_vs_sgd. The other side is the same lesson filmed by stock "
        "manim: preset medium, crf 23, one encoder at a time, a file for every play.",
        (
            Row("the studio", speed["ours"], "frames/s"),
            Row("stock manim", speed["manim"], "frames/s", speed["ours"] / speed["manim"], 2.8),
        ),
    )


def share_of_limit(rounds: int = 2) -> Comparison:
    """A whole lesson against encoding its frames alone."""
    speed = interleaved(
        {"lesson": lambda: by_studio(BatchVsSGD), "encoder": lambda: by_encoder_alone(BatchVsSGD)},
        rounds,
    )
    return Comparison(
        "The share of the limit, 1080p60",
        "The whole of batch_vs_sgd, against the time its frames take to be encoded by the same "
        "encoder while nothing is drawn.",
        (
            Row("the lesson", speed["lesson"], "frames/s"),
            Row(
                "encoding alone",
                speed["encoder"],
                "frames/s",
                speed["lesson"] / speed["encoder"],
                0.92,
            ),
        ),
    )
