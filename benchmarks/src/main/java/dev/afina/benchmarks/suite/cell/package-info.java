/** What one sampler reached on one problem with one seed, and the files that keep it. */
@NullMarked
package dev.afina.benchmarks.suite.cell;

import org.jspecify.annotations.NullMarked;
