/**
 * Tables: reading CSV, finding out what the columns are, and turning rows into features.
 *
 * <p>The way through it: {@link dev.afina.data.table.CsvReader} makes a {@link
 * dev.afina.data.table.RawTable}, {@link dev.afina.data.table.TableProblem} finds the types and the
 * task, and a {@link dev.afina.data.table.TablePreprocessor} fitted on the training rows makes a
 * {@link dev.afina.data.Dataset} of any table with the same columns.
 */
@NullMarked
package dev.afina.data.table;

import org.jspecify.annotations.NullMarked;
