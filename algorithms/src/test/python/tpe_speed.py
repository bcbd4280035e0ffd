"""Measures Optuna's TPE over the parameters of TpeSpeed, in memory, by processor time."""

import math
import time

import optuna


def objective(trial):
    loss = sum((trial.suggest_float(f"x{i}", -5, 5) - 1) ** 2 for i in range(6))
    lr = trial.suggest_float("lr", 1e-5, 1e-1, log=True)
    n = trial.suggest_int("n", 1, 16)
    a = trial.suggest_categorical("a", ["p", "q", "r"])
    b = trial.suggest_categorical("b", ["u", "v", "w", "z"])
    return loss + (math.log10(lr) + 3) ** 2 + (n - 5) ** 2 / 10 + (a != "q") + (b != "w")


optuna.logging.set_verbosity(optuna.logging.ERROR)
study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=1))
before = 0
for trials in (1000, 2000, 4000):
    start = time.process_time()
    study.optimize(objective, n_trials=trials - before)
    rate = (trials - before) / (time.process_time() - start)
    print(f"trials {before} to {trials}: {rate:.1f} /s of processor time", flush=True)
    before = trials
