"""Keras's side of the training benchmark, on TensorFlow; see training.py.

Arguments: the file of images, the file of labels (little-endian floats), and
"perceptron" or "convolution". A request on standard input is a number of epochs for
a new network. Its training step is traced and compiled by a short fit that is not
timed; the timed fit finds it ready.
"""

import json
import os
import platform
import sys
import time

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

import keras
import numpy as np
import tensorflow as tf
from keras import layers

PIXELS = 784
BATCH_SIZE = 128


def network(kind):
    if kind == "perceptron":
        hidden = [layers.Dense(128, activation="relu"), layers.Dense(64, activation="relu")]
    else:
        hidden = [
            layers.Reshape((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
        ]
    model = keras.Sequential([keras.Input((PIXELS,)), *hidden, layers.Dense(10)])
    model.compile(
        optimizer=keras.optimizers.Adam(1e-3),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


def main():
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    keras.utils.set_random_seed(7)
    images = np.fromfile(sys.argv[1], "<f4").reshape(-1, PIXELS)
    labels = np.fromfile(sys.argv[2], "<f4").astype(np.int32)
    versions = {
        "Keras": keras.version(),
        "TensorFlow": tf.__version__,
        "Python of Keras": platform.python_version(),
    }
    print(json.dumps(versions), flush=True)
    for request in sys.stdin:
        epochs = int(request)
        keras.backend.clear_session()
        model = network(sys.argv[3])
        # A last batch that is smaller, as in the timed fit.
        rows = BATCH_SIZE + len(labels) % BATCH_SIZE
        model.fit(images[:rows], labels[:rows], batch_size=BATCH_SIZE, verbose=0)
        cpu_start = time.process_time()
        start = time.perf_counter()
        history = model.fit(images, labels, batch_size=BATCH_SIZE, epochs=epochs, verbose=0)
        seconds = time.perf_counter() - start
        cores = (time.process_time() - cpu_start) / seconds
        rate = epochs * len(labels) / seconds
        loss = history.history["loss"][-1]
        print(json.dumps({"rate": rate, "loss": loss, "cores": cores}), flush=True)


if __name__ == "__main__":
    main()
