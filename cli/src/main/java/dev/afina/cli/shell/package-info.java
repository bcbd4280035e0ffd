/** What all commands share: the terminal, the storage option, exit codes, failures, logging. */
@NullMarked
package dev.afina.cli.shell;

import org.jspecify.annotations.NullMarked;
