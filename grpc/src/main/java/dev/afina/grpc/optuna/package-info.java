/** The messages and calls of Optuna's storage proxy. */
@NullMarked
package dev.afina.grpc.optuna;

import org.jspecify.annotations.NullMarked;
