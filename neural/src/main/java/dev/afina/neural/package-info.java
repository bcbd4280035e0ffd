/**
 * Neural networks on the JVM: a {@link dev.afina.neural.Sequential} network is compiled into a
 * {@link dev.afina.neural.Blueprint}, a blueprint and a seed make a {@link dev.afina.neural.Model},
 * and a model is fitted, evaluated, saved and loaded.
 *
 * <p>PyTorch does the arithmetic, hidden in {@code dev.afina.neural.internal}. Nothing draws from
 * PyTorch's global generator: the seed alone decides weights, masks and shuffles.
 */
@NullMarked
package dev.afina.neural;

import org.jspecify.annotations.NullMarked;
