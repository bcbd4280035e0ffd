"""Runs Optuna's own gRPC server until it is ended.

Usage: optuna_server.py PORT URL

Python's protobuf library in C forgets the order of parameters; the one in Python keeps it.
"""

import os
import sys

os.environ["PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION"] = "python"

import optuna
from optuna.storages import get_storage
from optuna.storages._grpc.server import make_server

optuna.logging.set_verbosity(optuna.logging.WARNING)
server = make_server(get_storage(sys.argv[2]), "localhost", int(sys.argv[1]))
server.start()
print("ready", flush=True)
server.wait_for_termination()
