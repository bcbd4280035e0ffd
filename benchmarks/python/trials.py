"""Optuna's side of the trials benchmark; the counterpart of TrialsWorker.java.

A request on standard input is a storage ("memory" or "sqlite"), a number of trials,
and a database file that does not exist yet.
"""

import json
import platform
import sqlite3
import sys
import time

import optuna
import sqlalchemy


def objective(trial):
    value = 0.0
    for i in range(6):
        value += trial.suggest_float(f"x{i}", -5, 5)
    trial.suggest_float("learning_rate", 1e-5, 1e-1, log=True)
    trial.suggest_int("layers", 1, 4)
    trial.suggest_categorical("activation", ["relu", "tanh", "gelu"])
    trial.suggest_categorical("optimizer", ["adam", "sgd"])
    return value


def main():
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    versions = {
        "Optuna": optuna.__version__,
        "SQLAlchemy": sqlalchemy.__version__,
        "SQLite of Python": sqlite3.sqlite_version,
        "Python": platform.python_version(),
    }
    print(json.dumps(versions), flush=True)
    for request in sys.stdin:
        storage, trials, file = request.rstrip("\n").split(" ", 2)
        study = optuna.create_study(
            study_name="empty",
            storage=f"sqlite:///{file}" if storage == "sqlite" else None,
            sampler=optuna.samplers.RandomSampler(seed=7),
            pruner=optuna.pruners.NopPruner(),
        )
        start = time.perf_counter()
        study.optimize(objective, n_trials=int(trials))
        print(json.dumps({"rate": int(trials) / (time.perf_counter() - start)}), flush=True)


if __name__ == "__main__":
    main()
