/** The command that shares a storage over the network. */
@NullMarked
package dev.afina.cli.serve;

import org.jspecify.annotations.NullMarked;
