/**
 * Studies shared over the network: the server, the storage behind {@code grpc} URLs, and how both
 * put trials into messages.
 */
@NullMarked
package dev.afina.grpc;

import org.jspecify.annotations.NullMarked;
