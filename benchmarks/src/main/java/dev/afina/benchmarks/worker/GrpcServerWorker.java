package dev.afina.benchmarks.worker;

import dev.afina.core.storage.Storage;
import dev.afina.grpc.StorageServer;
import dev.afina.storage.SqliteStorage;
import dev.afina.storage.Synchronous;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serves a new SQLite database over gRPC. A request is {@code start}, {@code NORMAL} or {@code
 * FULL}, and a file that does not exist yet, and is answered with the port; or it is {@code stop}.
 */
public final class GrpcServerWorker {

  private static @Nullable Storage storage;
  private static @Nullable StorageServer server;

  private GrpcServerWorker() {}

  /** Serves requests until its input ends. */
  public static void main(String[] arguments) throws IOException {
    Turns.serve(Map.of(), GrpcServerWorker::turn);
    stop();
  }

  private static Map<String, Double> turn(List<String> request) throws IOException {
    stop();
    if (request.get(0).equals("stop")) {
      return Map.of();
    }
    Storage opened =
        SqliteStorage.builder(Path.of(request.get(2)))
            .synchronous(Synchronous.valueOf(request.get(1)))
            .open();
    StorageServer started = StorageServer.builder(opened).port(0).start();
    storage = opened;
    server = started;
    return Map.of("port", (double) started.port());
  }

  private static void stop() {
    if (server != null) {
      server.close();
      server = null;
    }
    if (storage != null) {
      storage.close();
      storage = null;
    }
  }
}
