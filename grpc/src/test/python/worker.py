"""Runs trials of a shared study through Optuna's client.

Usage: worker.py PORT STUDY TRIALS
"""

import sys

import optuna

study = optuna.load_study(
    study_name=sys.argv[2],
    storage=optuna.storages.GrpcStorageProxy(host="localhost", port=int(sys.argv[1])),
)


def objective(trial):
    x = trial.suggest_int("x", 0, 1000)
    trial.report(2 * x, step=1)
    trial.set_user_attr("language", "Python")
    return x


study.optimize(objective, n_trials=int(sys.argv[3]))
