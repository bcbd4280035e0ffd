package dev.afina.core.storage;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that runs a trial.
 *
 * @param host its machine's name
 * @param pid its process number there
 * @param started when the process began, to the millisecond where the system tells, else the epoch;
 *     it tells a process from a later one of the same number
 */
public record Worker(String host, long pid, Instant started) {

  /** Systems count a start from the boot, whose time shifts a little when the clock is set. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

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
