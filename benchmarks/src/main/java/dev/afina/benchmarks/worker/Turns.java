package dev.afina.benchmarks.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A worker's end of the line to the benchmark: a request a line, an answer a line. */
final class Turns {

  private static final ObjectMapper JSON = new ObjectMapper();

  // A logger that nobody holds may be collected together with its level.
  private static final Logger AFINA = Logger.getLogger("dev.afina");

  private Turns() {}

  /** The work of one turn. */
  interface Work {

    /** Does it; the answer by name. */
    Map<String, Double> turn(List<String> request) throws IOException;
  }

  /** Says that the worker is ready, then works until its input ends. */
  static void serve(Map<String, String> versions, Work work) throws IOException {
    AFINA.setLevel(Level.WARNING);
    var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println(JSON.writeValueAsString(versions));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      System.out.println(JSON.writeValueAsString(work.turn(List.of(line.split(" ")))));
    }
  }

  /** Seconds that all threads of this process have worked. */
  static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  /** Seconds since a value of {@link System#nanoTime}. */
  static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
