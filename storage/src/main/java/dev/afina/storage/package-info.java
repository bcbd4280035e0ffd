/**
 * Studies in a database: URLs, providers, and the relational layer in Optuna's schema with its
 * SQLite dialect.
 */
@NullMarked
package dev.afina.storage;

import org.jspecify.annotations.NullMarked;
