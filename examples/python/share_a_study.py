"""A worker of Optuna at the study that ShareAStudy.java makes.

Usage: share_a_study.py URL NAME TRIALS
"""

import sys

import optuna


def main(url, name, trials):
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.load_study(study_name="shared", storage=url)

    def objective(trial):
        x = trial.suggest_float("x", -5, 5)
        y = trial.suggest_float("y", -5, 5)
        trial.set_user_attr("worker", name)
        return (x - 1) ** 2 + (y + 2) ** 2

    study.optimize(objective, n_trials=int(trials))


if __name__ == "__main__":
    main(*sys.argv[1:])
