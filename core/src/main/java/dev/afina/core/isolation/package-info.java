/** Objectives that are evaluated in processes of their own. */
@NullMarked
package dev.afina.core.isolation;

import org.jspecify.annotations.NullMarked;
