package dev.afina.grpc;

import dev.afina.core.storage.Storage;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Shares a storage over gRPC, with Python's and Java's workers alike: it speaks the protocol of
 * Optuna's storage proxy, and beside it Afina's own, in whole events.
 *
 * <p>Without TLS and token, its defaults as they are Optuna's, anybody who reaches the port may
 * read and change everything. Thread-safe.
 */
public final class StorageServer implements AutoCloseable {

  /** The port of Optuna's proxy. */
  public static final int DEFAULT_PORT = 13_000;

  /** Whoever sends a larger message is refused; user attributes may be megabytes. */
  private static final int LARGEST_REQUEST = 64 << 20;

  /** Calls that are served at once; storages have fewer connections or one writer anyway. */
  private static final int THREADS = 16;

  private static final long LAST_CALLS_SECONDS = 5;
  private static final int LAST_PORT = 65_535;

  private final Server server;
  private final ExecutorService executor;

  private StorageServer(Server server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /** To share a storage, which stays its owner's to close. */
  public static Builder builder(Storage storage) {
    return new Builder(storage);
  }

  /** The options of a server. */
  public static final class Builder {

    private final Storage storage;
    private String host = "localhost";
    private int port = DEFAULT_PORT;
    private ZoneId zone = ZoneId.systemDefault();
    private @Nullable Path certificate;
    private @Nullable Path key;
    private @Nullable String token;

    private Builder(Storage storage) {
      this.storage = storage;
    }

    /** The name or address to listen at; {@code localhost} by default, as Optuna's. */
    public Builder host(String value) {
      host = value;
      return this;
    }

    /** The port, {@value #DEFAULT_PORT} by default as Optuna's; 0 for any that is free. */
    public Builder port(int value) {
      if (value < 0 || value > LAST_PORT) {
        throw new IllegalArgumentException(
            "port %d is none from 0 (any) to %d".formatted(value, LAST_PORT));
      }
      port = value;
      return this;
    }

    /**
     * The zone that Optuna's clients are told times in, which they take for their own; this
     * process's by default.
     */
    public Builder zone(ZoneId value) {
      zone = value;
      return this;
    }

    /**
     * Encrypts; without it everything is plain.
     *
     * @param certificateFile PEM, the server's own first
     * @param keyFile PEM of PKCS #8, without a password
     */
    public Builder tls(Path certificateFile, Path keyFile) {
      certificate = certificateFile;
      key = keyFile;
      return this;
    }

    /** What clients must bring as {@code authorization: Bearer TOKEN}; nothing by default. */
    public Builder token(String value) {
      if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c <= '~')) {
        throw new IllegalArgumentException(
            "a token has one or more characters of printable ASCII without spaces");
      }
      token = value;
      return this;
    }

    /**
     * Starts to serve.
     *
     * @throws IOException if the port is in use, or a file cannot be read
     * @throws IllegalArgumentException if certificate and key are none, or the host is unknown
     */
    public StorageServer start() throws IOException {
      ServerCredentials credentials =
          certificate == null || key == null
              ? InsecureServerCredentials.create()
              : ServerTls.read(certificate, key);
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new IllegalArgumentException(
            "host \"%s\" is unknown; name an address of this machine, or 0.0.0.0 for all"
                .formatted(host));
      }
      AtomicInteger threads = new AtomicInteger();
      ExecutorService executor =
          Executors.newFixedThreadPool(
              THREADS, work -> new Thread(work, "afina-grpc-" + threads.incrementAndGet()));
      NettyServerBuilder builder =
          NettyServerBuilder.forAddress(address, credentials)
              .executor(executor)
              .maxInboundMessageSize(LARGEST_REQUEST)
              .permitKeepAliveTime(5, TimeUnit.SECONDS)
              .permitKeepAliveWithoutCalls(true)
              .addService(MessageGate.before(new OptunaService(storage, zone)))
              .addService(MessageGate.before(new EventService(storage)));
      if (token != null) {
        builder.intercept(new TokenGate(token));
      }
      try {
        return new StorageServer(builder.build().start(), executor);
      } catch (IOException e) {
        executor.shutdownNow();
        throw explained(e);
      }
    }

    private IOException explained(IOException failure) {
      Throwable cause = failure;
      while (cause.getCause() != null && !(cause instanceof BindException)) {
        cause = cause.getCause();
      }
      String reason = String.valueOf(cause.getMessage());
      return new IOException(
          reason.contains("in use")
              ? "port %d of %s is in use; end what uses it, or choose another port"
                  .formatted(port, host)
              : "cannot listen at port %d of %s (%s); choose another port or host"
                  .formatted(port, host, reason),
          failure);
    }
  }

  /** The port it listens at. */
  public int port() {
    return server.getPort();
  }

  /** Waits until it is closed. */
  public void awaitEnd() throws InterruptedException {
    server.awaitTermination();
  }

  /** Ends it; calls that are going on have some seconds to end. Harmless when repeated. */
  @Override
  public void close() {
    server.shutdown();
    try {
      if (!server.awaitTermination(LAST_CALLS_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow();
        server.awaitTermination(LAST_CALLS_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    } finally {
      executor.shutdown();
    }
  }
}
