/**
 * Numerics without a word of tuning: linear algebra, minimisation, quasi-random points, and the
 * tails of the normal distribution, all deterministic.
 */
@NullMarked
package dev.afina.math;

import org.jspecify.annotations.NullMarked;
