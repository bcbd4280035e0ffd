"""Writes what the pruners of Optuna 5.0.0, with SciPy 1.17.1, decide on random curves, for
PrunerGoldenTest.

    python pruner_golden.py FOLDER
"""

import json
import math
import pathlib
import random
import sys
import warnings

import optuna
from optuna.trial import TrialState, create_trial

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.simplefilter("ignore")

PRUNERS = {
    "percentile:25": optuna.pruners.PercentilePruner(25.0),
    "percentile:60,2,1,2,3": optuna.pruners.PercentilePruner(
        60.0, n_startup_trials=2, n_warmup_steps=1, interval_steps=2, n_min_trials=3
    ),
    "percentile:50": optuna.pruners.PercentilePruner(50.0),
    "threshold:0.2,0.8,0,1": optuna.pruners.ThresholdPruner(lower=0.2, upper=0.8),
    "threshold:-inf,0.5,3,2": optuna.pruners.ThresholdPruner(
        upper=0.5, n_warmup_steps=3, interval_steps=2
    ),
    "patient:1,0": optuna.pruners.PatientPruner(None, patience=1),
    "patient:2,0.1": optuna.pruners.PatientPruner(None, patience=2, min_delta=0.1),
    "patient-median:1,0": optuna.pruners.PatientPruner(optuna.pruners.MedianPruner(), patience=1),
    "wilcoxon:0.1,2": optuna.pruners.WilcoxonPruner(),
    "wilcoxon:0.4,4": optuna.pruners.WilcoxonPruner(p_threshold=0.4, n_startup_steps=4),
}


def curve(rng, length, kind):
    level = rng.random()
    values = []
    for step in range(length):
        if kind == "grid":
            values.append(round(level * 4 + rng.random()) / 5)
        elif kind == "odd" and rng.random() < 0.15:
            values.append(rng.choice([math.nan, math.inf, -math.inf]))
        else:
            values.append(0.5 * level + 0.5 * rng.random())
    return values


def main():
    rng = random.Random(17)
    cases = []
    for direction in ("minimize", "maximize"):
        for kind, length in (("plain", 8), ("plain", 20), ("grid", 9), ("grid", 18), ("odd", 8)):
            study = optuna.create_study(direction=direction)
            complete = [curve(rng, rng.randint(length - 3, length), kind) for _ in range(9)]
            for c in complete:
                last = c[-1] if math.isfinite(c[-1]) else 0.5
                study.add_trial(
                    create_trial(value=last, intermediate_values=dict(enumerate(c)))
                )
            running = [curve(rng, rng.randint(1, length), kind) for _ in range(25)]
            decisions = {name: [] for name in PRUNERS}
            for c in running:
                trial = create_trial(
                    state=TrialState.RUNNING, intermediate_values=dict(enumerate(c))
                )
                for name, pruner in PRUNERS.items():
                    decisions[name].append(bool(pruner.prune(study, trial)))
            cases.append(
                {
                    "direction": direction,
                    "complete": complete,
                    "running": running,
                    "decisions": decisions,
                }
            )
    path = pathlib.Path(sys.argv[1]) / "pruner-golden.json"
    path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")


main()
