/** Neural. */
@NullMarked
package dev.afina.neural;

import org.jspecify.annotations.NullMarked;
