/** Commands that drive a study from a script, and those that look after storages. */
@NullMarked
package dev.afina.cli.drive;

import org.jspecify.annotations.NullMarked;
