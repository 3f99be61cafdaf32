"""The numeric core: problems, optimizers and the honest record of every descent.

Pure numpy in float64. Everything works on leading axes, so a thousand runs are one call:

>>> import numpy as np
>>> import gdcore
>>> data = gdcore.datasets.centred_line()
>>> line = gdcore.LeastSquares(data.x, data.y)
>>> rows = gdcore.batches.single(51, np.random.RandomState(2))
>>> path = gdcore.descend(line, gdcore.GradientDescent(1e-2), [-4, -7], 102, batches=rows)
>>> path.thetas[-1], float(path.values[-1].round(6)), int(path.evaluations[-1])
(array([1.93104824, 1.79964014]), 1.482068, 102)
"""

from gdcore import batches, datasets, schedules, theory
from gdcore.adaptive import AdaGrad, Adam, AdamW, RMSProp
from gdcore.batches import drawn, full, shuffled, single
from gdcore.classification import Logistic
from gdcore.datasets import (
    Dataset,
    centred_line,
    labelled_line,
    noise_free_line,
    noisy_line,
    rainfall,
    scattered_line,
    split_line,
    two_features,
)
from gdcore.descent import descend
from gdcore.formula import Formula
from gdcore.landscapes import Beale, Himmelblau, Rastrigin, Rosenbrock, Saddle
from gdcore.optimizers import GradientDescent, Momentum, Nesterov, Optimizer
from gdcore.problem import Problem, SampledProblem
from gdcore.quadratic import Quadratic
from gdcore.records import Record
from gdcore.regression import LeastSquares
from gdcore.schedules import (
    Schedule,
    constant,
    cosine,
    exponential,
    inverse_time,
    step_decay,
    warmup,
)
from gdcore.search import RateSearch, best_learning_rate, steps_to_settle
from gdcore.surveys import Survey, survey
from gdcore.theory import (
    condition_number,
    contraction_factors,
    critical_learning_rate,
    least_squares_solution,
)
from gdcore.trajectory import Trajectory

__all__ = [
    "AdaGrad",
    "Adam",
    "AdamW",
    "Beale",
    "Dataset",
    "Formula",
    "GradientDescent",
    "Himmelblau",
    "LeastSquares",
    "Logistic",
    "Momentum",
    "Nesterov",
    "Optimizer",
    "Problem",
    "Quadratic",
    "RMSProp",
    "Rastrigin",
    "RateSearch",
    "Record",
    "Rosenbrock",
    "Saddle",
    "SampledProblem",
    "Schedule",
    "Survey",
    "Trajectory",
    "batches",
    "best_learning_rate",
    "centred_line",
    "condition_number",
    "constant",
    "contraction_factors",
    "cosine",
    "critical_learning_rate",
    "datasets",
    "descend",
    "drawn",
    "exponential",
    "full",
    "inverse_time",
    "labelled_line",
    "least_squares_solution",
    "noise_free_line",
    "noisy_line",
    "rainfall",
    "scattered_line",
    "schedules",
    "shuffled",
    "single",
    "split_line",
    "step_decay",
    "steps_to_settle",
    "survey",
    "theory",
    "two_features",
    "warmup",
]
