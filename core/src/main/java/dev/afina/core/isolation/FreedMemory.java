package dev.afina.core.isolation;

import static java.lang.System.Logger.Level.DEBUG;

import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.ReentrantLock;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Native memory that this process has freed and its C library keeps: handed back to the system
 * every now and then, so that a process whose trials run in others does not grow with them.
 *
 * <p>With glibc it is mostly what the just-in-time compilers needed for a moment, in the arenas of
 * their threads. HotSpot on Linux has a command for it, {@code jcmd <pid> System.trim_native_heap},
 * in recent updates of Java 17 and newer ones; without it nothing is done. Thread-safe.
 */
final class FreedMemory {

  private static final System.Logger LOG = System.getLogger("dev.afina.isolation");
  private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
  private static final String TRIM = "systemTrimNativeHeap";

  /** It takes at most one part of so many of the time: other threads cannot allocate meanwhile. */
  private static final long SHARE = 100;

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static boolean known = true;
  private static long rest;
  private static long ended = System.nanoTime();

  private FreedMemory() {}

  /** Hands it back, unless that would take too much of the time, or another thread does. */
  static void handBackIfDue() {
    if (!LOCK.tryLock()) {
      return;
    }
    try {
      if (known && System.nanoTime() - ended >= rest) {
        known = handBack();
      }
    } finally {
      LOCK.unlock();
    }
  }

  /** Hands it back now; false if this JVM cannot. */
  static boolean handBack() {
    LOCK.lock();
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer(); // takes long, but once
      ObjectName commands = new ObjectName(COMMANDS);
      long begin = System.nanoTime();
      server.invoke(commands, TRIM, null, null);
      ended = System.nanoTime();
      rest = SHARE * (ended - begin);
      return true;
    } catch (Exception | LinkageError e) { // of a Java without its management
      LOG.log(DEBUG, "freed native memory is not handed back: {0}", e.toString());
      return false;
    } finally {
      LOCK.unlock();
    }
  }
}
