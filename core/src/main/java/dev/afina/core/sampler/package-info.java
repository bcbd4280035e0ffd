/** Sampler. */
@NullMarked
package dev.afina.core.sampler;

import org.jspecify.annotations.NullMarked;
