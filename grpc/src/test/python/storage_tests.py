"""Runs the storage tests that Optuna ships against a gRPC server.

Usage: storage_tests.py PORT

Python's protobuf library in C forgets the order of parameters, whoever the server is, and with it
one of the tests fails by chance; its implementation in Python keeps the order.
"""

import os
import sys

os.environ["PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION"] = "python"

import pytest
from optuna.storages import GrpcStorageProxy
from optuna.testing.pytest_storages import StorageTestCase


class TestServer(StorageTestCase):
    @pytest.fixture
    def storage(self):
        proxy = GrpcStorageProxy(host="localhost", port=int(os.environ["AFINA_TEST_PORT"]))
        proxy.wait_server_ready(timeout=60)
        for study in proxy.get_all_studies():
            proxy.delete_study(study._study_id)
        yield proxy
        proxy.close()


if __name__ == "__main__":
    os.environ["AFINA_TEST_PORT"] = sys.argv[1]
    sys.exit(pytest.main(["-q", "--no-header", "-p", "no:cacheprovider", "-W", "ignore", __file__]))
