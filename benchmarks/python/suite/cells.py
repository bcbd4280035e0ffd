"""The file that keeps a peer's finished cells: one search of one problem with one seed a line."""

import csv
import os

HEADER = ["problem", "seed", "version", "trials", "suggest_seconds", "failures", "curve"]


class Cells:
    """Cells of one peer, appended to a file and flushed one by one.

    A last line that was cut off in the middle is removed. Cells of other versions do not count;
    of several lines of a cell the last one holds.
    """

    def __init__(self, path, version):
        self._path = path
        self._version = version
        self._known = set()
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            self._repair()
            self._read()

    def __contains__(self, cell):
        return cell in self._known

    def add(self, problem, seed, trials, seconds, failures, curve):
        """Appends a cell; the curve is text."""
        new = not self._path.exists()
        with open(self._path, "a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            if new:
                writer.writerow(HEADER)
            row = [problem, seed, self._version, trials, f"{seconds:.6f}", failures, curve]
            writer.writerow(row)
            file.flush()
            os.fsync(file.fileno())
        self._known.add((problem, seed))

    def _repair(self):
        content = self._path.read_bytes()
        if content and not content.endswith(b"\n"):
            with open(self._path, "r+b") as file:
                file.truncate(content.rfind(b"\n") + 1)
        if self._path.stat().st_size == 0:
            self._path.unlink()

    def _read(self):
        if not self._path.exists():
            return
        with open(self._path, encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            header = next(rows)
            if header != HEADER:
                raise ValueError(
                    f"{self._path} begins with {','.join(header)},"
                    f" expected {','.join(HEADER)}; maybe it is of another build: move it away"
                )
            for problem, seed, version, *_ in rows:
                if version == self._version:
                    self._known.add((problem, int(seed)))
