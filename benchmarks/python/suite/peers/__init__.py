"""The peers: modules with a `VERSION` and `run(name, problem, seed, trials)`."""

import importlib

# Which module runs a peer, and in which environment of install.sh.
MAIN, HEBO = "suite-venv", "suite-venv-hebo"
PEERS = {
    "optuna-tpe": ("optuna_peer", MAIN),
    "optuna-tpe+hyperband": ("optuna_peer", MAIN),
    "optuna-gp": ("optuna_peer", MAIN),
    "optuna-cma": ("optuna_peer", MAIN),
    "hyperopt-tpe": ("hyperopt_peer", MAIN),
    "smac": ("smac_peer", MAIN),
    "skopt-gp": ("skopt_peer", MAIN),
    "ax": ("ax_peer", MAIN),
    "kerastuner": ("kerastuner_peer", MAIN),
    "hebo": ("hebo_peer", HEBO),
}

# Peers that stop bad trials early; only they get problems with epochs.
PRUNING = {"optuna-tpe"}

# Peers with a rule of their own for that; they get the problems of that group, and no others.
RULES = {"optuna-tpe+hyperband"}


class Peer:
    """A sampler with its library's version."""

    def __init__(self, name):
        module = importlib.import_module(f"{__name__}.{PEERS[name][0]}")
        self.name = name
        self.version = module.VERSION
        self._run = module.run

    def run(self, problem, seed, trials):
        """Searches a problem; what comes out stands in the problem's curve."""
        self._run(self.name, problem, seed, trials)
