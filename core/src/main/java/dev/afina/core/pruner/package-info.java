/** Pruner. */
@NullMarked
package dev.afina.core.pruner;

import org.jspecify.annotations.NullMarked;
