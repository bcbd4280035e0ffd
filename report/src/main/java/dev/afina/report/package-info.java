/** Report. */
@NullMarked
package dev.afina.report;

import org.jspecify.annotations.NullMarked;
