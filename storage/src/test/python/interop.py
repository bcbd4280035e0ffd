"""What the interoperability tests let a real Optuna do with a database.

Every command prints one JSON object on its last line.
"""

import json
import sys
import warnings

import optuna
from optuna.distributions import CategoricalDistribution
from optuna.distributions import FloatDistribution
from optuna.distributions import IntDistribution
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
from optuna.storages.journal import JournalFileOpenLock
from optuna.trial import TrialState

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.simplefilter("ignore")


def place(url):
    """What Optuna takes as the storage of a URL; it has no URLs of journals."""
    if not url.startswith("journal:///"):
        return url
    path, _, parameters = url[len("journal:///") :].partition("?")
    lock = JournalFileOpenLock(path) if parameters == "lock=open" else None
    return JournalStorage(JournalFileBackend(path, lock_obj=lock))


def describe(trial):
    return {
        "number": trial.number,
        "state": trial.state.name,
        "values": trial.values,
        "params": [[name, value] for name, value in trial.params.items()],
        "distributions": {
            name: optuna.distributions.distribution_to_json(distribution)
            for name, distribution in trial.distributions.items()
        },
        "reports": [[step, value] for step, value in sorted(trial.intermediate_values.items())],
        "user_attrs": trial.user_attrs,
        "system_attrs": trial.system_attrs,
        "constraints": trial.constraints,
        "seconds": trial.duration.total_seconds() if trial.duration is not None else None,
    }


def load(url, name):
    study = optuna.load_study(study_name=name, storage=place(url))
    trials = study.get_trials()
    complete = [t for t in trials if t.state == TrialState.COMPLETE]
    return {
        "directions": [direction.name for direction in study.directions],
        "user_attrs": study.user_attrs,
        "metric_names": study.metric_names,
        "trials": [describe(trial) for trial in trials],
        "best": study.best_trial.number if complete and len(study.directions) == 1 else None,
    }


def write(url, name):
    """A study with everything that a trial can hold."""
    study = optuna.create_study(study_name=name, storage=place(url), direction="maximize")
    study.set_user_attr("owner", {"name": "Zoë", "ids": [1, 2.5, None, True]})
    study.set_metric_names(["accuracy"])
    study.enqueue_trial({"x": 0.25, "c": None}, user_attrs={"queued": True})

    def objective(trial):
        x = trial.suggest_float("x", -1.5, 2.5)
        trial.suggest_float("lr", 1e-5, 0.1, log=True)
        trial.suggest_float("grid", 0.001, 0.02, step=0.0005)
        trial.suggest_int("layers", 1, 9, step=2)
        trial.suggest_int("units", 1, 1024, log=True)
        trial.suggest_categorical("c", [None, True, 1, 1.5, "ünï\u2028"])
        trial.report(float("nan"), 0)
        trial.report(float("inf"), 1)
        trial.report(x, 2)
        trial.set_user_attr("epochs", [1, 2])
        trial.set_constraint("memory", -1.5)
        if trial.number == 1:
            raise optuna.TrialPruned()
        if trial.number == 2:
            raise RuntimeError("broken")
        return float("-inf") if trial.number == 3 else x

    study.optimize(objective, n_trials=5, catch=(RuntimeError,))
    study.ask()
    study.enqueue_trial({"x": 0.5})
    return load(url, name)


def create(url, name):
    optuna.create_study(study_name=name, storage=place(url))
    return {}


def append(url, name):
    """One more trial, asked and told."""
    study = optuna.load_study(study_name=name, storage=place(url))
    trial = study.ask()
    x = trial.suggest_float("x", 0, 1)
    study.tell(trial, x)
    return {"number": trial.number, "x": x}


def work(url, name):
    """Thirty trials, one after the other."""
    study = optuna.load_study(study_name=name, storage=place(url))
    study.optimize(lambda trial: trial.suggest_float("x", 0, 1), n_trials=30)
    return {}


def enqueue(url, name):
    study = optuna.load_study(study_name=name, storage=place(url))
    study.enqueue_trial({"x": 0.125})
    return {}


def delete(url, name):
    optuna.delete_study(study_name=name, storage=place(url))
    return {}


def distributions(url, name):
    """Texts of distributions with awkward numbers."""
    return {
        "texts": [
            optuna.distributions.distribution_to_json(distribution)
            for distribution in (
                FloatDistribution(1e-7, 123456789.123, log=True),
                FloatDistribution(-1e22, 1e22),
                FloatDistribution(0.0, 1e9, step=0.1),
                IntDistribution(-5, 10**15),
                CategoricalDistribution([5e-324, 2.0**-44, 1 / 3, -0.0, 1e15, 1e16, "\x7f\t"]),
            )
        ]
    }


if __name__ == "__main__":
    command, url, name = sys.argv[1:]
    print(json.dumps(globals()[command](url, name)))
