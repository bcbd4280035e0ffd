/** The comparison of samplers: which one finds good points in few trials. */
@NullMarked
package dev.afina.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
