/** What can be searched: distributions, search spaces and the values chosen from them. */
@NullMarked
package dev.afina.core.space;

import org.jspecify.annotations.NullMarked;
