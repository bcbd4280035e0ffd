"""Writes posterior.txt: a Gaussian process by scikit-learn, and expected improvement by quadrature.

    python posterior.py > posterior.txt
"""

import mpmath as mp
import numpy as np
import sklearn
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern

print(f"# scikit-learn {sklearn.__version__}, mpmath {mp.__version__}")
rng = np.random.default_rng(20261120)
lengths, scale, noise = np.array([0.3, 0.7, 1.9]), 1.7, 0.013
x, y, at = rng.random((12, 3)), rng.normal(size=12), rng.random((9, 3))
kernel = ConstantKernel(scale, "fixed") * Matern(lengths, "fixed", nu=2.5)
gp = GaussianProcessRegressor(kernel, alpha=noise, optimizer=None).fit(x, y)
mean, deviation = gp.predict(at, return_std=True)


def line(kind, *values):
    print(kind, " ".join(repr(float(v)) for v in values))


line("lengths", *lengths)
line("scale", scale)
line("noise", noise)
for row, target in zip(x, y):
    line("observed", *row, target)
for row, m, s in zip(at, mean, deviation):
    line("posterior", *row, m, s**2)
line("likelihood", gp.log_marginal_likelihood_value_)
with_mean = kernel + ConstantKernel(0.3, "fixed")
gp = GaussianProcessRegressor(with_mean, alpha=noise, optimizer=None).fit(x, y)
line("likelihood-with-mean", gp.log_marginal_likelihood_value_)

mp.mp.dps = 40
for m, s, best in [(0, 1, 0), (0.3, 0.2, 0.25), (-1, 0.5, 1.5), (2, 3, -4), (0, 0.1, 2), (-5, 1, 4)]:
    density = lambda v: mp.exp(-(((v - m) / mp.mpf(s)) ** 2) / 2) / (s * mp.sqrt(2 * mp.pi))
    top = max(mp.mpf(best), mp.mpf(m)) + 14 * s
    points = [mp.mpf(best) + (top - best) * k / 400 for k in range(401)]
    value = mp.quad(lambda v: (v - best) * density(v), points)
    line("improvement", m, s, best, mp.log(value))
