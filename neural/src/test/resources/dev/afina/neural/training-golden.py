"""Writes training-golden.json: steps of optimizers, losses with gradients, metrics and schedules.

    pip install torch==2.10.0 keras==3.15.1 jax==0.10.2 scikit-learn==1.9.1 numpy==2.4.6
    KERAS_BACKEND=jax python training-golden.py > training-golden.json
"""

import json

import keras
import numpy as np
import sklearn
import sklearn.metrics as sk
import torch

STEPS = 12
random = np.random.default_rng(11)
start = random.normal(size=6).astype(np.float32)
gradients = random.normal(size=(STEPS, 6)).astype(np.float32)


def by_torch(make):
    weights = [torch.tensor(part.copy(), requires_grad=True) for part in (start[:4], start[4:])]
    optimizer = make(weights)
    after = []
    for gradient in gradients:
        weights[0].grad = torch.tensor(gradient[:4])
        weights[1].grad = torch.tensor(gradient[4:])
        optimizer.step()
        after.append(np.concatenate([w.detach().numpy() for w in weights]).tolist())
    return after


def by_keras(optimizer):
    weights = [keras.Variable(part.copy()) for part in (start[:4], start[4:])]
    optimizer.build(weights)
    after = []
    for gradient in gradients:
        optimizer.apply([gradient[:4], gradient[4:]], weights)
        after.append(np.concatenate([np.asarray(w.value) for w in weights]).tolist())
    return after


t, k = torch.optim, keras.optimizers
optimizers = {
    "sgd": by_torch(lambda w: t.SGD(w, 0.1)),
    "momentum": by_torch(lambda w: t.SGD(w, 0.1, momentum=0.9, weight_decay=0.2)),
    "nesterov": by_torch(lambda w: t.SGD(w, 0.1, momentum=0.7, nesterov=True)),
    "adagrad": by_torch(lambda w: t.Adagrad(w, 0.1)),
    "adagrad from 0.1 with decay": by_torch(
        lambda w: t.Adagrad(w, 0.1, initial_accumulator_value=0.1, weight_decay=0.2)
    ),
    "rmsprop": by_torch(lambda w: t.RMSprop(w, 0.01, alpha=0.9)),
    "rmsprop with all": by_torch(
        lambda w: t.RMSprop(w, 0.01, alpha=0.8, eps=1e-3, momentum=0.6, centered=True, weight_decay=0.2)
    ),
    "adadelta": by_torch(lambda w: t.Adadelta(w, 1.0)),
    "adadelta with all": by_torch(lambda w: t.Adadelta(w, 0.5, rho=0.8, eps=1e-3, weight_decay=0.2)),
    "adam": by_torch(lambda w: t.Adam(w, 0.1)),
    "amsgrad": by_torch(lambda w: t.Adam(w, 0.1, betas=(0.8, 0.5), eps=1e-3, amsgrad=True)),
    "adamw": by_torch(lambda w: t.AdamW(w, 0.1)),
    "nadam": by_torch(lambda w: t.NAdam(w, 0.1)),
    "nadam with all": by_torch(
        lambda w: t.NAdam(w, 0.1, betas=(0.8, 0.95), eps=1e-3, momentum_decay=0.1, weight_decay=0.2)
    ),
    "keras sgd": by_keras(k.SGD(0.1)),
    "keras nesterov": by_keras(k.SGD(0.1, momentum=0.7, nesterov=True)),
    "keras adagrad": by_keras(k.Adagrad(0.1, epsilon=1e-14)),
    "keras rmsprop": by_keras(k.RMSprop(0.01, rho=0.8, epsilon=1e-14, centered=True)),
    "keras adadelta": by_keras(k.Adadelta(0.5, rho=0.8, epsilon=1e-3)),
    "keras adam": by_keras(k.Adam(0.1, epsilon=1e-12)),
    "keras nadam": by_keras(k.Nadam(0.1, beta_1=0.8, beta_2=0.95, epsilon=1e-12)),
    "keras clip value": by_keras(k.SGD(0.1, clipvalue=0.5)),
    "keras clip norm": by_keras(k.SGD(0.1, clipnorm=0.9)),
    "keras clip global norm": by_keras(k.SGD(0.1, global_clipnorm=1.5)),
}

logits = random.normal(scale=2, size=(5, 3)).astype(np.float32)
classes = np.array([2, 0, 1, 1, 2])
shares = random.dirichlet([1, 1, 1], size=5).astype(np.float32)
labels = np.array([1, 0, 1, 1, 0], dtype=np.float32)
values = random.normal(size=(5, 3)).astype(np.float32)
row_weights = np.array([1, 0.5, 2, 0, 3], dtype=np.float32)
f = torch.nn.functional


def loss(function, outputs, targets):
    x = torch.tensor(outputs, requires_grad=True)
    value = function(x, torch.tensor(targets))
    value.backward()
    return {"value": value.item(), "gradient": x.grad.numpy().ravel().tolist()}


def weighted(function):
    def of(x, y):
        per_row = function(x, y)
        per_row = per_row.mean(dim=1) if per_row.dim() == 2 else per_row
        return (per_row * torch.tensor(row_weights)).mean()

    return of


column = logits[:, 0].copy()
losses = {
    "sparse_categorical_crossentropy": loss(f.cross_entropy, logits, classes),
    "sparse_categorical_crossentropy(0.1)": loss(
        lambda x, y: f.cross_entropy(x, y, label_smoothing=0.1), logits, classes
    ),
    "categorical_crossentropy": loss(f.cross_entropy, logits, shares),
    "categorical_crossentropy(0.2)": loss(
        lambda x, y: f.cross_entropy(x, y, label_smoothing=0.2), logits, shares
    ),
    "binary_crossentropy": loss(f.binary_cross_entropy_with_logits, column, labels),
    "binary_crossentropy(0.1)": loss(
        lambda x, y: f.binary_cross_entropy_with_logits(x, y * 0.9 + 0.05), column, labels
    ),
    "mean_squared_error": loss(f.mse_loss, logits, values),
    "mean_absolute_error": loss(f.l1_loss, logits, values),
    "huber": loss(f.huber_loss, logits, values),
    "huber(0.4)": loss(lambda x, y: f.huber_loss(x, y, delta=0.4), logits, values),
    "weighted mean_squared_error": loss(
        weighted(lambda x, y: f.mse_loss(x, y, reduction="none")), logits, values
    ),
    "weighted sparse_categorical_crossentropy": loss(
        weighted(lambda x, y: f.cross_entropy(x, y, reduction="none")), logits, classes
    ),
}
by_keras_losses = {
    "categorical_crossentropy(0.2)": keras.losses.CategoricalCrossentropy(
        from_logits=True, label_smoothing=0.2
    )(shares, logits),
    "binary_crossentropy(0.1)": keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.1)(
        labels[:, None], column[:, None]
    ),
    "huber(0.4)": keras.losses.Huber(delta=0.4)(values, logits),
    "mean_absolute_error": keras.losses.MeanAbsoluteError()(values, logits),
}

rows = 40
probabilities = random.dirichlet([0.7] * 4, size=rows).astype(np.float32)
truth = random.integers(0, 3, size=rows)  # class 3 never occurs, but is predicted
truth[::2] = probabilities[::2, :3].argmax(axis=1)
guess = probabilities.argmax(axis=1)
all_classes = random.integers(0, 4, size=rows)
single = np.round(random.random(rows), 1).astype(np.float32)  # with ties
truth2 = (random.random(rows) < single).astype(int)
guess2 = (single >= 0.5).astype(int)


def averages(score, y, p, names):
    return {name: float(score(y, p, average=name, zero_division=0)) for name in names}


three = ["macro", "micro", "weighted"]
targets2 = random.normal(size=(rows, 3)).astype(np.float32)
predicted2 = (targets2 + random.normal(scale=0.5, size=(rows, 3))).astype(np.float32)
metrics = {
    "classes": {
        "accuracy": float(sk.accuracy_score(truth, guess)),
        "top_2_accuracy": float(sk.top_k_accuracy_score(truth, probabilities, k=2, labels=range(4))),
        **{"precision_" + n: v for n, v in averages(sk.precision_score, truth, guess, three).items()},
        **{"recall_" + n: v for n, v in averages(sk.recall_score, truth, guess, three).items()},
        **{"f1_" + n: v for n, v in averages(sk.f1_score, truth, guess, three).items()},
        "log_loss": float(sk.log_loss(truth, probabilities, labels=range(4))),
    },
    "all classes": {"auc": float(sk.roc_auc_score(all_classes, probabilities, multi_class="ovr"))},
    "binary": {
        "accuracy": float(sk.accuracy_score(truth2, guess2)),
        "precision": float(sk.precision_score(truth2, guess2)),
        "recall": float(sk.recall_score(truth2, guess2)),
        "f1": float(sk.f1_score(truth2, guess2)),
        "f1_macro": float(sk.f1_score(truth2, guess2, average="macro")),
        "f1_weighted": float(sk.f1_score(truth2, guess2, average="weighted")),
        "auc": float(sk.roc_auc_score(truth2, single)),
        "log_loss": float(sk.log_loss(truth2, single)),
    },
    "values": {
        "mse": float(sk.mean_squared_error(targets2, predicted2)),
        "rmse": float(np.sqrt(sk.mean_squared_error(targets2, predicted2))),
        "mae": float(sk.mean_absolute_error(targets2, predicted2)),
        "r2": float(sk.r2_score(targets2, predicted2)),
    },
}

LENGTH = 40
s = keras.optimizers.schedules


def by_keras_schedule(schedule):
    return [float(schedule(step)) for step in range(LENGTH)]


def by_torch_schedule(rate, make):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], rate)
    schedule = make(optimizer)
    rates = []
    for _ in range(LENGTH):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return rates


l = torch.optim.lr_scheduler
schedules = {
    "exponential": by_keras_schedule(s.ExponentialDecay(0.1, 10, 0.5)),
    "step": by_keras_schedule(s.ExponentialDecay(0.1, 10, 0.5, staircase=True)),
    "torch step": by_torch_schedule(0.1, lambda o: l.StepLR(o, 10, 0.5)),
    "piecewise": by_torch_schedule(0.1, lambda o: l.MultiStepLR(o, [5, 20], 0.1)),
    "inverse time": by_keras_schedule(s.InverseTimeDecay(0.1, 10, 0.5)),
    "polynomial": by_keras_schedule(s.PolynomialDecay(0.1, 30, 0.01, power=2.0)),
    "linear": by_keras_schedule(s.PolynomialDecay(0.1, 30, 0.01)),
    "cosine": by_keras_schedule(s.CosineDecay(0.1, 30, alpha=0.1)),
    "torch cosine": by_torch_schedule(0.1, lambda o: l.CosineAnnealingLR(o, LENGTH, 0.01)),
    "cosine restarts": by_keras_schedule(s.CosineDecayRestarts(0.1, 5, t_mul=2.0, alpha=0.1)),
    "torch cosine restarts": by_torch_schedule(
        0.1, lambda o: l.CosineAnnealingWarmRestarts(o, 5, 2, 0.01)
    ),
    "one cycle": by_torch_schedule(0.1, lambda o: l.OneCycleLR(o, 0.1, total_steps=LENGTH + 1)),
    "warm up": by_torch_schedule(0.1, lambda o: l.LinearLR(o, 1 / 8, 1, total_iters=7)),
}



class Model:
    """As much of a model as the callback asks for."""

    def __init__(self):
        self.optimizer = keras.optimizers.SGD(1.0)


def plateaus(**options):
    callback = keras.callbacks.ReduceLROnPlateau(monitor="val_loss", **options)
    callback.set_model(Model())
    callback.on_train_begin()
    rates = []
    for epoch, value in enumerate(watched):
        callback.on_epoch_end(epoch, {"val_loss": value})
        rates.append(float(callback.model.optimizer.learning_rate))
    return rates


watched = [1.0, 0.8, 0.79, 0.785, 0.7, 0.7, 0.72, 0.7, 0.69, 0.69, 0.69, 0.69, 0.69, 0.5, 0.51, 0.52, 0.53, 0.54, 0.3]
watched += [0.31, 0.32, 0.33, 0.34, 0.35, 0.36]
plateau = {
    "plain": plateaus(patience=2, factor=0.5, min_delta=0),
    "min delta": plateaus(patience=2, factor=0.5, min_delta=0.05),
    "cooldown": plateaus(patience=2, factor=0.5, min_delta=0, cooldown=3),
    "all": plateaus(patience=1, factor=0.1, min_delta=0.02, cooldown=1, min_lr=0.005),
}

golden = {
    "versions": {
        "torch": torch.__version__,
        "keras": keras.__version__,
        "scikit-learn": sklearn.__version__,
        "numpy": np.__version__,
    },
    "start": start.tolist(),
    "gradients": gradients.tolist(),
    "optimizers": optimizers,
    "logits": logits.ravel().tolist(),
    "labels": classes.tolist(),
    "shares": shares.ravel().tolist(),
    "binaryLabels": labels.tolist(),
    "values": values.ravel().tolist(),
    "rowWeights": row_weights.tolist(),
    "losses": losses,
    "kerasLosses": {name: float(value) for name, value in by_keras_losses.items()},
    "probabilities": probabilities.ravel().tolist(),
    "truth": truth.tolist(),
    "allClasses": all_classes.tolist(),
    "single": single.tolist(),
    "truth2": truth2.tolist(),
    "targets2": targets2.ravel().tolist(),
    "predicted2": predicted2.ravel().tolist(),
    "metrics": metrics,
    "schedules": schedules,
    "watched": watched,
    "plateau": plateau,
}


def text(value):
    if not isinstance(value, dict):
        return json.dumps(value)
    return "{\n" + ",\n".join(" %s: %s" % (json.dumps(n), json.dumps(v)) for n, v in value.items()) + "\n}"


print("{\n" + ",\n".join("%s: %s" % (json.dumps(n), text(v)) for n, v in golden.items()) + "\n}")
