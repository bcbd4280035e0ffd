/** Layers as small immutable specifications, with their shapes, weights and initialisers. */
@NullMarked
package dev.afina.neural.layer;

import org.jspecify.annotations.NullMarked;
