"""The workers of the gRPC benchmark: processes of Optuna that share one study behind a server.

Argument: how many. A request on standard input is the server's port and a number of trials,
which the workers share evenly; it is answered with trials a second and with what the server holds.
"""

import json
import multiprocessing
import platform
import sys
import time
import warnings


def objective(trial):
    value = 0.0
    for i in range(6):
        value += trial.suggest_float(f"x{i}", -5, 5)
    trial.suggest_float("learning_rate", 1e-5, 1e-1, log=True)
    trial.suggest_int("layers", 1, 4)
    trial.suggest_categorical("activation", ["relu", "tanh", "gelu"])
    trial.suggest_categorical("optimizer", ["adam", "sgd"])
    return value


def proxy(port):
    from optuna.storages import GrpcStorageProxy

    storage = GrpcStorageProxy(host="localhost", port=port)
    storage.wait_server_ready(timeout=60)
    return storage


def work(seed, pipe):
    warnings.simplefilter("ignore")
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    pipe.send("here")
    while True:
        request = pipe.recv()
        if request is None:
            return
        port, trials = request
        storage = proxy(port)
        study = optuna.load_study(
            study_name="shared",
            storage=storage,
            sampler=optuna.samplers.RandomSampler(seed=seed),
            pruner=optuna.pruners.NopPruner(),
        )
        pipe.send("ready")
        pipe.recv()
        study.optimize(objective, n_trials=trials)
        pipe.send("done")
        storage.close()


def main():
    warnings.simplefilter("ignore")
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    context = multiprocessing.get_context("spawn")
    pipes = []
    for seed in range(int(sys.argv[1])):
        ours, theirs = context.Pipe()
        context.Process(target=work, args=(seed, theirs), daemon=True).start()
        pipes.append(ours)
    for pipe in pipes:
        pipe.recv()
    print(json.dumps({"Optuna": optuna.__version__, "Python": platform.python_version()}), flush=True)
    for request in sys.stdin:
        port, trials = (int(word) for word in request.split())
        storage = proxy(port)
        optuna.create_study(study_name="shared", storage=storage)
        each = trials // len(pipes)
        for pipe in pipes:
            pipe.send((port, each))
        for pipe in pipes:
            pipe.recv()
        start = time.perf_counter()
        for pipe in pipes:
            pipe.send("go")
        for pipe in pipes:
            pipe.recv()
        seconds = time.perf_counter() - start
        stored = optuna.load_study(study_name="shared", storage=storage).trials
        storage.close()
        complete = sum(trial.state == optuna.trial.TrialState.COMPLETE for trial in stored)
        numbers = sorted(trial.number for trial in stored)
        answer = {
            "rate": each * len(pipes) / seconds,
            "complete": complete,
            "dense": float(numbers == list(range(each * len(pipes)))),
        }
        print(json.dumps(answer), flush=True)
    for pipe in pipes:
        pipe.send(None)


if __name__ == "__main__":
    main()
