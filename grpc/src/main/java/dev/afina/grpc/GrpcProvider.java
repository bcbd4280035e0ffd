package dev.afina.grpc;

import dev.afina.core.storage.Storage;
import dev.afina.storage.StorageProvider;
import dev.afina.storage.StorageUrl;
import java.util.Set;

/**
 * Serves {@code grpc} URLs, and {@code grpcs} with TLS: {@code grpc://host:port}, port 13000 unless
 * it is named.
 *
 * <p>The server is Afina's, or Optuna's storage proxy, whose protocol starts no trial in one step:
 * with it, a limit of trials may be overshot by as many as there are other processes.
 *
 * <p>Parameters: {@code token_file} (a file with the token that the server asks for; without it the
 * environment's {@code AFINA_GRPC_TOKEN} is taken), {@code ca} (a PEM file with the certificate to
 * trust; those that Java trusts by default), {@code timeout} (seconds to try again while the server
 * does not answer; 60 by default) and {@code zone} (that of an Optuna server's process; this one's
 * by default).
 */
public final class GrpcProvider implements StorageProvider {

  /** For the service loader. */
  public GrpcProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("grpc", "grpcs");
  }

  @Override
  public Storage open(StorageUrl url, boolean create) {
    GrpcAddress address = GrpcAddress.of(url);
    Connection connection = Connection.open(address);
    try {
      return connection.hasEvents()
          ? new EventStorage(connection)
          : new ProxyStorage(connection, address.zone());
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
