"""SMAC3's facade for hyperparameters: conditions as ConfigSpace's, failed trials CRASHED.

It knows no constraints, which become penalties; so do failures' costs, since its infinite default
is more than its model takes. Problems without noise are declared deterministic.
"""

import logging
import tempfile
import warnings
from importlib.metadata import version
from pathlib import Path

from ConfigSpace import (
    Categorical,
    ConfigurationSpace,
    EqualsCondition,
    Float,
    InCondition,
    Integer,
)
from smac import HyperparameterOptimizationFacade, Scenario
from smac.runhistory import StatusType, TrialValue

from .penalty import Penalty

VERSION = version("smac")

logging.getLogger("smac").setLevel(logging.ERROR)
warnings.filterwarnings("ignore", module="smac")


def hyperparameter(p):
    if p.kind == "categorical":
        return Categorical(p.name, p.choices)
    if p.step is not None:
        return Integer(p.name, (0, p.steps))
    return (Integer if p.kind == "int" else Float)(p.name, (p.low, p.high), log=p.log)


def configuration_space(space, seed):
    result = ConfigurationSpace(seed=seed)
    result.add([hyperparameter(p) for p in space])
    for p in space:
        if p.parent is None:
            continue
        child, parent = result[p.name], result[p.parent]
        if len(p.values) == 1:
            result.add(EqualsCondition(child, parent, p.values[0]))
        else:
            result.add(InCondition(child, parent, p.values))
    return result


def run(name, problem, seed, trials):
    penalty = Penalty()
    with tempfile.TemporaryDirectory() as folder:
        scenario = Scenario(
            configuration_space(problem.space, seed),
            output_directory=Path(folder),
            deterministic=not problem.noisy,
            n_trials=trials,
            seed=seed,
        )
        facade = HyperparameterOptimizationFacade(
            scenario, unused, overwrite=True, logging_level=logging.ERROR
        )
        while problem.begun < trials:
            info = facade.ask()
            known = dict(info.config)
            params = {
                p.name: p.at(known[p.name]) if p.step is not None else known[p.name]
                for p in problem.space
                if p.name in known
            }
            outcome = problem.evaluate(params)
            status = StatusType.CRASHED if outcome.failed else StatusType.SUCCESS
            value = TrialValue(cost=penalty.told(outcome), status=status)
            facade.tell(info, value, save=False)


def unused(config, seed=0):
    """The target function, which is asked and told instead."""
    raise NotImplementedError
