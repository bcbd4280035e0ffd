"""Optuna's side of the storage benchmark; the counterpart of StorageWorker.java.

Requests on standard input: "create URL NAME"; "run URL NAME TRIALS", which runs so many trials;
"open URL NAME", which loads the study and all of its trials.
"""

import json
import platform
import sqlite3
import sys
import time

import optuna
import psycopg2
import sqlalchemy
from trials import objective


def options():
    return {
        "sampler": optuna.samplers.RandomSampler(),
        "pruner": optuna.pruners.NopPruner(),
    }


def create(url, name):
    optuna.create_study(study_name=name, storage=url, **options())
    return {}


def run(url, name, trials):
    study = optuna.load_study(study_name=name, storage=url, **options())
    start = time.perf_counter()
    study.optimize(objective, n_trials=int(trials))
    return {"seconds": time.perf_counter() - start}


def open_study(url, name):
    start = time.perf_counter()
    trials = optuna.load_study(study_name=name, storage=url, **options()).trials
    return {"seconds": time.perf_counter() - start, "trials": len(trials)}


def main():
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    versions = {
        "Optuna": optuna.__version__,
        "SQLAlchemy": sqlalchemy.__version__,
        "psycopg2": psycopg2.__version__.split(" ")[0],
        "SQLite of Python": sqlite3.sqlite_version,
        "Python": platform.python_version(),
    }
    print(json.dumps(versions), flush=True)
    for request in sys.stdin:
        verb, *arguments = request.rstrip("\n").split(" ")
        work = {"create": create, "run": run, "open": open_study}[verb]
        print(json.dumps(work(*arguments)), flush=True)


if __name__ == "__main__":
    main()
