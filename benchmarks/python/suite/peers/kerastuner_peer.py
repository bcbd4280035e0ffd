"""KerasTuner's Bayesian oracle without a tuner: conditional scopes, failed trials FAILED.

It knows no constraints, which become penalties.
"""

import os
import tempfile
import warnings

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras_tuner  # noqa: E402 (after the choice of the backend)
from keras_tuner.src.engine.trial import TrialStatus  # noqa: E402

from .penalty import Penalty  # noqa: E402

VERSION = keras_tuner.__version__

warnings.filterwarnings("ignore", module="sklearn")
warnings.filterwarnings("ignore", module="keras_tuner")


def declare(hp, space):
    """Declares the parameters, each in the scopes of its ancestors."""
    known = {p.name: p for p in space}

    def inside(p, ancestor, declaration):
        if ancestor.parent is None:
            declaration(hp, p)
        else:
            inside(p, known[ancestor.parent], scoped(ancestor, declaration))

    for p in space:
        inside(p, p, distribution)


def scoped(p, declaration):
    def within(hp, child):
        with hp.conditional_scope(p.parent, p.values):
            declaration(hp, child)

    return within


def distribution(hp, p):
    sampling = "log" if p.log else "linear"
    if p.kind == "categorical":
        hp.Choice(p.name, p.choices, ordered=False)
    elif p.kind == "int":
        hp.Int(p.name, p.low, p.high, step=None if p.log else p.step or 1, sampling=sampling)
    else:
        hp.Float(p.name, p.low, p.high, step=p.step, sampling=sampling)


def rounded(values, space):
    """Whole numbers inside of their bounds, which the oracle's log scale may exceed by one."""
    whole = [p for p in space if p.kind == "int" and p.name in values]
    return {p.name: min(values[p.name], p.high) for p in whole}


def run(name, problem, seed, trials):
    hp = keras_tuner.HyperParameters()
    declare(hp, problem.space)
    penalty = Penalty()
    with tempfile.TemporaryDirectory() as folder:
        oracle = keras_tuner.oracles.BayesianOptimizationOracle(
            objective=keras_tuner.Objective("value", "min"),
            max_trials=trials,
            hyperparameters=hp,
            seed=seed,
            max_consecutive_failed_trials=trials + 1,
        )
        oracle.verbose = 0
        oracle._set_project_dir(folder, "oracle")
        while problem.begun < trials:
            trial = oracle.create_trial("tuner0")
            if trial.status != TrialStatus.RUNNING:
                break  # no point of the space is new
            values = trial.hyperparameters.values
            outcome = problem.evaluate({**values, **rounded(values, problem.space)})
            if outcome.failed:
                trial.status = TrialStatus.FAILED
            else:
                oracle.update_trial(trial.trial_id, {"value": penalty.told(outcome)})
                trial.status = TrialStatus.COMPLETED
            oracle.end_trial(trial)
