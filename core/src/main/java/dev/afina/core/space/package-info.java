/** Space. */
@NullMarked
package dev.afina.core.space;

import org.jspecify.annotations.NullMarked;
