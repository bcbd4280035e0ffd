"""Writes what Python's cmaes makes of some populations, for CmaEsGoldenTest.

    pip install cmaes==0.13.1 numpy==2.4.6 scipy==1.17.1
    python cma_golden.py FILE
"""

import json
import sys

import numpy as np
from cmaes import CMA, CMAwM, get_warm_start_mgd


def state(cma, scale=None):
    return {
        "mean": cma._mean.tolist(),
        "sigma": float(cma._sigma),
        "covariance": cma._C.tolist(),
        "scale": (np.ones(cma.dim) if scale is None else scale).tolist(),
    }


def plain(name, dimension, generations, noise, population=None, adaptive=False, shaped=False):
    rng = np.random.RandomState(dimension)
    covariance = np.eye(dimension)
    if shaped:
        root = rng.randn(dimension, dimension)
        covariance = root @ root.T / dimension + 0.1 * np.eye(dimension)
    mean = rng.uniform(0.2, 0.8, dimension)
    cma = CMA(
        mean.copy(),
        1 / 6,
        seed=dimension,
        population_size=population,
        cov=covariance.copy(),
        lr_adapt=adaptive,
    )
    case = {"name": name, "adaptive": adaptive, "population": cma.population_size, "counts": []}
    case["start"] = state(cma)
    case["generations"] = []
    weights = 10.0 ** np.linspace(0, 2, dimension)
    for _ in range(generations):
        points = [cma.ask() for _ in range(cma.population_size)]
        values = [
            float(weights @ (x - 0.3) ** 2 + noise * rng.randn()) for x in points
        ]
        solutions = sorted(zip(points, values), key=lambda s: s[1])
        cma.tell(list(solutions))
        case["generations"].append({"points": [x.tolist() for x, _ in solutions], **state(cma)})
    return case


def margin(name, counts, generations):
    """A count of 0 is a continuous parameter."""
    dimension = len(counts)
    rng = np.random.RandomState(7)
    width = [1 / k if k else 0 for k in counts]
    bounds = np.array([[w / 2, 1 - w / 2] for w in width])
    cma = CMAwM(rng.uniform(0.3, 0.7, dimension), 1 / 6, bounds, np.array(width), seed=3)
    case = {"name": name, "adaptive": False, "population": cma.population_size}
    case |= {"counts": counts, "start": state(cma._cma, cma._A), "generations": []}
    for _ in range(generations):
        pairs = [cma.ask() for _ in range(cma.population_size)]
        solutions = sorted(
            ((raw, float(np.sum((encoded - 0.31) ** 2))) for encoded, raw in pairs),
            key=lambda s: s[1],
        )
        cma.tell(list(solutions))
        case["generations"].append(
            {"points": [x.tolist() for x, _ in solutions], **state(cma._cma, cma._A)}
        )
    return case


def warm():
    rng = np.random.RandomState(1)
    points = rng.uniform(0, 1, (57, 3))
    values = np.sum((points - 0.2) ** 2, axis=1)
    mean, sigma, covariance = get_warm_start_mgd(list(zip(points, values)))
    return {
        "points": points[np.argsort(values)].tolist(),
        "mean": mean.tolist(),
        "sigma": sigma,
        "covariance": covariance.tolist(),
    }


golden = {
    "cases": [
        plain("two parameters", 2, 15, 0),
        plain("five parameters, correlated at first", 5, 10, 0, shaped=True),
        plain("an odd population", 3, 10, 0, population=11),
        plain("adapted learning rates", 3, 20, 0.5, adaptive=True),
        margin("margin", [0, 2, 3, 20, 5], 25),
    ],
    "warm": warm(),
}
with open(sys.argv[1], "w") as file:
    json.dump(golden, file)
    file.write("\n")
