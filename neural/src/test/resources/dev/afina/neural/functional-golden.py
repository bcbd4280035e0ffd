"""Writes functional-golden.json: branching networks, adapted normalization and penalties of Keras.

    pip install keras==3.15.1 jax==0.10.2 numpy==2.4.6
    KERAS_BACKEND=jax python functional-golden.py > functional-golden.json

Weights and gradients are written in PyTorch's order, by the names that they have in Afina.
"""

import json

import jax
import keras
import numpy as np
from keras import layers, regularizers

random = np.random.default_rng(23)


def rounded(values):
    return [float(f"{v:.9g}") for v in np.asarray(values, np.float32).ravel()]


def dense(w):
    return {"weight": w[0].T, "bias": w[1]}


def kernel(w):
    """(height, width, in, out) as (out, in, height, width)."""
    return w.transpose(3, 2, 0, 1)


def convolution(w):
    return {"weight": kernel(w[0]), "bias": w[1]}


def separable(w):
    height, width, channels, multiplier = w[0].shape
    by_channel = w[0].transpose(2, 3, 0, 1).reshape(channels * multiplier, 1, height, width)
    return {"depthwise_weight": by_channel, "pointwise_weight": kernel(w[1]), "bias": w[2]}


def lstm(w):
    return {"weight_ih": w[0].T, "weight_hh": w[1].T, "bias": w[2]}


def embedding(w):
    return {"weight": w[0]}


NAMES = {
    layers.Dense: dense,
    layers.Conv2D: convolution,
    layers.SeparableConv2D: separable,
    layers.LSTM: lstm,
    layers.Embedding: embedding,
}


def named(model, arrays):
    """The arrays of a model's weights by name."""
    arrays = [np.asarray(array) for array in arrays]
    seen, result = {}, {}
    for layer in model.layers:
        if not layer.weights:
            continue
        kind = {"Dense": "dense", "Conv2D": "conv2d", "SeparableConv2D": "separable_conv2d",
                "LSTM": "lstm", "Embedding": "embedding"}[type(layer).__name__]
        number = seen[kind] = seen.get(kind, -1) + 1
        prefix = kind if number == 0 else f"{kind}_{number}"
        own, arrays = arrays[: len(layer.weights)], arrays[len(layer.weights) :]
        for name, array in NAMES[type(layer)](own).items():
            result[f"{prefix}.{name}"] = rounded(array)
    return result


def draw(model):
    model.set_weights(
        [random.normal(size=w.shape).astype(np.float32) * 0.5 for w in model.weights]
    )


def merged(merge):
    x = layers.Input((5,))
    one = layers.Dense(4, activation="tanh")(x)
    other = layers.Dense(4)(x)
    third = layers.Dense(4, activation="sigmoid")(one)
    return keras.Model(x, merge([one, other, third]))


def residual():
    x = layers.Input((6, 5, 2))
    y = layers.Conv2D(2, 3, padding="same", activation="relu")(x)
    y = layers.Conv2D(2, 3, padding="same")(y)
    y = layers.Activation("relu")(layers.add([x, y]))
    return keras.Model(x, layers.Dense(3)(layers.GlobalAveragePooling2D()(y)))


def wide_and_deep():
    x = layers.Input((7,))
    deep = layers.Dense(6, activation="relu")(x[:, 2:])
    deep = layers.Dense(4, activation="relu")(deep)
    return keras.Model(x, layers.Dense(1)(layers.concatenate([x[:, :5], deep])))


def loss_and_gradients(model, x):
    """The mean squared error with what the weights cost, and its gradients."""
    t = random.normal(size=(len(x), model.output_shape[-1])).astype(np.float32)
    fixed = [v.value for v in model.non_trainable_variables]

    def loss(trained):
        y, _, losses = model.stateless_call(trained, fixed, x, return_losses=True)
        return ((y - t) ** 2).mean() + sum(losses)

    value, gradients = jax.value_and_grad(loss)([v.value for v in model.trainable_variables])
    model.compile(loss="mse")
    evaluated = model.evaluate(x, t, verbose=0)
    assert abs(evaluated - float(value)) < 1e-5
    return {
        "x": rounded(x),
        "t": rounded(t),
        "weights": named(model, model.get_weights()),
        "loss": evaluated,
        "gradients": named(model, gradients),
    }


def branching(model):
    draw(model)
    x = random.normal(size=(3, *model.input_shape[1:])).astype(np.float32)
    return {**loss_and_gradients(model, x), "y": rounded(model(x))}


networks = {
    "add": merged(layers.add),
    "multiply": merged(layers.multiply),
    "average": merged(layers.average),
    "maximum": merged(layers.maximum),
    "concatenate": merged(layers.concatenate),
    "residual": residual(),
    "wide and deep": wide_and_deep(),
}


def normalized(data, x):
    layer = layers.Normalization()
    layer.adapt(data)
    return {
        "data": rounded(data),
        "mean": rounded(layer.mean),
        "variance": rounded(layer.variance),
        "x": rounded(x),
        "y": rounded(layer(x)),
    }


table = (random.normal(size=(40, 3)) * [1, 20, 0] + [5, -300, 2]).astype(np.float32)
images = random.uniform(0, 255, size=(6, 4, 3, 2)).astype(np.float32)

r = regularizers
penalties = {
    "dense": (
        (4,),
        [
            layers.Dense(
                5,
                activation="tanh",
                kernel_regularizer=r.L1L2(0.01, 0.02),
                bias_regularizer=r.L2(0.03),
            ),
            layers.Dense(2, kernel_regularizer=r.L1(0.04), bias_regularizer=r.L1(0.05)),
        ],
    ),
    "conv2d": (
        (5, 4, 2),
        [
            layers.Conv2D(3, 2, kernel_regularizer=r.L2(0.05), bias_regularizer=r.L1L2(0.1, 0.2)),
            layers.Flatten(),
            layers.Dense(1),
        ],
    ),
    "separable": (
        (5, 4, 2),
        [
            layers.SeparableConv2D(
                3, 2, depthwise_regularizer=r.L1(0.05), pointwise_regularizer=r.L1(0.05)
            ),
            layers.Flatten(),
            layers.Dense(1),
        ],
    ),
    "lstm": (
        (6, 2),
        [
            layers.LSTM(
                3, kernel_regularizer=r.L1L2(0.03, 0.01), recurrent_regularizer=r.L1L2(0.03, 0.01)
            ),
            layers.Dense(1),
        ],
    ),
    "embedding": (
        (3,),
        [
            layers.Embedding(7, 2, embeddings_regularizer=r.L2(0.1)),
            layers.Flatten(),
            layers.Dense(1),
        ],
    ),
}


def penalized(name, shape, stack):
    model = keras.Sequential([layers.Input(shape), *stack])
    draw(model)
    if name == "embedding":
        x = random.integers(0, 7, size=(4, *shape)).astype(np.float32)
    else:
        x = random.normal(size=(4, *shape)).astype(np.float32)
    return loss_and_gradients(model, x)


print(
    json.dumps(
        {
            "keras": keras.__version__,
            "networks": {name: branching(model) for name, model in networks.items()},
            "normalization": {
                "table": normalized(table, table[:4] * 2),
                "images": normalized(images, images[:2]),
            },
            "penalties": {name: penalized(name, *case) for name, case in penalties.items()},
        }
    )
)
