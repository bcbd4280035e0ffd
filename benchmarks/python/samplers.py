"""Optuna's and Rustuna's side of the samplers benchmark; the counterpart of SamplersWorker.java.

The argument is "optuna" or "rustuna". A request on standard input is a sampler ("tpe" or "gp"), a
space, how many trials of random search come first, and how many of the sampler are timed.
"""

import importlib
import json
import math
import platform
import sys
import time


def ten(trial):
    value = 0.0
    for i in range(6):
        value += (trial.suggest_float(f"x{i}", -5, 5) - 1) ** 2
    value += (math.log10(trial.suggest_float("learning_rate", 1e-5, 1e-1, log=True)) + 3) ** 2
    value += abs(trial.suggest_int("layers", 1, 4) - 2)
    value += trial.suggest_categorical("activation", ["relu", "tanh", "gelu"]) != "gelu"
    return value + (trial.suggest_categorical("optimizer", ["adam", "sgd"]) != "adam")


def network(trial):
    """The seven parameters of LCBench; a bowl, as only the space matters to the time."""
    batch = math.log2(trial.suggest_int("batch_size", 16, 512, log=True)) - 6
    rate = math.log10(trial.suggest_float("learning_rate", 1e-4, 1e-1, log=True)) + 2.5
    momentum = trial.suggest_float("momentum", 0.1, 0.99) - 0.8
    decay = 10 * trial.suggest_float("weight_decay", 1e-5, 1e-1) - 0.3
    layers = trial.suggest_int("num_layers", 1, 5) - 3
    units = math.log2(trial.suggest_int("max_units", 64, 1024, log=True)) - 8
    dropout = trial.suggest_float("max_dropout", 0, 1) - 0.4
    return sum(v * v for v in (batch, rate, momentum, decay, layers, units, dropout))


def ackley(trial):
    x = [trial.suggest_float(f"x{i}", -32, 32) - 3 for i in range(10)]
    squares = sum(v * v for v in x) / 10
    waves = sum(math.cos(2 * math.pi * v) for v in x) / 10
    return 20 + math.e - 20 * math.exp(-0.2 * math.sqrt(squares)) - math.exp(waves)


def branin(trial):
    x, y = trial.suggest_float("x", -5, 10), trial.suggest_float("y", 0, 15)
    bend = y - 5.1 / (4 * math.pi**2) * x * x + 5 / math.pi * x - 6
    return bend * bend + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


def rosenbrock(trial):
    x = [trial.suggest_float(f"x{i}", -5, 10) for i in range(5)]
    return sum(100 * (b - a * a) ** 2 + (1 - a) ** 2 for a, b in zip(x, x[1:]))


SPACES = {f.__name__: f for f in (ten, network, ackley, branin, rosenbrock)}


def main():
    peer = importlib.import_module(sys.argv[1])
    versions = {"Python": platform.python_version()}
    if sys.argv[1] == "optuna":
        import torch

        torch.set_num_threads(1)
        versions.update({"Optuna": peer.__version__, "PyTorch": torch.__version__})
        peer.logging.set_verbosity(peer.logging.WARNING)
    else:
        from importlib.metadata import version

        versions["Rustuna"] = version("rustuna")
    print(json.dumps(versions), flush=True)
    for request in sys.stdin:
        sampler, space, before, timed = request.split()
        objective = SPACES[space]
        samplers = peer.samplers
        storage = peer.storages.InMemoryStorage()
        study = peer.create_study(
            study_name="timed", storage=storage, sampler=samplers.RandomSampler(seed=7)
        )
        if int(before) > 0:
            study.optimize(objective, n_trials=int(before))
        chosen = samplers.TPESampler if sampler == "tpe" else samplers.GPSampler
        study = peer.load_study(study_name="timed", storage=storage, sampler=chosen(seed=7))
        start = time.process_time()
        study.optimize(objective, n_trials=int(timed))
        seconds = time.process_time() - start
        print(json.dumps({"milliseconds": 1e3 * seconds / int(timed)}), flush=True)


if __name__ == "__main__":
    main()
