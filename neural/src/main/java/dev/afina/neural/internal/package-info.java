/** PyTorch's side of a network; no API, the only package that sees PyTorch's types. */
@NullMarked
package dev.afina.neural.internal;

import org.jspecify.annotations.NullMarked;
