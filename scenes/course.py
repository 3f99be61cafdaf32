"""The lessons in the order of the course: the one list of them.

A lesson is the module of its name in this package.
"""

COURSE: tuple[str, ...] = (
    "gradient_step",
    "learning_rates",
    "steepest",
    "divergence",
    "batch_vs_sgd",
    "surface_paths",
    "fit_line",
    "five_steps",
    "classification",
    "conditioning",
    "momentum",
    "adaptive",
    "optimizer_race",
)
