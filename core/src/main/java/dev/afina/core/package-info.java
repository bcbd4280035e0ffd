/** What every part of Afina throws. */
@NullMarked
package dev.afina.core;

import org.jspecify.annotations.NullMarked;
