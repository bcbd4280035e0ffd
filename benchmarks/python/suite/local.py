"""Small problems that need no server: to warm the peers up and to check them."""

from .problems import Problem

FLAT = [
    {"name": "x", "type": "float", "low": -5, "high": 5},
    {"name": "rate", "type": "float", "low": 1e-4, "high": 1, "log": True},
    {"name": "units", "type": "int", "low": 1, "high": 64, "log": True},
    {"name": "depth", "type": "int", "low": 1, "high": 9},
    {"name": "half", "type": "float", "low": 0, "high": 2, "step": 0.5},
    {"name": "kind", "type": "categorical", "choices": ["a", "b", "c"]},
]

CONDITIONAL = [
    {"name": "kind", "type": "categorical", "choices": ["a", "b", "c"]},
    {"name": "layers", "type": "int", "low": 1, "high": 3},
    {"name": "a1", "type": "float", "low": -5, "high": 5, "when": ("kind", ["a"])},
    {"name": "a2", "type": "categorical", "choices": ["u", "v"], "when": ("kind", ["a"])},
    {"name": "deep", "type": "float", "low": -1, "high": 1, "when": ("a2", ["v"])},
    {"name": "bc", "type": "float", "low": 0, "high": 1, "when": ("kind", ["b", "c"])},
    {"name": "units2", "type": "int", "low": 8, "high": 64, "when": ("layers", [2, 3])},
    {"name": "units3", "type": "int", "low": 8, "high": 64, "when": ("layers", [3])},
]

SQUARE = [{"name": name, "type": "float", "low": -5, "high": 5} for name in ("x", "y")]


def problem(space, function, trials, name="local", group="function", constraints=0):
    """A problem of a function of the existing parameters: a value, or value and constraints."""

    def ask(request):
        answer = function(request["params"])
        value, violations = answer if isinstance(answer, tuple) else (answer, [])
        return {
            "value": value,
            "true": value,
            "failed": value is None,
            "constraints": violations,
        }

    document = {
        "name": name,
        "group": group,
        "trials": trials,
        "constraints": constraints,
        "space": [{**parameter, "when": _when(parameter)} for parameter in space],
    }
    return Problem(document, ask)


def quadratic(params):
    """The square of the distance from (1, -2)."""
    return (params["x"] - 1) ** 2 + (params["y"] + 2) ** 2


def _when(parameter):
    parent, values = parameter.get("when", (None, []))
    return {"parent": parent, "values": values} if parent else None
