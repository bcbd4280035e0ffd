"""Writes normal.txt: functions of the normal distribution in 40 digits, rounded to double.

    python normal.py > normal.txt
"""

import mpmath as mp

mp.mp.dps = 60
print(f"# mpmath {mp.__version__}: z, erfcx(z), ln cdf(z), pdf/cdf(z), ln h(z), cdf/h(z)")
points = [-1e8, -1e5, -1000.0, -200.0, -40.0, -26.0, -15.5, -15.0, -14.5, -12.0, -8.0, -6.0, -5.0, -4.0, -3.0, -2.0]
points += [-1.5, -1.0, -0.75, -0.5, -0.46875, -0.25, -1e-3, 0.0, 1e-9, 0.3, 0.46875, 0.5, 0.8, 1.0, 1.7, 2.5, 3.9]
points += [4.0, 4.1, 5.0, 6.5, 9.0, 20.0, 40.0, 1000.0]
for point in points:
    z = mp.mpf(point)
    cdf = mp.erfc(-z / mp.sqrt(2)) / 2
    pdf = mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)
    if z < -30:  # erfc loses every digit of h there: use the integral of the tail
        t = -z
        rest = mp.quad(lambda u: u * mp.exp(-u - u * u / (2 * t * t)), [0, 1, 4, 16, 64, 256]) / t**2
        mills = (1 - rest) / t
        log_h, ratio = mp.log(pdf) + mp.log(rest), mills / rest
    else:
        h = pdf + z * cdf
        log_h, ratio = mp.log(h), cdf / h
    erfcx = mp.exp(z * z) * mp.erfc(z) if z > -26 else mp.inf
    log_cdf = mp.log1p(-mp.erfc(z / mp.sqrt(2)) / 2) if z > 0 else mp.log(cdf)
    row = [z, erfcx, log_cdf, pdf / cdf, log_h, ratio]
    print(" ".join(mp.nstr(v, 20) for v in row).replace("inf", "Infinity"))
