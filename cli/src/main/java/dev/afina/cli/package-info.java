/** The {@code afina} command: its root, where subcommands are hung up and failures become words. */
@NullMarked
package dev.afina.cli;

import org.jspecify.annotations.NullMarked;
