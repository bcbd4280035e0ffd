"""Ax's client with its default strategy: Sobol points, then BoTorch.

Its hierarchical spaces are trees, in which a parameter belongs to one value of its parent; a
parameter that exists with several values is declared without its condition. Constraints and
failed trials are Ax's own.
"""

import logging
import warnings
from importlib.metadata import version

from ax.api.client import Client
from ax.api.configs import ChoiceParameterConfig, RangeParameterConfig
from ax.utils.common.logger import set_stderr_log_level

VERSION = version("ax-platform")

set_stderr_log_level(logging.ERROR)
warnings.filterwarnings("ignore")


def config(p, space):
    dependents = {}
    for child in space:
        if child.parent == p.name and len(child.values) == 1:
            dependents.setdefault(child.values[0], []).append(child.name)
    if p.kind == "categorical" or dependents:
        categorical = p.kind == "categorical"
        values = p.choices if categorical else list(range(p.low, p.high + 1, p.step or 1))
        return ChoiceParameterConfig(
            name=p.name,
            values=values,
            parameter_type="str" if categorical else "int",
            is_ordered=not categorical,
            dependent_parameters=dependents or None,
        )
    if p.step is not None:
        return RangeParameterConfig(p.name, (0, p.steps), "int")
    return RangeParameterConfig(
        p.name, (p.low, p.high), p.kind, scaling="log" if p.log else "linear"
    )


def run(name, problem, seed, trials):
    client = Client(random_seed=seed)
    client.configure_experiment([config(p, problem.space) for p in problem.space])
    stepped = {p.name: p for p in problem.space if p.step is not None}
    constraints = [f"c{i}" for i in range(problem.constraints)]
    client.configure_optimization(
        objective="-value", outcome_constraints=[f"{c} <= 0" for c in constraints]
    )
    while problem.begun < trials:
        suggested = client.get_next_trials(max_trials=1)
        if not suggested:
            break  # no point of the space is new
        for index, params in suggested.items():
            values = {k: stepped[k].at(v) if k in stepped else v for k, v in params.items()}
            outcome = problem.evaluate(values)
            if outcome.failed:
                client.mark_trial_failed(index)
            else:
                data = {"value": outcome.value, **dict(zip(constraints, outcome.constraints))}
                client.complete_trial(index, raw_data=data)
