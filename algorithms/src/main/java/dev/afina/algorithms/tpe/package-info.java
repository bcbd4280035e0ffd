/** The tree-structured Parzen estimator: what good trials have in common, against the rest. */
@NullMarked
package dev.afina.algorithms.tpe;

import org.jspecify.annotations.NullMarked;
