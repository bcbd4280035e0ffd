/** Problems that samplers are compared on: declared spaces and what is to be minimised. */
@NullMarked
package dev.afina.benchmarks.suite.problem;

import org.jspecify.annotations.NullMarked;
