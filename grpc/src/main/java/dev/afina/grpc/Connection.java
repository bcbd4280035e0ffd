package dev.afina.grpc;

import static java.lang.System.Logger.Level.WARNING;

import dev.afina.core.StorageException;
import dev.afina.grpc.optuna.StorageServiceGrpc;
import dev.afina.grpc.optuna.StorageServiceGrpc.StorageServiceBlockingStub;
import dev.afina.grpc.wire.Change;
import dev.afina.grpc.wire.EventServiceGrpc;
import dev.afina.grpc.wire.EventServiceGrpc.EventServiceBlockingStub;
import dev.afina.grpc.wire.FindStudiesRequest;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A client's line to a server.
 *
 * <p>A call that the server did not answer is made again, after pauses that grow, for as long as
 * the address has patience. Thread-safe; an interruption of the thread does not cut a call short.
 */
final class Connection implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.afina.grpc");
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 1000;
  private static final long KEEP_ALIVE_SECONDS = 20;

  private final GrpcAddress address;
  private final ManagedChannel channel;
  private final EventServiceBlockingStub events;
  private final StorageServiceBlockingStub proxy;
  private final String client = UUID.randomUUID() + "-";
  private final AtomicLong changes = new AtomicLong();
  private volatile boolean closed;

  private Connection(GrpcAddress address, ManagedChannel channel) {
    this.address = address;
    this.channel = channel;
    ClientInterceptor[] interceptors = {};
    if (address.token() != null) {
      Metadata headers = new Metadata();
      headers.put(TokenGate.AUTHORIZATION, TokenGate.SCHEME + address.token());
      interceptors = new ClientInterceptor[] {MetadataUtils.newAttachHeadersInterceptor(headers)};
    }
    events = EventServiceGrpc.newBlockingStub(channel).withInterceptors(interceptors);
    proxy = StorageServiceGrpc.newBlockingStub(channel).withInterceptors(interceptors);
  }

  /**
   * A line to a server, not yet used.
   *
   * @throws StorageException if the certificate to trust is none
   */
  static Connection open(GrpcAddress address) {
    return new Connection(
        address,
        Grpc.newChannelBuilderForAddress(address.host(), address.port(), credentials(address))
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .build());
  }

  private static ChannelCredentials credentials(GrpcAddress address) {
    if (!address.isSecret()) {
      return InsecureChannelCredentials.create();
    }
    if (address.trusted() == null) {
      return TlsChannelCredentials.create();
    }
    try {
      byte[] pem = Files.readAllBytes(address.trusted());
      if (CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem))
          .isEmpty()) {
        throw new CertificateException("it is empty");
      }
      return TlsChannelCredentials.newBuilder().trustManager(new ByteArrayInputStream(pem)).build();
    } catch (IOException | CertificateException e) {
      throw new StorageException(
          "%s holds no certificate to trust; expected a file in PEM, which begins with -----BEGIN"
                  .formatted(address.trusted())
              + " CERTIFICATE-----",
          e);
    }
  }

  /**
   * Whether the server serves Afina's events; Optuna's proxy does not.
   *
   * @throws StorageException if none answers, or it refuses
   */
  boolean hasEvents() {
    FindStudiesRequest request = FindStudiesRequest.newBuilder().setId(-1).build();
    try {
      events
          .withDeadlineAfter(LONGEST_PAUSE_MILLIS * 20, TimeUnit.MILLISECONDS)
          .findStudies(request);
      return true;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return false;
      }
      throw explained("open the storage", e);
    }
  }

  /** Calls of Afina's protocol. */
  EventServiceBlockingStub events() {
    return events;
  }

  /** Calls of Optuna's protocol. */
  StorageServiceBlockingStub proxy() {
    return proxy;
  }

  /** An id for a change. */
  Change change() {
    return Change.newBuilder().setId(client + changes.incrementAndGet()).build();
  }

  /**
   * Calls the server until it answers.
   *
   * @throws StatusRuntimeException with the server's answer if it is a refusal
   * @throws StorageException if there is no answer
   */
  <T> T call(String doing, Supplier<T> call) {
    if (closed) {
      throw new IllegalStateException("the storage at %s is closed".formatted(address));
    }
    long begin = System.nanoTime();
    long pause = FIRST_PAUSE_MILLIS;
    boolean interrupted = false;
    boolean warned = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          return call.get();
        } catch (StatusRuntimeException e) {
          Status.Code code = e.getStatus().getCode();
          if (code == Status.Code.CANCELLED && Thread.interrupted()) {
            interrupted = true;
            continue;
          }
          if (code != Status.Code.UNAVAILABLE) {
            throw e;
          }
          if (System.nanoTime() - begin > address.patience().toNanos()) {
            throw explained(doing, e);
          }
          if (!warned) {
            warned = true;
            LOG.log(WARNING, "{0}; trying again", explained(doing, e).getMessage());
          }
        }
        interrupted |= sleep(pause);
        pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean sleep(long millis) {
    try {
      Thread.sleep(millis);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** What a server's refusal amounts to, in a sentence. */
  StorageException explained(String doing, StatusRuntimeException failure) {
    Status status = failure.getStatus();
    String said = said(failure);
    String why =
        switch (status.getCode()) {
          case UNAVAILABLE, DEADLINE_EXCEEDED -> unreachable(failure, said);
          case UNAUTHENTICATED ->
              "%s; give the right one with ?token_file=FILE or in AFINA_GRPC_TOKEN".formatted(said);
          default -> said;
        };
    return new StorageException("cannot %s at %s: %s".formatted(doing, address, why), failure);
  }

  private String unreachable(StatusRuntimeException failure, String said) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof javax.net.ssl.SSLException) {
        return "no connection with TLS comes about (%s); use grpc:// if the server has no TLS, or"
                .formatted(cause.getMessage())
            + " name the certificate to trust with ?ca=FILE";
      }
    }
    return "no server answers; start one with afina serve --grpc %d, or check host, port and whether"
            .formatted(address.port())
        + " it asks for TLS (%s)".formatted(said);
  }

  private static String said(StatusRuntimeException failure) {
    String description = failure.getStatus().getDescription();
    return description == null
        ? failure.getStatus().getCode().name()
        : description.replaceAll("\\s+", " ");
  }

  @Override
  public void close() {
    closed = true;
    channel.shutdown();
    try {
      if (!channel.awaitTermination(1, TimeUnit.SECONDS)) {
        channel.shutdownNow();
      }
    } catch (InterruptedException e) {
      channel.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
