"""Runs an MLflow server, and tells what was handed over to it.

Arguments: a folder, a port, the name of a registered model. When the server answers, the file
"ready" is made in the folder; when the file "handed" is there, what the server holds is printed as
JSON, and the server ends.
"""

import hashlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import time
import urllib.request

folder, port, name = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
address = f"http://127.0.0.1:{port}"
log = open(folder / "server.log", "w")
server = subprocess.Popen(
    [
        sys.executable, "-m", "mlflow", "server",
        "--host", "127.0.0.1", "--port", port, "--workers", "1",
        "--backend-store-uri", f"sqlite:///{folder}/mlflow.db",
        "--artifacts-destination", str(folder / "artifacts"),
    ],
    stdout=log, stderr=log, start_new_session=True,
)


def wait(condition, seconds):
    end = time.time() + seconds
    while not condition():
        if time.time() > end or server.poll() is not None:
            print((folder / "server.log").read_text()[-2000:])
            sys.exit(1)
        time.sleep(0.1)


def answers():
    try:
        return urllib.request.urlopen(f"{address}/health", timeout=2).status == 200
    except OSError:
        return False


try:
    wait(answers, 240)
    (folder / "ready").touch()
    wait((folder / "handed").exists, 120)
    import mlflow

    mlflow.set_tracking_uri(address)
    client = mlflow.MlflowClient()
    version = client.get_model_version_by_alias(name, "production")
    run = client.get_run(version.run_id)
    local = pathlib.Path(mlflow.artifacts.download_artifacts(version.source, dst_path=str(folder / "back")))
    digest = hashlib.sha256()
    for file in sorted(local.iterdir()):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    print("RESULT " + json.dumps({
        "version": int(version.version),
        "experiment": client.get_experiment(run.info.experiment_id).name,
        "status": run.info.status,
        "params": run.data.params,
        "metrics": run.data.metrics,
        "tags": {k: v for k, v in run.data.tags.items() if k.startswith("afina.")},
        "sha256": digest.hexdigest(),
    }))
finally:
    os.killpg(server.pid, signal.SIGTERM)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
