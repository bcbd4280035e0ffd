/**
 * What people look at: the HTML report of a study, and its trials as CSV, JSON and text.
 *
 * <p>Everything here reads a study as it stands in a storage and changes nothing.
 */
@NullMarked
package dev.afina.report;

import org.jspecify.annotations.NullMarked;
