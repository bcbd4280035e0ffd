package dev.afina.cli.serve;

import dev.afina.cli.shell.ExitCode;
import dev.afina.cli.shell.StorageOption;
import dev.afina.core.storage.Storage;
import dev.afina.grpc.StorageServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code afina serve}. */
@Command(
    name = "serve",
    description = {
      "Shares a storage over the network until it is ended by Ctrl-C or a signal.",
      "Workers in Python connect with Optuna's GrpcStorageProxy, those of Afina with --storage"
          + " grpc://HOST:PORT. Without TLS and a token everybody who reaches the port may read and"
          + " change all studies."
    })
public final class ServeCommand implements Callable<Integer> {

  private static final String TOKEN_VARIABLE = "AFINA_GRPC_TOKEN";

  @Mixin private final StorageOption storage = new StorageOption();

  @Option(
      names = "--grpc",
      paramLabel = "PORT",
      defaultValue = "" + StorageServer.DEFAULT_PORT,
      description = "The port for gRPC, 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "localhost",
      description =
          "The name or address to listen at, 0.0.0.0 for all of this machine's (default:"
              + " ${DEFAULT-VALUE}).")
  private String host = "localhost";

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "Encrypts with this certificate, PEM, the server's own first.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's key, PEM of PKCS #8, without a password.")
  private @Nullable Path key;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "Asks clients for the token in this file (default: the environment's "
              + TOKEN_VARIABLE
              + ", else none).")
  private @Nullable Path tokenFile;

  @Spec private CommandSpec spec;

  /** For picocli. */
  public ServeCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException(
          "--tls-certificate and --tls-key belong together; give both, or neither");
    }
    String token = token();
    PrintWriter err = spec.commandLine().getErr();
    CountDownLatch ended = new CountDownLatch(1);
    try (Storage open = storage.open();
        StorageServer server = start(open, token)) {
      Thread hook = new Thread(() -> end(server, ended), "afina-serve-end");
      Runtime.getRuntime().addShutdownHook(hook);
      say(
          err,
          "serving %s at %s://%s:%d; Ctrl-C ends it"
              .formatted(
                  storage.shown(), certificate == null ? "grpc" : "grpcs", host, server.port()));
      if (token != null && certificate == null && !isLoopback()) {
        say(err, "warning: without TLS the token goes over the network as it is");
      }
      server.awaitEnd();
    } finally {
      ended.countDown();
    }
    return ExitCode.INTERRUPTED;
  }

  private StorageServer start(Storage open, @Nullable String token) throws IOException {
    StorageServer.Builder builder = StorageServer.builder(open).host(host).port(port);
    if (certificate != null && key != null) {
      builder.tls(certificate, key);
    }
    if (token != null) {
      builder.token(token);
    }
    return builder.start();
  }

  /** Lets the calls that are going on end; the main thread closes the storage. */
  private void end(StorageServer server, CountDownLatch ended) {
    server.close();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    say(spec.commandLine().getErr(), "ended; the storage is closed");
  }

  private @Nullable String token() throws IOException {
    if (tokenFile == null) {
      String given = System.getenv(TOKEN_VARIABLE);
      return given == null || given.isEmpty() ? null : given;
    }
    String token = Files.readString(tokenFile).strip();
    if (token.isEmpty()) {
      throw new IllegalArgumentException(
          "the token's file %s is empty; write a token into it".formatted(tokenFile));
    }
    return token;
  }

  private boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void say(PrintWriter err, String sentence) {
    err.println("afina: " + sentence);
    err.flush();
  }
}
