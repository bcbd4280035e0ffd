/** Testkit. */
@NullMarked
package dev.afina.testkit;

import org.jspecify.annotations.NullMarked;
