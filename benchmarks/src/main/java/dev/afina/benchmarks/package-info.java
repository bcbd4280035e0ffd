/** Benchmarks. */
@NullMarked
package dev.afina.benchmarks;

import org.jspecify.annotations.NullMarked;
