/** Evolution strategies: a normal distribution that learns where good trials lie. */
@NullMarked
package dev.afina.algorithms.cma;

import org.jspecify.annotations.NullMarked;
