"""What is told to libraries that know no constraints or no failures."""


class Penalty:
    """Values that are worse than all others so far.

    A violated constraint: the worst value seen so far plus the sum of the violations. A failure:
    the worst value seen so far, or 1 before the first.
    """

    def __init__(self):
        self._worst = None

    def told(self, outcome):
        """What is told instead of an outcome's value."""
        if outcome.failed:
            return 1.0 if self._worst is None else self._worst
        self._worst = outcome.value if self._worst is None else max(self._worst, outcome.value)
        if outcome.violation > 0:
            return self._worst + outcome.violation
        return outcome.value
