"""Runs some trials behind a server that asks for TLS and a token.

Usage: secure_worker.py PORT CERTIFICATE TOKEN
"""

import pathlib
import sys

import grpc
import optuna
from optuna.storages import GrpcStorageProxy
from optuna.storages._grpc.auto_generated.api_pb2_grpc import StorageServiceStub
from optuna.storages._grpc.client import GrpcClientCache


class SecureStorageProxy(GrpcStorageProxy):
    def __init__(self, *, host, port, certificate, token):
        self._certificate = certificate
        self._token = token
        super().__init__(host=host, port=port)

    def _setup(self):
        credentials = grpc.composite_channel_credentials(
            grpc.ssl_channel_credentials(self._certificate),
            grpc.access_token_call_credentials(self._token),
        )
        self._channel = grpc.secure_channel(
            f"{self._host}:{self._port}",
            credentials,
            options=[("grpc.max_receive_message_length", -1)],
        )
        self._stub = StorageServiceStub(self._channel)
        self._cache = GrpcClientCache(self._stub)


storage = SecureStorageProxy(
    host="localhost",
    port=int(sys.argv[1]),
    certificate=pathlib.Path(sys.argv[2]).read_bytes(),
    token=sys.argv[3],
)
try:
    study = optuna.create_study(study_name="secret", storage=storage)
except grpc.RpcError as failure:
    sys.exit(f"{failure.code().name}: {failure.details()}")
study.optimize(lambda trial: trial.suggest_float("x", 0, 1), n_trials=3)
