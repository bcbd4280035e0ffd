/** Networks as objectives: hypermodels, their training in a trial, and the best one's file. */
@NullMarked
package dev.afina.neural.tune;

import org.jspecify.annotations.NullMarked;
