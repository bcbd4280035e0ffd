/** {@code afina tune}, which tunes a network on a data set, and {@code afina predict}. */
@NullMarked
package dev.afina.cli.tune;

import org.jspecify.annotations.NullMarked;
