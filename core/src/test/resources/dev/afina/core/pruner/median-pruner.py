"""Writes median-pruner.txt: what Optuna's MedianPruner decides in random situations.

    python median-pruner.py > median-pruner.txt
"""

import math
import random

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
random.seed(20261120)


def curve(length):
    steps = sorted(random.sample(range(12), length))
    return {s: random.choice([math.nan] + [round(random.gauss(0, 1), 2)] * 9) for s in steps}


def text(values):
    return " ".join(f"{s}:{v}" for s, v in values.items())


print(f"# optuna {optuna.__version__}")
for case in range(300):
    direction = random.choice(["minimize", "maximize"])
    startup, warmup, interval = random.randrange(4), random.randrange(5), random.randrange(1, 4)
    pruner = optuna.pruners.MedianPruner(startup, warmup, interval)
    study = optuna.create_study(direction=direction, pruner=pruner)
    lines = []
    for _ in range(random.randrange(8)):
        state = random.choice(["COMPLETE", "COMPLETE", "COMPLETE", "PRUNED", "FAIL"])
        values = curve(random.randrange(1, 10))
        study.add_trial(
            optuna.trial.create_trial(
                state=getattr(optuna.trial.TrialState, state),
                value=0.0 if state == "COMPLETE" else None,
                intermediate_values=values,
            )
        )
        lines.append(f"trial {state} {text(values)}")
    trial = study.ask()
    values = curve(random.randrange(1, 8))
    for step, value in values.items():
        trial.report(value, step)
    print(f"case {direction} {startup} {warmup} {interval} {trial.should_prune()}")
    print("\n".join(lines + [f"self {text(values)}"]))
