"""Writes layers-golden.json: what Keras's layers make of given inputs and weights.

    pip install keras==3.15.1 jax==0.10.2 numpy==2.4.6
    KERAS_BACKEND=jax python layers-golden.py > layers-golden.json

Weights are written in PyTorch's order: filters first, and the gates of a GRU as reset, update, new.
"""

import json

import keras
import numpy as np
from keras import layers

random = np.random.default_rng(7)


def kernel(w):
    """(height, width, in, out) or (length, in, out) as (out, in, height, width)."""
    if w.ndim == 3:
        w = w[None]
    return w.transpose(3, 2, 0, 1)


def depthwise(w):
    """(height, width, channels, multiplier) as (channels · multiplier, 1, height, width)."""
    height, width, channels, multiplier = w.shape
    return w.transpose(2, 3, 0, 1).reshape(channels * multiplier, 1, height, width)


def gates(w):
    """Update, reset, new as reset, update, new."""
    update, reset, new = np.split(w, 3, axis=-1)
    return np.concatenate([reset, update, new], axis=-1)


def convolution(w):
    return {"weight": kernel(w[0]), "bias": w[1]}


def by_channel(w):
    return {"weight": depthwise(w[0]), "bias": w[1]}


def separable(w):
    return {"depthwise_weight": depthwise(w[0]), "pointwise_weight": kernel(w[1]), "bias": w[2]}


def lstm(w):
    return {"weight_ih": w[0].T, "weight_hh": w[1].T, "bias": w[2]}


def gru(w):
    return {
        "weight_ih": gates(w[0]).T,
        "weight_hh": gates(w[1]).T,
        "bias_ih": gates(w[2][0]),
        "bias_hh": gates(w[2][1]),
    }


def normalization(w):
    return {"weight": w[0], "bias": w[1]}


def batch_normalization(w):
    return dict(zip(("weight", "bias", "running_mean", "running_var"), w))


IMAGE, SEQUENCE = (7, 6, 3), (9, 4)
CASES = {
    "conv2d": (layers.Conv2D(4, 3), IMAGE, convolution),
    "conv2d same": (layers.Conv2D(4, 3, padding="same", activation="tanh"), IMAGE, convolution),
    "conv2d strides": (layers.Conv2D(2, 3, strides=2), IMAGE, convolution),
    "conv2d same strides": (layers.Conv2D(2, 3, strides=2, padding="same"), IMAGE, convolution),
    "conv2d even": (layers.Conv2D(2, 2, padding="same"), IMAGE, convolution),
    "conv2d dilation": (layers.Conv2D(2, 3, dilation_rate=2), IMAGE, convolution),
    "conv1d": (layers.Conv1D(5, 3), SEQUENCE, convolution),
    "conv1d same": (layers.Conv1D(5, 4, strides=2, padding="same"), SEQUENCE, convolution),
    "depthwise": (layers.DepthwiseConv2D(3, depth_multiplier=2), IMAGE, by_channel),
    "depthwise same": (layers.DepthwiseConv2D(3, strides=2, padding="same"), IMAGE, by_channel),
    "separable": (layers.SeparableConv2D(4, 3, padding="same"), IMAGE, separable),
    "max": (layers.MaxPooling2D(2), IMAGE, None),
    "max same": (layers.MaxPooling2D(2, padding="same"), IMAGE, None),
    "max strides": (layers.MaxPooling2D(3, strides=2, padding="same"), IMAGE, None),
    "average": (layers.AveragePooling2D(3), IMAGE, None),
    "average same": (layers.AveragePooling2D(3, padding="same"), IMAGE, None),
    "max1d": (layers.MaxPooling1D(2, padding="same"), SEQUENCE, None),
    "average1d": (layers.AveragePooling1D(4), SEQUENCE, None),
    "global max": (layers.GlobalMaxPooling2D(), IMAGE, None),
    "global average": (layers.GlobalAveragePooling2D(), IMAGE, None),
    "global average1d": (layers.GlobalAveragePooling1D(), SEQUENCE, None),
    "flatten": (layers.Flatten(), IMAGE, None),
    "reshape": (layers.Reshape((6, 21)), IMAGE, None),
    "rescaling": (layers.Rescaling(0.5, -1.0), IMAGE, None),
    "layer normalization": (layers.LayerNormalization(epsilon=1e-5), SEQUENCE, normalization),
    "batch normalization": (
        layers.BatchNormalization(epsilon=1e-5),
        IMAGE,
        batch_normalization,
    ),
    "embedding": (layers.Embedding(11, 3), (5,), lambda w: {"weight": w[0]}),
    "lstm": (layers.LSTM(3), SEQUENCE, lstm),
    "lstm sequences": (layers.LSTM(3, return_sequences=True), SEQUENCE, lstm),
    "gru": (layers.GRU(3), SEQUENCE, gru),
    "gru sequences": (layers.GRU(3, return_sequences=True), SEQUENCE, gru),
}


def rounded(values):
    return [float(f"{v:.9g}") for v in np.asarray(values, np.float32).ravel()]


golden = {}
for name, (layer, shape, names) in CASES.items():
    if name == "embedding":
        x = random.integers(0, 11, size=(2, *shape)).astype(np.float32)
    else:
        x = random.normal(size=(2, *shape)).astype(np.float32)
    layer.build((None, *shape))
    weights = [random.normal(size=w.shape).astype(np.float32) * 0.5 for w in layer.weights]
    if name == "batch normalization":
        weights[3] = np.abs(weights[3]) + 0.5
    layer.set_weights(weights)
    named = names(weights) if names else {}
    golden[name] = {
        "x": rounded(x),
        "weights": {key: rounded(value) for key, value in named.items()},
        "y": rounded(layer(x)),
    }
print(json.dumps({"keras": keras.__version__, "layers": golden}))
