package dev.afina.core.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that runs a trial.
 *
 * @param host its machine's name
 * @param pid its process number there
 * @param started what tells a process from a later one of the same number: when it began, on Linux
 *     counted from the machine's start, so that setting the clock changes nothing; elsewhere from
 *     the epoch, which itself stands for a system that does not tell
 */
public record Worker(String host, long pid, Instant started) {

  /** Where the start is told by the clock, it shifts a little when the clock is set. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** Linux counts in hundredths of a second towards programs, whatever its own beat is. */
  private static final long MILLIS_A_TICK = 10;

  /** The place of the start among what follows the program's name in {@code /proc/PID/stat}. */
  private static final int START = 19;

  private static final Worker CURRENT = new Worker(hostName(), ProcessHandle.current());

  private Worker(String host, ProcessHandle process) {
    this(host, process.pid(), startOf(process));
  }

  /** This process. */
  public static Worker current() {
    return CURRENT;
  }

  /** Whether it runs on this machine, so that {@link #isAlive} can be asked. */
  public boolean isLocal() {
    return host.equals(CURRENT.host);
  }

  /** Whether the process still runs; only meaningful if it {@link #isLocal}. */
  public boolean isAlive() {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process.isPresent()
        && Duration.between(startOf(process.get()), started).abs().compareTo(TOLERANCE) <= 0;
  }

  private static Instant startOf(ProcessHandle process) {
    return sinceBoot(process.pid()).orElseGet(() -> byTheClock(process));
  }

  private static Optional<Instant> sinceBoot(long pid) {
    try {
      String status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = status.substring(status.lastIndexOf(')') + 1).strip().split(" ", -1);
      return Optional.of(Instant.ofEpochMilli(MILLIS_A_TICK * Long.parseLong(fields[START])));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // not Linux, or the process has ended
    }
  }

  private static Instant byTheClock(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(instant -> Instant.ofEpochMilli(instant.toEpochMilli()))
        .orElse(Instant.EPOCH);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
