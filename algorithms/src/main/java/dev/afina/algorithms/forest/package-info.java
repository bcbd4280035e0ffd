/**
 * Bayesian optimisation with random forests, for spaces of many categories and conditions: how
 * parameters become coordinates, trees and forests of them, what a configuration promises, and
 * where that is greatest.
 */
@NullMarked
package dev.afina.algorithms.forest;

import org.jspecify.annotations.NullMarked;
