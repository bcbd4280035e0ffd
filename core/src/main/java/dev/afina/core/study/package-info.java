/** Study. */
@NullMarked
package dev.afina.core.study;

import org.jspecify.annotations.NullMarked;
