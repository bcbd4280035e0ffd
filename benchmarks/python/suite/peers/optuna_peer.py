"""Optuna's samplers, define by run; failed trials fail, and constraints are Optuna's own."""

import warnings

import optuna

from .penalty import Penalty

VERSION = optuna.__version__

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.filterwarnings("ignore", module="optuna")
warnings.filterwarnings("ignore", category=optuna.exceptions.ExperimentalWarning)


class EvaluationFailed(Exception):
    """An evaluation gave no value."""


def suggest(trial, space):
    values = {}
    for p in space:
        if p.parent is not None and values.get(p.parent) not in p.values:
            continue
        if p.kind == "categorical":
            values[p.name] = trial.suggest_categorical(p.name, p.choices)
        elif p.kind == "int":
            values[p.name] = trial.suggest_int(p.name, p.low, p.high, step=p.step or 1, log=p.log)
        else:
            values[p.name] = trial.suggest_float(p.name, p.low, p.high, step=p.step, log=p.log)
    return values


def violations(trial):
    return trial.user_attrs["violations"]


def sampler(name, problem, seed):
    constraints = {"constraints_func": violations} if problem.constraints else {}
    if name.startswith("optuna-tpe"):
        return optuna.samplers.TPESampler(seed=seed, **constraints)
    if name == "optuna-gp":
        return optuna.samplers.GPSampler(seed=seed, **constraints)
    return optuna.samplers.CmaEsSampler(seed=seed)


def train(study, problem, trials):
    """Runs trials that report every epoch but the last, until all epochs are spent."""

    def objective(trial):
        for epoch, outcome in problem.train(suggest(trial, problem.space)):
            if outcome.failed:
                raise EvaluationFailed
            if epoch < problem.fidelity:
                trial.report(outcome.value, epoch)
                if trial.should_prune():
                    raise optuna.TrialPruned
            if problem.epochs >= trials * problem.fidelity:
                study.stop()
                if epoch < problem.fidelity:
                    raise optuna.TrialPruned
        return outcome.value

    study.optimize(objective, catch=(EvaluationFailed,))


def run(name, problem, seed, trials):
    pruner = None
    if name.endswith("+hyperband"):
        pruner = optuna.pruners.HyperbandPruner(max_resource=problem.fidelity or "auto")
    study = optuna.create_study(sampler=sampler(name, problem, seed), pruner=pruner)
    if problem.fidelity:
        train(study, problem, trials)
        return
    # The sampler of CMA-ES knows no constraints and is told a penalty.
    penalty = Penalty() if name == "optuna-cma" and problem.constraints else None

    def objective(trial):
        outcome = problem.evaluate(suggest(trial, problem.space))
        if outcome.failed:
            raise EvaluationFailed
        if penalty:
            return penalty.told(outcome)
        if problem.constraints:
            trial.set_user_attr("violations", outcome.constraints)
        return outcome.value

    study.optimize(objective, n_trials=trials, catch=(EvaluationFailed,))
