/** Storage. */
@NullMarked
package dev.afina.core.storage;

import org.jspecify.annotations.NullMarked;
