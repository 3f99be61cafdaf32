"""A torch.optim.Adam loop on Rosenbrock's valley; run by a Python that has torch.

Starts (runs, 2) come in as float64 on standard input, the seconds go out as JSON.
"""

import json
import sys
import time

import torch  # type: ignore[import-not-found,unused-ignore]


def main(runs: int, steps: int, rate: float) -> None:
    torch.set_num_threads(1)  # as numpy; more of them wait for each other on a busy machine
    data = bytearray(sys.stdin.buffer.read())
    theta = torch.frombuffer(data, dtype=torch.float64).reshape(runs, 2).clone().requires_grad_()
    optimizer = torch.optim.Adam([theta], lr=rate)
    values = torch.empty(steps + 1, runs, dtype=torch.float64)
    began = time.perf_counter()
    for step in range(steps):
        optimizer.zero_grad()
        value = (1 - theta[:, 0]) ** 2 + 100 * (theta[:, 1] - theta[:, 0] ** 2) ** 2
        values[step] = value.detach()
        value.sum().backward()
        optimizer.step()
    seconds = time.perf_counter() - began
    print(json.dumps({"seconds": seconds, "torch": torch.__version__}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
