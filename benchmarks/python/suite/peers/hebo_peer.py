"""HEBO on the flat space; constraints become penalties, and failures are NaN, which it drops."""

import warnings
from importlib.metadata import version

import numpy as np
import torch
from hebo.design_space.design_space import DesignSpace
from hebo.optimizers.hebo import HEBO
from pymoo.config import Config

from .penalty import Penalty

VERSION = version("HEBO")

Config.warnings["not_compiled"] = False

warnings.filterwarnings("ignore")


def dimension(p):
    if p.kind == "categorical":
        return {"name": p.name, "type": "cat", "categories": p.choices}
    if p.step is not None:
        return {"name": p.name, "type": "int", "lb": 0, "ub": p.steps}
    kind = {("float", False): "num", ("float", True): "pow", ("int", False): "int"}
    return {
        "name": p.name,
        "type": kind.get((p.kind, p.log), "pow_int"),
        "lb": p.low,
        "ub": p.high,
        **({"base": 10} if p.log else {}),
    }


def run(name, problem, seed, trials):
    np.random.seed(seed)
    torch.manual_seed(seed)
    space = DesignSpace().parse([dimension(p) for p in problem.space])
    optimizer = HEBO(space, scramble_seed=seed)
    penalty = Penalty()
    for _ in range(trials):
        suggestion = optimizer.suggest(1)
        row = suggestion.iloc[0]
        params = {
            p.name: p.at(row[p.name]) if p.step is not None else row[p.name]
            for p in problem.space
        }
        outcome = problem.evaluate(params)
        told = np.nan if outcome.failed else penalty.told(outcome)
        optimizer.observe(suggestion, np.array([[told]]))
