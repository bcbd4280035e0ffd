/**
 * Bayesian optimisation with a Gaussian process: how parameters become coordinates, the process and
 * its fit, what a point promises, and where that is greatest.
 */
@NullMarked
package dev.afina.algorithms.gp;

import org.jspecify.annotations.NullMarked;
