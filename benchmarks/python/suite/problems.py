"""The problems, which a process of ours evaluates, and the curve that a search of one draws."""

import json
import math
import shlex
import subprocess
import time


# Trials in which a sampler may learn what fails; failures count after them.
SETTLING = 30


class Parameter:
    """A parameter: `kind` is "float", "int" or "categorical", the last with `choices`.

    It exists only while the parameter `parent` exists and has one of `values`; always where
    `parent` is None. `step` is None where every number of the range is allowed.
    """

    def __init__(self, document):
        self.name = document["name"]
        self.kind = document["type"]
        self.log = bool(document.get("log"))
        self.choices = document.get("choices")
        self.step = document.get("step")
        self.low, self.high = document.get("low"), document.get("high")
        if self.kind == "int":
            self.low, self.high = int(self.low), int(self.high)
            self.step = None if self.step is None else int(self.step)
        when = document.get("when") or {}
        self.parent, self.values = when.get("parent"), when.get("values", [])

    @property
    def steps(self):
        """How many steps fit in the range; only of a parameter with a step."""
        return int(math.floor((self.high - self.low) / self.step + 1e-9))

    def at(self, index):
        """The value that lies the given number of steps above the low end."""
        return self.low + self.step * int(index)

    def clean(self, value):
        """A value as the problem takes it: a number of Python's, inside of its bounds."""
        if self.kind == "categorical":
            if value not in self.choices:
                raise ValueError(f'"{self.name}" is {value!r}, expected one of {self.choices}')
            return self.choices[self.choices.index(value)]
        slack = 1e-6 * max(abs(self.low), abs(self.high))
        if not self.low - slack <= value <= self.high + slack:
            raise ValueError(
                f'"{self.name}" is {value!r}, expected a number of {self.low} to {self.high}'
            )
        if self.kind == "int" and value != round(value):
            raise ValueError(f'"{self.name}" is {value!r}, expected a whole number')
        number = min(self.high, max(self.low, float(value)))
        return int(number) if self.kind == "int" else number


class Outcome:
    """What an evaluation gave; a constraint above 0 is violated."""

    def __init__(self, answer):
        self.value = answer["value"]
        self.constraints = answer["constraints"]
        self.failed = answer["failed"]
        self.noise_free = answer["true"]

    @property
    def violation(self):
        """By how much constraints are violated, in sum; 0 for a feasible point."""
        return sum(max(0.0, violation) for violation in self.constraints)


class Curve:
    """The score after every trial that has the best value so far.

    The score is the noise-free value of the feasible trial that was observed to be best.
    """

    def __init__(self):
        self.points = []
        self.best = math.inf

    def add(self, index, outcome):
        """Takes the outcome of the trial of an index, from 1."""
        if not outcome.failed and outcome.violation == 0 and outcome.value < self.best:
            self.best = outcome.value
            self.points.append((index, outcome.noise_free))

    def __str__(self):
        return " ".join(f"{index}:{score:.6g}" for index, score in self.points)


class Problem:
    """A problem that is searched once: it counts the trials and keeps their curve."""

    def __init__(self, document, ask):
        self.name = document["name"]
        self.group = document["group"]
        self.fidelity = document.get("fidelity") or 0
        self.constraints = document.get("constraints") or 0
        self.space = [Parameter(parameter) for parameter in document["space"]]
        stepped = {parameter.name for parameter in self.space if parameter.step is not None}
        for parameter in self.space:
            if parameter.parent in stepped:
                raise ValueError(
                    f'"{parameter.name}" depends on "{parameter.parent}", which has a step;'
                    " the peers are told conditions on parameters without steps only"
                )
        self.trials = document["trials"]
        self.curve = Curve()
        self.begun = 0
        self.failures = 0
        self.epochs = 0
        self.seconds = 0.0
        self._ask = ask

    @property
    def noisy(self):
        """Whether one point may have several values."""
        return self.group == "noisy"

    def active(self, params):
        """The parameters that exist, cleaned, of values of at least those."""
        values = {}
        for parameter in self.space:
            if parameter.parent is None or values.get(parameter.parent) in parameter.values:
                values[parameter.name] = parameter.clean(params[parameter.name])
        return values

    def evaluate(self, params):
        """The outcome of the next trial; parameters that do not exist are ignored."""
        start = time.process_time()
        outcome = self._request({"trial": self.begun, "params": self.active(params)})
        self.begun += 1
        self._count(outcome)
        self.curve.add(self.begun, outcome)
        self.seconds += time.process_time() - start
        return outcome

    def train(self, params):
        """Begins the next trial of a problem with epochs; yields each epoch and its outcome.

        The curve counts in trials of all epochs, and only the last epoch's value counts.
        """
        params = self.active(params)
        trial = self.begun
        self.begun += 1
        for epoch in range(1, self.fidelity + 1):
            start = time.process_time()
            outcome = self._request({"trial": trial, "params": params, "epoch": epoch})
            self.epochs += 1
            self._count(outcome)
            if epoch == self.fidelity and self.epochs <= self.trials * self.fidelity:
                self.curve.add(-(-self.epochs // self.fidelity), outcome)
            self.seconds += time.process_time() - start
            yield epoch, outcome

    def _count(self, outcome):
        self.failures += outcome.failed and self.begun > SETTLING

    def _request(self, request):
        return Outcome(self._ask(request))


class Server:
    """The process that evaluates problems, started by a command line."""

    def __init__(self, command):
        # A session of its own, so that a signal to all of ours lets it answer until we end.
        self._process = subprocess.Popen(
            shlex.split(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def ask(self, request):
        """The answer to a request; raises RuntimeError with the server's sentence."""
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise ServerGone(f"the server has ended with status {self._process.wait()}")
        answer = json.loads(line)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer

    def names(self):
        """The names of all problems, in the report's order."""
        return [problem["name"] for problem in self.ask({"list": True})["problems"]]

    def open(self, name, seed):
        """A problem to be searched once."""
        return Problem(self.ask({"open": name, "seed": seed}), self.ask)

    def close(self):
        """Ends the process."""
        self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()


class ServerGone(Exception):
    """The server's process has ended."""
