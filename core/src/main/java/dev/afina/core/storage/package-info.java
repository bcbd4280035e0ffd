/** Where studies live: the interface of storages, and one in memory. */
@NullMarked
package dev.afina.core.storage;

import org.jspecify.annotations.NullMarked;
