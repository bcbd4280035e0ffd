"""PyTorch's side of the training benchmark; the counterpart of TrainingWorker.java.

Arguments: the file of images, the file of labels (little-endian floats), and the
implementation of Adam: "default" (for each tensor in turn, what PyTorch chooses on
a CPU) or "fused", and "perceptron" or "convolution". A request on standard input is a number of epochs for
a new network.
"""

import json
import platform
import sys
import time

import numpy as np
import torch
from torch import nn

PIXELS = 784
BATCH_SIZE = 128


def train(model, optimizer, images, labels, epochs):
    rows = len(labels)
    loss_of_epoch = 0.0
    for _ in range(epochs):
        order = torch.randperm(rows)
        total = 0.0
        for start in range(0, rows, BATCH_SIZE):
            chosen = order[start : start + BATCH_SIZE]
            outputs = model(images.index_select(0, chosen))
            loss = nn.functional.cross_entropy(outputs, labels.index_select(0, chosen))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(chosen)
        loss_of_epoch = total / rows
    return loss_of_epoch


def network(kind):
    if kind == "perceptron":
        return nn.Sequential(
            nn.Linear(PIXELS, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10)
        )
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, 32, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(1600, 10),
    )


def main():
    torch.set_num_threads(1)
    torch.manual_seed(7)
    images = torch.from_numpy(np.fromfile(sys.argv[1], "<f4").reshape(-1, PIXELS))
    labels = torch.from_numpy(np.fromfile(sys.argv[2], "<f4").astype(np.int64))
    fused = True if sys.argv[3] == "fused" else None
    versions = {
        "PyTorch of Python": torch.__version__,
        "Python": platform.python_version(),
        "NumPy": np.__version__,
    }
    print(json.dumps(versions), flush=True)
    for request in sys.stdin:
        epochs = int(request)
        model = network(sys.argv[4])
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=fused)
        cpu_start = time.process_time()
        start = time.perf_counter()
        loss = train(model, optimizer, images, labels, epochs)
        seconds = time.perf_counter() - start
        cores = (time.process_time() - cpu_start) / seconds
        rate = epochs * len(labels) / seconds
        print(json.dumps({"rate": rate, "loss": loss, "cores": cores}), flush=True)


if __name__ == "__main__":
    main()
