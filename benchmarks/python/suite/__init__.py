"""The peers' side of the sample-efficiency suite: their samplers on the problems of Afina's."""

import os

# One thread, before anything counts the processors; joblib's is SMAC's, which wants all.
for _library in ("OMP", "MKL", "OPENBLAS"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"
os.environ["LOKY_MAX_CPU_COUNT"] = "1"
