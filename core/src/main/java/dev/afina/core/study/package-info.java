/** The search itself: a study, its objective, its budget and its listeners. */
@NullMarked
package dev.afina.core.study;

import org.jspecify.annotations.NullMarked;
