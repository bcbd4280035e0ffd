/** Runs Afina's samplers on the problems. */
@NullMarked
package dev.afina.benchmarks.suite.search;

import org.jspecify.annotations.NullMarked;
