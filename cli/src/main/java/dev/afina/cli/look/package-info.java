/** The commands that look into a storage and change nothing. */
@NullMarked
package dev.afina.cli.look;

import org.jspecify.annotations.NullMarked;
