"""Write torch_iterates.json: the paths that torch.optim takes, for gdcore to reproduce.

Run it with torch 2.13.0 installed (the tests only read the numbers it wrote):

    python tests/gdcore/references/make_references.py

Losses are differentiated by torch's autograd and rates follow torch's own schedulers where it has
them, so the comparison covers gradients, optimizers and schedules.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

STEPS = 60
LABELLED_X = [-3.0, -1.5, -1.0, -0.25, 0.0, 0.5, 1.0, 2.5, 12.0]
LABELLED_Y = [0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0]


def rosenbrock(theta: torch.Tensor, rows: list[int] | None) -> torch.Tensor:
    x, y = theta
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def line(theta: torch.Tensor, rows: list[int] | None) -> torch.Tensor:
    x = torch.linspace(-5, 5, 51, dtype=torch.float64)
    residuals = theta[0] * x + theta[1] - (2 * x + 3)
    return torch.mean((residuals if rows is None else residuals[rows]) ** 2)


def logistic(theta: torch.Tensor, rows: list[int] | None) -> torch.Tensor:
    x, y = (torch.tensor(values, dtype=torch.float64) for values in (LABELLED_X, LABELLED_Y))
    p = torch.clamp(1 / (1 + torch.exp(-(theta[0] * x + theta[1]))), 1e-5, 1 - 1e-5)
    return -torch.mean(y * torch.log(p) + (1 - y) * torch.log(1 - p))


LOSSES = {"rosenbrock": rosenbrock, "line": line, "logistic": logistic}
STARTS = {"rosenbrock": [-1.2, 1.0], "line": [-4.0, -7.0], "logistic": [-0.5, 2.0]}

OPTIMIZERS: dict[str, Callable[..., torch.optim.Optimizer]] = {
    "GradientDescent": lambda p, learning_rate: torch.optim.SGD(p, lr=learning_rate),
    "Momentum": lambda p, learning_rate, momentum: torch.optim.SGD(
        p, lr=learning_rate, momentum=momentum
    ),
    "Nesterov": lambda p, learning_rate, momentum: torch.optim.SGD(
        p, lr=learning_rate, momentum=momentum, nesterov=True
    ),
    "AdaGrad": lambda p, learning_rate, epsilon=1e-10: torch.optim.Adagrad(
        p, lr=learning_rate, eps=epsilon
    ),
    "RMSProp": lambda p, learning_rate, decay=0.99, epsilon=1e-8: torch.optim.RMSprop(
        p, lr=learning_rate, alpha=decay, eps=epsilon
    ),
    "Adam": lambda p, learning_rate, beta1=0.9, beta2=0.999, epsilon=1e-8: torch.optim.Adam(
        p, lr=learning_rate, betas=(beta1, beta2), eps=epsilon
    ),
    "AdamW": lambda p, learning_rate, weight_decay=0.01: torch.optim.AdamW(
        p, lr=learning_rate, weight_decay=weight_decay
    ),
}

SCHEDULES: dict[str, Callable[..., torch.optim.lr_scheduler.LRScheduler]] = {
    "step_decay": lambda o, every, factor: torch.optim.lr_scheduler.StepLR(
        o, step_size=every, gamma=factor
    ),
    "exponential": lambda o, factor: torch.optim.lr_scheduler.ExponentialLR(o, gamma=factor),
    "cosine": lambda o, steps, final: torch.optim.lr_scheduler.CosineAnnealingLR(
        o, T_max=steps, eta_min=final
    ),
    "inverse_time": lambda o, decay: torch.optim.lr_scheduler.LambdaLR(
        o, lambda step: 1 / (1 + decay * step)
    ),
    "warmup": lambda o, steps: torch.optim.lr_scheduler.LambdaLR(
        o, lambda step: min(1, (step + 1) / steps)
    ),
}

CASES: list[dict[str, Any]] = (
    [
        {"problem": problem, "optimizer": optimizer, "parameters": parameters}
        for optimizer, parameters in [
            ("GradientDescent", {"learning_rate": 0.001}),
            ("Momentum", {"learning_rate": 0.001, "momentum": 0.9}),
            ("Momentum", {"learning_rate": 0.001, "momentum": 0.5}),
            ("Nesterov", {"learning_rate": 0.001, "momentum": 0.9}),
            ("AdaGrad", {"learning_rate": 0.3}),
            ("AdaGrad", {"learning_rate": 0.3, "epsilon": 0.5}),
            ("RMSProp", {"learning_rate": 0.02}),
            ("RMSProp", {"learning_rate": 0.02, "decay": 0.8, "epsilon": 0.3}),
            ("Adam", {"learning_rate": 0.1}),
            ("Adam", {"learning_rate": 0.1, "beta1": 0.5, "beta2": 0.9, "epsilon": 0.3}),
            ("AdamW", {"learning_rate": 0.1}),
            ("AdamW", {"learning_rate": 0.1, "weight_decay": 0.7}),
        ]
        for problem in ("rosenbrock", "line", "logistic")
    ]
    + [
        {"problem": "line", "optimizer": optimizer, "parameters": parameters, "schedule": schedule}
        for optimizer, parameters in [
            ("Momentum", {"learning_rate": 0.02, "momentum": 0.7}),
            ("Nesterov", {"learning_rate": 0.02, "momentum": 0.7}),
            ("AdamW", {"learning_rate": 0.5, "weight_decay": 0.1}),
        ]
        for schedule in [
            {"name": "step_decay", "every": 7, "factor": 0.5},
            {"name": "exponential", "factor": 0.95},
            {"name": "cosine", "steps": 60, "final": 0.001},
            {"name": "inverse_time", "decay": 0.1},
            {"name": "warmup", "steps": 10},
        ]
    ]
    + [
        {
            "problem": "line",
            "optimizer": optimizer,
            "parameters": parameters,
            "batches": [
                [(7 * step + 3 * row) % 51 for row in range(1 + step % 4)] for step in range(60)
            ],
        }
        for optimizer, parameters in [
            ("GradientDescent", {"learning_rate": 0.01}),
            ("Momentum", {"learning_rate": 0.01, "momentum": 0.5}),
            ("Adam", {"learning_rate": 0.2}),
        ]
    ]
)


def iterates(case: dict[str, Any]) -> list[list[float]]:
    """Return the thetas of one case, the start included."""
    theta = torch.tensor(STARTS[case["problem"]], dtype=torch.float64, requires_grad=True)
    optimizer = OPTIMIZERS[case["optimizer"]]([theta], **case["parameters"])
    scheduler = None
    if "schedule" in case:
        arguments = {name: value for name, value in case["schedule"].items() if name != "name"}
        scheduler = SCHEDULES[case["schedule"]["name"]](optimizer, **arguments)
    thetas = [theta.tolist()]
    for step in range(STEPS):
        rows = case["batches"][step] if "batches" in case else None
        optimizer.zero_grad()
        LOSSES[case["problem"]](theta, rows).backward()
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        thetas.append(theta.tolist())
    assert all(math.isfinite(number) for row in thetas for number in row)
    return thetas


def main() -> None:
    document = {
        "torch": torch.__version__.partition("+")[0],
        "labelled": {"x": LABELLED_X, "y": LABELLED_Y},
        "starts": STARTS,
        "cases": [case | {"thetas": iterates(case)} for case in CASES],
    }
    # One case a line: readable in a diff. Python's repr of a float is exact.
    cases = ",\n".join(json.dumps(case) for case in document.pop("cases"))
    head = json.dumps(document, indent=1)[:-2]
    target = Path(__file__).with_name("torch_iterates.json")
    target.write_text(f'{head},\n "cases": [\n{cases}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
