package dev.afina.core.isolation;

/** What the exit value of a process means. */
final class Exit {

  /** A shell's and Java's value of a process that a signal ended is this much above the signal. */
  private static final int SIGNALLED = 128;

  private Exit() {}

  /** The value, with the name of the signal if it tells of one. */
  static String named(int value) {
    String name =
        switch (value - SIGNALLED) { // the signals whose numbers POSIX fixes, and two of Linux
          case 1 -> "SIGHUP";
          case 2 -> "SIGINT";
          case 3 -> "SIGQUIT";
          case 4 -> "SIGILL";
          case 6 -> "SIGABRT";
          case 7 -> "SIGBUS";
          case 8 -> "SIGFPE";
          case 9 -> "SIGKILL, as when the machine runs out of memory";
          case 11 -> "SIGSEGV";
          case 15 -> "SIGTERM";
          default -> "";
        };
    return name.isEmpty() ? Integer.toString(value) : "%d (%s)".formatted(value, name);
  }
}
