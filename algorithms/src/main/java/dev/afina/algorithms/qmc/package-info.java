/** Samplers that spread trials evenly and learn nothing: quasi-random and Latin hypercube. */
@NullMarked
package dev.afina.algorithms.qmc;

import org.jspecify.annotations.NullMarked;
