/** Where networks compute. */
@NullMarked
package dev.afina.neural.device;

import org.jspecify.annotations.NullMarked;
