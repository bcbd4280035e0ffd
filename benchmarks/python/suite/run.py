"""Runs the searches of peers that are missing in benchmarks/results/suite/cells.

One process, one thread: seed by seed, peer by peer, problem by problem. A finished search is
written at once; SIGTERM ends between two of them. Run it as `python -m suite.run --help` in
benchmarks/python, with the Python of an environment that install.sh has made.
"""

import argparse
import fnmatch
import os
import signal
import sys
import time
import traceback
from pathlib import Path

from . import local
from .cells import Cells
from .peers import PEERS, PRUNING, RULES, Peer
from .problems import Server, ServerGone

CELLS = Path(__file__).resolve().parents[2] / "results" / "suite" / "cells"

# Trains a network in every trial, which takes minutes a search: more seeds would take days.
EXPENSIVE = "network-*"
EXPENSIVE_SEEDS = 5


class Stop:
    """Whether to stop: SIGTERM came, or the time is spent."""

    def __init__(self, budget):
        self._end = None if budget is None else time.monotonic() + budget
        self._signalled = False
        signal.signal(signal.SIGTERM, self._signal)

    def __bool__(self):
        return self._signalled or (self.left is not None and self.left <= 0)

    @property
    def left(self):
        """The seconds left, or None for no limit."""
        return None if self._end is None else self._end - time.monotonic()

    def _signal(self, number, frame):
        self._signalled = True


def arguments():
    parser = argparse.ArgumentParser(prog="python -m suite.run", description=__doc__)
    parser.add_argument("--server", required=True, help="command line of the problems' server")
    parser.add_argument("--peers", required=True, help=f"some of {','.join(PEERS)}, or all")
    parser.add_argument("--seeds", type=int, required=True, help="how many")
    parser.add_argument("--first-seed", type=int, default=0, help="the first one (default 0)")
    parser.add_argument(
        "--problems", default="*", help='patterns of names, as "branin,lcbench-*" (default all)'
    )
    parser.add_argument("--budget-seconds", type=float, help="begin no search after so long")
    parser.add_argument("--cells", type=Path, default=CELLS, help="folder of the results")
    given = parser.parse_args()
    given.peers = list(PEERS) if given.peers == "all" else given.peers.split(",")
    for name in given.peers:
        if name not in PEERS:
            parser.error(f'peer "{name}" is unknown, expected some of {",".join(PEERS)}')
    return given


def matches(name, patterns):
    """Whether a name matches one of the patterns, and none of those that begin with "!"."""
    wanted = [p for p in patterns.split(",") if not p.startswith("!")] or ["*"]
    unwanted = [p[1:] for p in patterns.split(",") if p.startswith("!")]
    return any(fnmatch.fnmatch(name, p) for p in wanted) and not any(
        fnmatch.fnmatch(name, p) for p in unwanted
    )


def load(names):
    """The peers of the given names that are installed, warm."""
    peers = []
    for name in names:
        try:
            peer = Peer(name)
            peer.run(local.problem(local.FLAT, lambda params: params["x"] ** 2, 30), 0, 30)
        except ImportError as e:
            print(f"{name}: left out, because it is not installed: {e}", file=sys.stderr)
            continue
        peers.append(peer)
    return peers


def search(server, peer, cells, name, seed):
    """Runs one search and writes it, unless it is there or its problem is not for the peer."""
    if (name, seed) in cells:
        return
    problem = server.open(name, seed)
    if (problem.group == "budget") != (peer.name in RULES):
        return
    if problem.fidelity and peer.name not in PRUNING | RULES:
        return
    start = time.process_time()
    peer.run(problem, seed, problem.trials)
    seconds = time.process_time() - start - problem.seconds
    cells.add(name, seed, problem.begun, seconds, problem.failures, str(problem.curve))


def run(given, peers, stop):
    server = Server(given.server)
    try:
        names = [name for name in server.names() if matches(name, given.problems)]
        cells = {peer: Cells(given.cells / f"{peer.name}.csv", peer.version) for peer in peers}
        for seed in range(given.first_seed, given.first_seed + given.seeds):
            for peer in peers:
                for name in names:
                    if stop:
                        return
                    if fnmatch.fnmatch(name, EXPENSIVE) and seed >= EXPENSIVE_SEEDS:
                        continue
                    try:
                        search(server, peer, cells[peer], name, seed)
                    except ServerGone:
                        raise
                    except Exception:
                        print(f"{peer.name} on {name}, seed {seed}:", file=sys.stderr)
                        traceback.print_exc()
    finally:
        server.close()


def main():
    given = arguments()
    stop = Stop(given.budget_seconds)
    environment = Path(sys.prefix).name
    here = [name for name in given.peers if PEERS[name][1] == environment]
    there = [name for name in given.peers if name not in here]
    try:
        import torch

        torch.set_num_threads(1)
    except ImportError:
        pass
    peers = load(here)
    if peers:
        run(given, peers, stop)
    if there and not stop:
        elsewhere(given, there, stop)


def elsewhere(given, names, stop):
    """Goes on with the peers of the first other environment, as this process."""
    environment = PEERS[names[0]][1]
    python = Path(sys.prefix).parent / environment / "bin" / "python"
    if not python.exists():
        left_out = [name for name in names if PEERS[name][1] == environment]
        print(f"{','.join(left_out)}: left out, because there is no {environment}", file=sys.stderr)
        names = [name for name in names if name not in left_out]
        if names:
            elsewhere(given, names, stop)
        return
    command = [str(python), "-m", "suite.run", "--server", given.server]
    command += ["--peers", ",".join(names), "--seeds", str(given.seeds)]
    command += ["--first-seed", str(given.first_seed), "--problems", given.problems]
    command += ["--cells", str(given.cells)]
    if stop.left is not None:
        command += ["--budget-seconds", str(stop.left)]
    os.execv(python, command)


if __name__ == "__main__":
    main()
