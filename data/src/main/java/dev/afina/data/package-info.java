/** Data. */
@NullMarked
package dev.afina.data;

import org.jspecify.annotations.NullMarked;
