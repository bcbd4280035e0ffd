/** One evaluation of an objective, alive and recorded, and the columnar record of all of them. */
@NullMarked
package dev.afina.core.trial;

import org.jspecify.annotations.NullMarked;
