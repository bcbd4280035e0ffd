package dev.afina.grpc;

import dev.afina.core.storage.Worker;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Optuna's trials have no place for, as system attributes: who runs a trial, its last sign of
 * life, and whose place in the search it takes.
 */
final class ProxyLease {

  /** Tells the process that runs a trial; null once it has none. */
  static final String WORKER = "afina:worker";

  /** Tells when the worker last gave a sign of life; null for one that needs none. */
  static final String HEARTBEAT = "afina:heartbeat";

  /** Tells the index of the lost trial that this one retries. */
  static final String PLACE = "afina:place";

  private ProxyLease() {}

  /** The attributes of a trial that a worker begins now. */
  static Map<String, @Nullable Object> of(Worker worker) {
    Map<String, @Nullable Object> process = new LinkedHashMap<>();
    process.put("host", worker.host());
    process.put("pid", worker.pid());
    process.put("started", worker.started().toEpochMilli());
    Map<String, @Nullable Object> lease = new LinkedHashMap<>();
    lease.put(WORKER, process);
    lease.put(HEARTBEAT, Instant.now().toString());
    return lease;
  }

  /** The worker of a trial's attributes, if there is one. */
  static @Nullable Worker worker(Map<String, @Nullable Object> attributes) {
    return attributes.get(WORKER) instanceof Map<?, ?> process
            && process.get("host") instanceof String host
            && process.get("pid") instanceof Number pid
            && process.get("started") instanceof Number started
        ? new Worker(host, pid.longValue(), Instant.ofEpochMilli(started.longValue()))
        : null;
  }

  /** The last sign of life of a trial's attributes, if there is one. */
  static @Nullable Instant heartbeat(Map<String, @Nullable Object> attributes) {
    try {
      return attributes.get(HEARTBEAT) instanceof String text ? Instant.parse(text) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Takes out of attributes what only storages know of. */
  static void strip(Map<String, @Nullable Object> attributes) {
    attributes.remove(WORKER);
    attributes.remove(HEARTBEAT);
    attributes.remove(PLACE);
  }
}
