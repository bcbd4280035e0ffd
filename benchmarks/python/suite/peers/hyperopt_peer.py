"""Hyperopt's TPE: conditions as nested hp.choice, failed trials with STATUS_FAIL.

Constraints become penalties, which Hyperopt has no word for.
"""

from importlib.metadata import version
from math import log

import numpy as np
from hyperopt import STATUS_FAIL, STATUS_OK, fmin, hp, tpe
from hyperopt.pyll import scope

from .penalty import Penalty

VERSION = version("hyperopt")


def node(p):
    """The distribution of a parameter without children."""
    if p.kind == "categorical":
        return hp.choice(p.name, p.choices)
    if p.step is not None:
        return p.low + p.step * hp.uniformint(p.name, 0, p.steps)
    if p.kind == "int":
        if p.log:
            return scope.int(hp.qloguniform(p.name, log(p.low - 0.5), log(p.high + 0.5), 1))
        return hp.uniformint(p.name, p.low, p.high)
    if p.log:
        return hp.loguniform(p.name, log(p.low), log(p.high))
    return hp.uniform(p.name, p.low, p.high)


def tree(space):
    """The space as a dictionary, in which a parent is a choice between dictionaries."""
    nodes = {}

    def build(p):
        if p.name not in nodes:
            children = [child for child in space if child.parent == p.name]
            nodes[p.name] = choice(p, children) if children else node(p)
        return nodes[p.name]

    def choice(p, children):
        values = p.choices if p.kind == "categorical" else range(p.low, p.high + 1, p.step or 1)
        options = []
        for value in values:
            there = {c.name: build(c) for c in children if value in c.values}
            options.append({p.name: value, **there})
        return hp.choice(p.name, options)

    return {p.name: build(p) for p in space if p.parent is None}


def flat(params):
    """The values of a tree's sample."""
    values = {}
    for name, value in params.items():
        if isinstance(value, dict):
            values.update(flat(value))
        else:
            values[name] = value
    return values


def run(name, problem, seed, trials):
    penalty = Penalty()

    def objective(params):
        outcome = problem.evaluate(flat(params))
        if outcome.failed:
            return {"status": STATUS_FAIL}
        return {"status": STATUS_OK, "loss": penalty.told(outcome)}

    fmin(
        objective,
        tree(problem.space),
        algo=tpe.suggest,
        max_evals=trials,
        rstate=np.random.default_rng(seed),
        show_progressbar=False,
        verbose=False,
        return_argmin=False,
    )
