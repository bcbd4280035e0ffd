"""Writes what Optuna 5.0.0's PED-ANOVA and fANOVA make of some histories, for ImportancesTest.

    python importance_golden.py FOLDER

fANOVA needs scikit-learn (1.9.1 was used) beside the requirements.
"""

import json
import math
import pathlib
import random
import sys
import warnings

import optuna
from optuna.distributions import (
    CategoricalDistribution,
    FloatDistribution,
    IntDistribution,
    distribution_to_json,
)
from optuna.importance import FanovaImportanceEvaluator, get_param_importances
from optuna.trial import create_trial

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
LINEAR = {
    "a": FloatDistribution(0, 1),
    "b": FloatDistribution(-2, 2),
    "n": IntDistribution(0, 20),
    "kind": CategoricalDistribution(("p", "q", "r")),
}


def draw(rng, distribution):
    if isinstance(distribution, CategoricalDistribution):
        return rng.choice(distribution.choices)
    low, high = distribution.low, distribution.high
    if distribution.log:
        value = math.exp(rng.uniform(math.log(low), math.log(high)))
    else:
        value = rng.uniform(low, high)
    if distribution.step is None:
        return float(f"{value:.6g}")
    value = low + round((value - low) / distribution.step) * distribution.step
    if isinstance(distribution, IntDistribution):
        return int(min(high, max(low, value)))
    return round(min(high, max(low, value)), 10)


def value(rng, p, noise=0.2):
    total = noise * rng.gauss(0, 1)
    total += (p["x"] - 0.7) ** 2 if "x" in p else 0
    total += 0.5 * abs(math.log10(p["lr"]) + 3) if "lr" in p else 0
    total += 0.1 * p["layers"] if "layers" in p else 0
    total += 0.8 if p.get("activation") in ("relu", "elu") else 0
    total += 0.2 * math.log2(p["units"]) if "units" in p else 0
    return float(f"{total:.6g}")


def linear(p):
    """Variances: 4/3 of a, 4/3 of b, 0.275/3 of n, 2/3 of kind."""
    return 4 * p["a"] + p["b"] + 0.05 * p["n"] + {"p": 0, "q": 1, "r": 2}[p["kind"]]


def conditional(rng):
    space = {"kind": CategoricalDistribution(("deep", "flat"))}
    params = {"kind": draw(rng, space["kind"])}
    if params["kind"] == "deep":
        space["x"] = EVERY_KIND["x"]
        space["layers"] = IntDistribution(1, rng.choice((4, 8)))
    else:
        space["lr"] = EVERY_KIND["lr"]
    space["bias"] = EVERY_KIND["bias"]
    for name in space:
        params.setdefault(name, draw(rng, space[name]))
    return space, params


def histories():
    """Name, direction, whether fANOVA is wanted, and trials."""
    for n in (2, 3, 9, 10, 11, 24, 60, 250):
        rng = random.Random(n)
        trials = []
        for _ in range(n):
            params = {name: draw(rng, d) for name, d in EVERY_KIND.items()}
            trials.append((EVERY_KIND, params, value(rng, params)))
        yield f"every-kind-{n}", "minimize" if n % 2 else "maximize", False, trials
    rng = random.Random(5)
    ties = []
    for _ in range(80):
        params = {name: draw(rng, d) for name, d in EVERY_KIND.items()}
        ties.append((EVERY_KIND, params, float(round(value(rng, params)))))
    yield "ties", "minimize", False, ties
    for n in (30, 200):
        rng = random.Random(n)
        trials = [conditional(rng) for _ in range(n)]
        yield f"conditional-{n}", "minimize", False, [(s, p, value(rng, p)) for s, p in trials]
    rng = random.Random(8)
    narrow = []
    for i in range(120):
        spread = 0.8 if i < 30 else 0.1
        params = {name: draw(rng, d) for name, d in EVERY_KIND.items()}
        params["x"] = round(min(2.5, max(-1.5, rng.gauss(0.7, spread))), 6)
        params["lr"] = round(10 ** min(-1, max(-5, rng.gauss(-3, spread))), 8)
        narrow.append((EVERY_KIND, params, value(rng, params)))
    yield "narrowing", "minimize", False, narrow
    rng = random.Random(9)
    fixed = {**LINEAR, "one": IntDistribution(3, 3), "choice": CategoricalDistribution(("z",))}
    single = [{name: draw(rng, d) for name, d in fixed.items()} for _ in range(40)]
    yield "single-points", "minimize", False, [(fixed, p, linear(p)) for p in single]
    for n in (100, 300):
        rng = random.Random(n)
        params = [{name: draw(rng, d) for name, d in LINEAR.items()} for _ in range(n)]
        yield f"linear-{n}", "minimize", True, [(LINEAR, p, linear(p)) for p in params]


def range_of(distribution):
    """Its position among all ranges."""
    return RANGES.setdefault(distribution_to_json(distribution), len(RANGES))


def golden(name, direction, fanova, trials):
    study = optuna.create_study(direction=direction)
    study.add_trials(
        [create_trial(params=p, distributions=s, value=v) for s, p, v in trials]
    )
    result = {
        "name": name,
        "direction": direction,
        "trials": [
            {
                "value": v,
                "params": {n: [range_of(s[n]), s[n].to_internal_repr(v)] for n, v in p.items()},
            }
            for s, p, v in trials
        ],
        "pedAnova": get_param_importances(study),
    }
    if fanova:
        result["fanova"] = get_param_importances(study, evaluator=FanovaImportanceEvaluator(seed=1))
    return result


warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
RANGES = {}
made = [golden(*history) for history in histories()]
content = {"ranges": [json.loads(text) for text in RANGES], "histories": made}
path = pathlib.Path(sys.argv[1]) / "importance-golden.json"
path.write_text(json.dumps(content, indent=None, separators=(",", ":")) + "\n")
