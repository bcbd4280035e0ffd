package dev.afina.grpc;

import dev.afina.grpc.wire.Change;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The answers to recent changes, so that one that a client sends again, because it did not get the
 * answer, is not made twice. Thread-safe.
 */
final class Changes {

  /** Far more than all clients have under way; a client sends a change again within seconds. */
  private static final int REMEMBERED = 10_000;

  private final Map<String, CompletableFuture<Object>> answers = new LinkedHashMap<>();

  /**
   * Makes a change, or tells what came of it; waits for one that is being made. One that failed is
   * forgotten.
   *
   * @param change without an id it is always made
   */
  <T> T once(Change change, Class<T> type, Supplier<T> work) {
    if (change.getId().isEmpty()) {
      return work.get();
    }
    String key = type.getSimpleName() + ' ' + change.getId();
    CompletableFuture<Object> mine = new CompletableFuture<>();
    CompletableFuture<Object> earlier;
    synchronized (answers) {
      earlier = answers.putIfAbsent(key, mine);
      Iterator<String> oldest = answers.keySet().iterator();
      if (answers.size() > REMEMBERED && !oldest.next().equals(key)) {
        oldest.remove();
      }
    }
    if (earlier != null) {
      return type.cast(join(earlier));
    }
    try {
      T answer = work.get();
      mine.complete(answer);
      return answer;
    } catch (RuntimeException | Error e) {
      synchronized (answers) {
        answers.remove(key);
      }
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private static Object join(CompletableFuture<Object> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
