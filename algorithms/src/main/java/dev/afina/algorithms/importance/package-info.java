/** How much each parameter matters: PED-ANOVA and fANOVA, from the trials of a study. */
@NullMarked
package dev.afina.algorithms.importance;

import org.jspecify.annotations.NullMarked;
