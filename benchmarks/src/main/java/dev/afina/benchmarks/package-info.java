/** The benchmarks by name: what each measures, against whom, and what it aims at. */
@NullMarked
package dev.afina.benchmarks;

import org.jspecify.annotations.NullMarked;
