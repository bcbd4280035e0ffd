/** What can go wrong beyond a wrong argument. */
@NullMarked
package dev.afina.neural.exception;

import org.jspecify.annotations.NullMarked;
