"""KerasTuner's side of the hyperband benchmark; the counterpart of HyperbandWorker.java.

Arguments: the folder with the data, the validation accuracy to come to, and "one" or "default" for
TensorFlow's threads. A request on standard input is a seed, the most seconds, and a folder.
"""

import json
import os
import platform
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import keras_tuner
import numpy as np
import tensorflow as tf

PIXELS = 784
BATCH_SIZE = 64
EPOCHS = 27


def build(hp):
    layers = keras.layers
    convolutions = hp.Int("convolutions", 0, 2)
    filters = hp.Int("filters", 4, 16, step=4)
    hidden = hp.Int("layers", 1, 2)
    units = hp.Int("units", 32, 128, step=32)
    dropout = hp.Float("dropout", 0.0, 0.5)
    activation = hp.Choice("activation", ["relu", "tanh"])
    rate = hp.Float("learning_rate", 1e-4, 1e-2, sampling="log")
    model = keras.Sequential([keras.Input((PIXELS,))])
    if convolutions > 0:
        model.add(layers.Reshape((28, 28, 1)))
        for i in range(convolutions):
            model.add(layers.Conv2D(filters * (i + 1), 3, activation=activation))
            model.add(layers.MaxPooling2D(2))
        model.add(layers.Flatten())
    for _ in range(hidden):
        model.add(layers.Dense(units, activation=activation))
        model.add(layers.Dropout(dropout))
    model.add(layers.Dense(10))
    model.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


class Reached(keras_tuner.errors.FatalError):
    """Ends the search; the tuner passes such errors on."""


class Watch(keras.callbacks.Callback):
    """Ends the search where the target is reached or the time is up; the tuner copies it."""

    start = 0.0
    target = 1.0
    limit = 0.0
    epochs = 0
    best = 0.0
    seconds = 0.0

    def on_epoch_end(self, epoch, logs=None):
        Watch.epochs += 1
        Watch.best = max(Watch.best, logs["val_accuracy"])
        Watch.seconds = time.perf_counter() - Watch.start
        if Watch.best >= Watch.target or Watch.seconds > Watch.limit:
            raise Reached()


def floats(folder, name, dtype="<f4"):
    return np.fromfile(os.path.join(folder, name), "<f4").astype(dtype)


def main():
    folder, target, threads = sys.argv[1:]
    if threads == "one":
        tf.config.threading.set_intra_op_parallelism_threads(1)
        tf.config.threading.set_inter_op_parallelism_threads(1)
    answers, sys.stdout = sys.stdout, sys.stderr
    train = floats(folder, "train-images").reshape(-1, PIXELS), floats(folder, "train-labels", "i4")
    validation = (
        floats(folder, "validation-images").reshape(-1, PIXELS),
        floats(folder, "validation-labels", "i4"),
    )
    keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)]).predict(train[0][:1, :1], verbose=0)
    versions = {
        "KerasTuner": keras_tuner.__version__,
        "Keras": keras.__version__,
        "TensorFlow": tf.__version__,
        "NumPy": np.__version__,
        "Python": platform.python_version(),
    }
    print(json.dumps(versions), file=answers, flush=True)
    for request in sys.stdin:
        seed, limit, place = request.split(" ", 2)
        keras.utils.set_random_seed(int(seed))
        Watch.target, Watch.limit = float(target), float(limit)
        Watch.start = time.perf_counter()
        tuner = keras_tuner.Hyperband(
            build,
            objective="val_accuracy",
            max_epochs=EPOCHS,
            factor=3,
            seed=int(seed),
            directory=place.rstrip("\n"),
            project_name="hyperband",
            overwrite=True,
        )
        try:
            tuner.search(
                *train,
                validation_data=validation,
                batch_size=BATCH_SIZE,
                callbacks=[Watch()],
                verbose=0,
            )
        except Reached:
            pass
        answer = {
            "seconds": Watch.seconds,
            "best": Watch.best,
            "trials": len(tuner.oracle.trials),
            "epochs": Watch.epochs,
        }
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
