/** Examples. */
@NullMarked
package dev.afina.examples;

import org.jspecify.annotations.NullMarked;
