"""Makes the fixtures of studies that older Optunas wrote.

Run once with each version, with the folder and the version as arguments:

    pip install "optuna==2.10.1" "sqlalchemy<2" "setuptools<81"
    TZ=Asia/Tokyo python old_studies.py src/test/resources/dev/afina/storage/optuna 2.10

It writes optuna-VERSION.db, from 3.6 on optuna-VERSION.log, and what they hold as
optuna-VERSION.json. Made with 2.10.1, 3.0.6, 3.6.2, 4.9.0 and 5.0.0.
"""

import json
import os
import sys
import warnings

import optuna

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)


def objective(trial):
    x = trial.suggest_float("x", -1.5, 2.5)
    trial.suggest_float("lr", 1e-5, 0.1, log=True)
    trial.suggest_float("grid", 0.0, 1.0, step=0.25)
    trial.suggest_int("layers", 1, 9, step=2)
    trial.suggest_int("units", 1, 1024, log=True)
    trial.suggest_categorical("c", [None, True, 1, 1.5, "ü"])
    trial.set_user_attr("epochs", [1, 2])
    if trial.number == 1:
        trial.report(float("inf"), 0)
        if name != "2.10":  # its column takes none
            trial.report(float("nan"), 1)
    trial.report(x, 2)
    if trial.number == 2:
        raise optuna.TrialPruned()
    if trial.number == 3:
        raise RuntimeError("broken")
    return float("-inf") if trial.number == 4 else x


def make(storage):
    study = optuna.create_study(
        study_name="old",
        storage=storage,
        direction="maximize",
        sampler=optuna.samplers.RandomSampler(seed=1),
    )
    study.set_user_attr("owner", "Zoë")
    study.optimize(objective, n_trials=5, catch=(RuntimeError,))
    study.enqueue_trial({"x": 0.5})
    return optuna.load_study(study_name="old", storage=storage)


def describe(study):
    return [
        {
            "state": trial.state.name,
            "values": trial.values,
            "params": [[name, value] for name, value in trial.params.items()],
            "reports": [[step, value] for step, value in trial.intermediate_values.items()],
            "user_attrs": trial.user_attrs,
        }
        for trial in study.trials
    ]


folder, name = sys.argv[1:]
path = os.path.join(folder, "optuna-" + name)
for suffix in (".db", ".log", ".json"):
    if os.path.exists(path + suffix):
        os.remove(path + suffix)
expected = {"db": describe(make("sqlite:///" + path + ".db"))}
if name not in ("2.10", "3.0"):
    backend = (
        optuna.storages.JournalFileStorage(path + ".log")
        if name == "3.6"
        else optuna.storages.journal.JournalFileBackend(path + ".log")
    )
    expected["log"] = describe(make(optuna.storages.JournalStorage(backend)))
with open(path + ".json", "w") as out:
    json.dump(expected, out, indent=1)
