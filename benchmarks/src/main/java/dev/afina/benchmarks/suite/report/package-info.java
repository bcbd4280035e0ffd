/** Sums up cells: regrets, ranks, tables and a plot. */
@NullMarked
package dev.afina.benchmarks.suite.report;

import org.jspecify.annotations.NullMarked;
