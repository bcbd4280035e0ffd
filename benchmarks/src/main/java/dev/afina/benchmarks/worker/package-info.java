/** Afina's side of the benchmarks: processes that do their work when they are told to. */
@NullMarked
package dev.afina.benchmarks.worker;

import org.jspecify.annotations.NullMarked;
