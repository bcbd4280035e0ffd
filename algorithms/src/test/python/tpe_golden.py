"""Writes what Optuna's TPE makes of some histories, for TpeGoldenTest.

    python tpe_golden.py FOLDER
"""

import json
import math
import pathlib
import random
import sys

import numpy as np
import optuna
from optuna.distributions import (
    CategoricalDistribution,
    FloatDistribution,
    IntDistribution,
    distribution_to_json,
)
from optuna.samplers._tpe.sampler import (
    _split_trials,
    default_gamma,
    default_gamma_multiobjective,
)
from optuna.trial import TrialState, create_trial

# Optuna leaves to numpy which of two equal observations comes first; here the earlier one does.
argsort = np.argsort
np.argsort = lambda a, *args, **kwargs: argsort(a, *args, **{"kind": "stable", **kwargs})

EVERY_KIND = {
    "x": FloatDistribution(-1.5, 2.5),
    "lr": FloatDistribution(1e-5, 0.1, log=True),
    "rate": FloatDistribution(0.001, 0.02, step=0.0005),
    "layers": IntDistribution(1, 9, step=2),
    "wide": IntDistribution(0, 5000),
    "units": IntDistribution(1, 1024, log=True),
    "activation": CategoricalDistribution(("relu", "tanh", "gelu", "silu", "elu")),
    "bias": CategoricalDistribution((False, True)),
}
FLOATS = {name: EVERY_KIND[name] for name in ("x", "lr")}


def draw(rng, distribution):
    if isinstance(distribution, CategoricalDistribution):
        return rng.choice(distribution.choices)
    low, high = distribution.low, distribution.high
    if distribution.log:
        value = math.exp(rng.uniform(math.log(low), math.log(high)))
    else:
        value = rng.uniform(low, high)
    if distribution.step is None:
        return value
    value = low + round((value - low) / distribution.step) * distribution.step
    if isinstance(distribution, IntDistribution):
        return int(min(high, max(low, value)))
    return round(min(high, max(low, value)), 10)


def trial(rng, space, state, objectives=1, reports=None, constraints=None, values=None):
    finished = state.is_finished()
    made = create_trial(
        state=state,
        params={name: draw(rng, d) for name, d in space.items()},
        distributions=space,
        values=(values or [rng.uniform(-5, 5) for _ in range(objectives)])
        if state == TrialState.COMPLETE
        else None,
        intermediate_values=reports or {},
    )
    if constraints is not None and finished:
        for name, value in constraints.items():
            made.set_constraint(name, value)
    return made


def histories():
    """Name, number of objectives, and trials."""
    for n in (0, 1, 2, 10, 24, 26, 27, 60, 130):
        rng = random.Random(n)
        yield f"complete-{n}", 1, [trial(rng, EVERY_KIND, TrialState.COMPLETE) for _ in range(n)]
    rng = random.Random(300)
    yield "floats-300", 1, [trial(rng, FLOATS, TrialState.COMPLETE) for _ in range(300)]

    rng = random.Random(1)
    states = [TrialState.COMPLETE, TrialState.PRUNED, TrialState.RUNNING, TrialState.PRUNED]
    mixed = []
    for i in range(60):
        state = states[i % 4] if i % 7 else TrialState.FAIL
        reports = {}
        if state == TrialState.PRUNED and i % 5:
            last = float("nan") if i % 11 == 0 else rng.uniform(-5, 5)
            reports = {0: rng.uniform(-5, 5), i % 3 + 1: last}
        constraints = {"c": rng.uniform(-1, 1), "d": rng.uniform(-2, 1)} if i % 3 else None
        mixed.append(
            trial(rng, EVERY_KIND, state, reports=reports, constraints=constraints)
        )
    yield "mixed-states", 1, mixed

    rng = random.Random(2)
    few = [trial(rng, FLOATS, TrialState.COMPLETE) for _ in range(2)]
    few += [
        trial(rng, FLOATS, TrialState.PRUNED, reports={i % 4: rng.uniform(-5, 5)} if i % 6 else {})
        for i in range(40)
    ]
    yield "mostly-pruned", 1, few

    rng = random.Random(3)
    yield "infeasible", 1, [
        trial(rng, FLOATS, TrialState.COMPLETE, constraints={"c": rng.uniform(0.1, 1)})
        for _ in range(30)
    ]
    rng = random.Random(4)
    extremes = [float("inf"), float("-inf"), 1e308, 0.0, -0.0, 1.0, 1.0]
    yield "extreme-values", 1, [
        trial(rng, FLOATS, TrialState.COMPLETE, values=[extremes[i % 7]]) for i in range(40)
    ]
    for objectives in (2, 3, 4):
        rng = random.Random(10 + objectives)
        yield f"objectives-{objectives}", objectives, [
            trial(rng, FLOATS, TrialState.COMPLETE, objectives) for _ in range(75)
        ]


def describe(sampler, study, space, below, above, points):
    result = {"space": list(space)}
    for side, trials in (("below", below), ("above", above)):
        estimator = sampler._build_parzen_estimator(study, space, trials, side == "below")
        mixture = estimator._mixture_distribution
        result[side] = {
            "weights": mixture.weights.tolist(),
            "means": [
                d.mu.tolist() if hasattr(d, "mu") else None for d in mixture.distributions
            ],
            "widths": [
                d.sigma.tolist() if hasattr(d, "sigma") else None for d in mixture.distributions
            ],
            "logDensities": estimator.log_pdf(
                {name: np.array([p[name] for p in points]) for name in space}
            ).tolist(),
        }
    return result


def internal(space, params):
    return {name: float(space[name].to_internal_repr(value)) for name, value in params.items()}


def golden(name, objectives, trials):
    study = optuna.create_study(directions=["minimize"] * objectives)
    study.add_trials(trials)
    used = [
        t
        for t in study.trials
        if t.state in (TrialState.COMPLETE, TrialState.PRUNED, TrialState.RUNNING)
    ]
    ended = sum(t.state != TrialState.RUNNING for t in used)
    gamma = default_gamma if objectives == 1 else default_gamma_multiobjective
    below, above = _split_trials(study, used, gamma(ended))
    space = trials[0].distributions if trials else EVERY_KIND
    rng = random.Random(name)
    points = [internal(space, {n: draw(rng, d) for n, d in space.items()}) for _ in range(12)]
    sampler = optuna.samplers.TPESampler()
    return {
        "name": name,
        "objectives": objectives,
        "distributions": {n: json.loads(distribution_to_json(d)) for n, d in space.items()},
        "trials": [
            {
                "state": t.state.name,
                "params": internal(space, t.params),
                "values": t.values if t.state == TrialState.COMPLETE else [],
                "reports": {str(s): v for s, v in t.intermediate_values.items()},
                "constraints": dict(t.constraints),
            }
            for t in study.trials
        ],
        "below": [t.number for t in below],
        "above": [t.number for t in above],
        "points": points,
        "estimators": [describe(sampler, study, space, below, above, points)]
        + [
            describe(sampler, study, {n: space[n]}, below, above, points)
            for n in space
            if len(space) > 1
        ],
    }


def truncated():
    """Masses and quantiles of the standard normal on intervals, by SciPy."""
    from scipy.special import log_ndtr
    from scipy.stats import truncnorm

    intervals = [(-1, 1), (-0.5, 3), (0, 100), (-100, -99), (2, 2.01), (30, 31), (-40, -38), (-8, 9)]
    return {
        "logCdf": [[z, log_ndtr(z)] for z in (-1000.0, -40.0, -5.0, -1.0, 0.0, 1.0, 5.0, 8.0)],
        "intervals": [
            {
                "a": a,
                "b": b,
                "logMass": -float(truncnorm.logpdf(a, a, b)) - a * a / 2 - math.log(2 * math.pi) / 2,
                "quantiles": [[q, float(truncnorm.ppf(q, a, b))] for q in (0.01, 0.3, 0.5, 0.9)],
            }
            for a, b in intervals
        ],
    }


def write(path, content):
    path.write_text(json.dumps(content, indent=None, separators=(",", ":")) + "\n")


optuna.logging.set_verbosity(optuna.logging.ERROR)
folder = pathlib.Path(sys.argv[1])
write(folder / "tpe-golden.json", [golden(*history) for history in histories()])
write(folder / "truncated-normal.json", truncated())
