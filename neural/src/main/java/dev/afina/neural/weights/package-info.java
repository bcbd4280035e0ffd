/** Weights as plain arrays, and the safetensors files that keep them. */
@NullMarked
package dev.afina.neural.weights;

import org.jspecify.annotations.NullMarked;
