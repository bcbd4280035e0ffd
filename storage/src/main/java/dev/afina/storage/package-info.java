/** Storage. */
@NullMarked
package dev.afina.storage;

import org.jspecify.annotations.NullMarked;
