/** The messages and calls of Afina's own clients. */
@NullMarked
package dev.afina.grpc.wire;

import org.jspecify.annotations.NullMarked;
