"""scikit-optimize's gp_minimize on the flat space; constraints and failures become penalties."""

import warnings
from importlib.metadata import version

from skopt import gp_minimize
from skopt.space import Categorical, Integer, Real

from .penalty import Penalty

VERSION = version("scikit-optimize")

warnings.filterwarnings("ignore", module="skopt")
warnings.filterwarnings("ignore", module="sklearn")


def dimension(p):
    prior = "log-uniform" if p.log else "uniform"
    if p.kind == "categorical":
        return Categorical(p.choices, name=p.name)
    if p.step is not None:
        return Integer(0, p.steps, name=p.name)
    if p.kind == "int":
        return Integer(p.low, p.high, prior=prior, name=p.name)
    return Real(p.low, p.high, prior=prior, name=p.name)


def run(name, problem, seed, trials):
    penalty = Penalty()

    def objective(point):
        params = {
            p.name: p.at(value) if p.step is not None else value
            for p, value in zip(problem.space, point)
        }
        return penalty.told(problem.evaluate(params))

    gp_minimize(
        objective, [dimension(p) for p in problem.space], n_calls=trials, random_state=seed
    )
