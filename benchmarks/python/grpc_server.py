"""Optuna's server in the gRPC benchmark; the counterpart of GrpcServerWorker.java.

A request on standard input is "start KIND FILE", answered with the port, or "stop".
"""

import json
import socket
import sys

import grpc
import optuna
from optuna.storages import get_storage
from optuna.storages._grpc.server import make_server


def free_port():
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


def main():
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    print(json.dumps({"grpcio": grpc.__version__}), flush=True)
    server = None
    for request in sys.stdin:
        words = request.rstrip("\n").split(" ", 2)
        if server is not None:
            server.stop(5).wait()
            server = None
        if words[0] == "stop":
            print("{}", flush=True)
            continue
        port = free_port()
        server = make_server(get_storage(f"sqlite:///{words[2]}"), "localhost", port)
        server.start()
        print(json.dumps({"port": port}), flush=True)
    if server is not None:
        server.stop(5).wait()


if __name__ == "__main__":
    main()
