/** Cli. */
@NullMarked
package dev.afina.cli;

import org.jspecify.annotations.NullMarked;
