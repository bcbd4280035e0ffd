/** Metrics computed on predictions, in plain Java. */
@NullMarked
package dev.afina.neural.metric;

import org.jspecify.annotations.NullMarked;
