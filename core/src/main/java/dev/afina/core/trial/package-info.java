/** Trial. */
@NullMarked
package dev.afina.core.trial;

import org.jspecify.annotations.NullMarked;
