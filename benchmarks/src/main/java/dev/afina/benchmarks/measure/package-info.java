/** How things are measured: sides that take turns, medians and ratios, and files of results. */
@NullMarked
package dev.afina.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
