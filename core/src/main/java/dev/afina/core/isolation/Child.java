package dev.afina.core.isolation;

import static java.lang.System.Logger.Level.DEBUG;

import dev.afina.core.AfinaException;
import dev.afina.core.isolation.Message.Kind;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that evaluates trials, seen from its parent.
 *
 * <p>The two talk over a loopback connection, so that all that the child prints, its JVM and native
 * code included, is its output and nothing else. The child learns the port and a secret from its
 * standard input. It ends when the connection does.
 */
final class Child {

  /** Between two looks whether the study was interrupted. */
  static final long LOOK_MILLIS = 100;

  private static final System.Logger LOG = System.getLogger("dev.afina.isolation");
  private static final long CONNECT_SECONDS = 60;
  private static final int HELLO_MILLIS = 5000;

  /** For a child that was told to end, and for what it wrote last to arrive. */
  private static final long END_SECONDS = 5;

  private final Process process;
  private final ServerSocket door;
  private final String secret;
  private final LastWords words;
  private final Thread listener;
  private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
  private @Nullable Connection connection;
  private boolean ready;
  private int trials;

  private Child(Process process, ServerSocket door, String secret, LastWords words) {
    this.process = process;
    this.door = door;
    this.secret = secret;
    this.words = words;
    listener = daemon("output", () -> words.read(process.getInputStream()));
  }

  private Thread daemon(String task, Runnable body) {
    Thread thread = new Thread(body, "afina-child-%d-%s".formatted(process.pid(), task));
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /**
   * Starts one, without waiting for it.
   *
   * @throws AfinaException if the system cannot
   */
  static Child launch(Made objective, Isolation isolation) {
    ServerSocket door = null;
    Process process = null;
    try {
      InetAddress here = InetAddress.getLoopbackAddress();
      door = new ServerSocket(0, 0, here);
      door.setSoTimeout((int) LOOK_MILLIS);
      process = new ProcessBuilder(command(objective, isolation)).redirectErrorStream(true).start();
      String secret = UUID.randomUUID().toString();
      Child child = new Child(process, door, secret, new LastWords(isolation.output()));
      child.greet("%s %d %s%n".formatted(here.getHostAddress(), door.getLocalPort(), secret));
      return child;
    } catch (IOException e) {
      closeQuietly(door);
      if (process != null) {
        process.destroyForcibly();
      }
      throw new AfinaException(
          "no child process can be started by %s: %s".formatted(isolation.java(), e.getMessage()),
          e);
    }
  }

  private void greet(String line) {
    try (var input = process.getOutputStream()) {
      input.write(line.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      LOG.log(DEBUG, "child {0} ended at once: {1}", process.pid(), e.getMessage());
    }
  }

  private static List<String> command(Made objective, Isolation isolation) {
    String encoding = Charset.defaultCharset().name();
    String modules = System.getProperty("jdk.module.path");
    String path = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.add(isolation.java().toString());
    command.add("-Dfile.encoding=" + encoding);
    command.add("-Dstdout.encoding=" + encoding);
    command.add("-Dstderr.encoding=" + encoding);
    command.addAll(isolation.jvmOptions());
    command.add("-cp");
    command.add(modules == null ? path : path + File.pathSeparator + modules);
    command.add(ChildMain.class.getName());
    command.add(objective.type().getName());
    command.add(objective.expected().getName());
    return command;
  }

  /**
   * Waits until the child has made the objective.
   *
   * @param check called all the while, to throw if there is no use in waiting
   * @throws AfinaException if the child cannot make it, or ends, or does not answer
   */
  void await(Runnable check) throws InterruptedException {
    if (ready) {
      return;
    }
    try {
      connect(check);
    } catch (IOException e) {
      throw new AfinaException("a child process cannot be talked to: " + e.getMessage(), e);
    }
    Message first = next(check);
    if (first.kind() != Kind.READY) {
      throw new AfinaException(
          first.kind() == Kind.BROKEN
              ? "a child process could not make the objective: " + first.text(0)
              : death().replaceFirst("ended with", "could not start; it ended with"));
    }
    ready = true;
  }

  private void connect(Runnable check) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (connection == null) {
      check.run();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!process.isAlive()) {
        inbox.add(Message.of(Kind.GONE));
        return;
      }
      if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(CONNECT_SECONDS)) {
        kill();
        throw new AfinaException(
            "a child process did not answer within %d seconds; %s"
                .formatted(CONNECT_SECONDS, words));
      }
      admit();
    }
    door.close();
  }

  /** Lets the child in, if it is there; others do not know the secret. */
  private void admit() throws IOException {
    Socket socket;
    try {
      socket = door.accept();
    } catch (SocketTimeoutException e) {
      return;
    }
    byte[] expected = secret.getBytes(StandardCharsets.US_ASCII);
    try {
      socket.setSoTimeout(HELLO_MILLIS);
      byte[] given = socket.getInputStream().readNBytes(expected.length);
      if (MessageDigest.isEqual(given, expected)) {
        socket.setSoTimeout(0);
        Connection joined = new Connection(socket);
        connection = joined;
        daemon("messages", () -> read(joined));
        return;
      }
    } catch (SocketTimeoutException e) {
      LOG.log(DEBUG, "a stranger called at a child''s door, and said nothing");
    }
    socket.close();
  }

  private void read(Connection joined) {
    try {
      while (true) {
        inbox.add(joined.receive());
      }
    } catch (IOException e) {
      inbox.add(Message.of(Kind.GONE));
    }
  }

  /** Whether it can take a trial. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Counts a trial that is given to it. */
  int begin() {
    words.forget();
    trials++;
    return trials;
  }

  /** Sends a message; whether the child still listens shows in what it answers. */
  void send(Message message) {
    try {
      if (connection != null) {
        connection.send(message);
      }
    } catch (IOException e) {
      LOG.log(DEBUG, "child {0} does not listen: {1}", process.pid(), e.getMessage());
    }
  }

  /** The next message, after a check every now and then while there is none. */
  Message next(Runnable check) throws InterruptedException {
    while (true) {
      Message message = next(LOOK_MILLIS);
      if (message != null) {
        return message;
      }
      check.run();
    }
  }

  /** The next message; null if there is none within a time. */
  @Nullable Message next(long millis) throws InterruptedException {
    return inbox.poll(millis, TimeUnit.MILLISECONDS);
  }

  /** How a child that is gone ended, as a sentence. */
  String death() throws InterruptedException {
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    listener.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
    return "the child process ended with %s; %s".formatted(Exit.named(process.exitValue()), words);
  }

  /** The last lines that it wrote, as the end of a sentence. */
  String lastWords() {
    return words.toString();
  }

  /** Ends it and what it started, now. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    hangUp();
  }

  /** Lets it end by itself; it is ended if it does not. */
  void dismiss() {
    hangUp();
    var unused =
        process
            .onExit()
            .orTimeout(2 * END_SECONDS, TimeUnit.SECONDS)
            .whenComplete((ended, late) -> process.destroyForcibly());
  }

  /** Waits until it has ended. */
  void awaitEnd() throws InterruptedException {
    if (!process.waitFor(2 * END_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private void hangUp() {
    closeQuietly(connection);
    closeQuietly(door);
  }

  private static void closeQuietly(@Nullable AutoCloseable resource) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (Exception e) {
      LOG.log(DEBUG, "a connection did not close: {0}", e.getMessage());
    }
  }
}
