package dev.afina.core.isolation;

import static java.lang.System.Logger.Level.ERROR;

import dev.afina.core.AfinaException;
import dev.afina.core.isolation.Message.Kind;
import dev.afina.core.study.MultiObjective;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A child process: makes the objective of the class that it is told, and evaluates the trials that
 * it is given until the connection to its parent ends, by whatever that may be.
 */
final class ChildMain {

  /** The exit value of a child whose parent went while it evaluated a trial. */
  private static final int ORPHANED = 75; // EX_TEMPFAIL of BSD's sysexits.h

  /** The exit value of a child that could not tell how its trial ended. */
  private static final int BROKEN_DOWN = 70; // EX_SOFTWARE, from there as well

  private static final System.Logger LOG = System.getLogger("dev.afina.isolation");
  private static final long END_MILLIS = 5000;
  private static final int MOST_FRAMES = 3;

  private final Connection connection;
  private final Thread worker = Thread.currentThread();
  private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
  private volatile boolean idle;
  private @Nullable Throwable refusal;

  private ChildMain(Connection connection) {
    this.connection = connection;
  }

  /**
   * Runs a child; its parent writes where it is, at which port, and a secret to the standard input.
   *
   * @param arguments the names of the objective's class and of the expected interface
   */
  public static void main(String[] arguments) throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)).readLine();
    String[] words = line == null ? new String[0] : line.split(" ");
    if (words.length != 3 || arguments.length != 2) {
      throw new IllegalArgumentException("a child process is started by its parent only");
    }
    System.setIn(InputStream.nullInputStream());
    Socket socket = new Socket(words[0], Integer.parseInt(words[1]));
    socket.getOutputStream().write(words[2].getBytes(StandardCharsets.US_ASCII));
    new ChildMain(new Connection(socket)).run(arguments[0], arguments[1]);
  }

  private void run(String type, String expected) {
    Thread reader = new Thread(this::read, "afina-parent");
    reader.setDaemon(true);
    reader.start();
    try {
      MultiObjective objective;
      try {
        objective = new Made(Class.forName(type), Class.forName(expected)).make();
      } catch (Throwable e) {
        connection.send(Message.of(Kind.BROKEN, e.toString()));
        return;
      }
      idle = true;
      connection.send(Message.of(Kind.READY));
      while (true) {
        Message begin = inbox.take();
        idle = false;
        Message end = evaluate(objective, new RemoteTrial(begin, this::ask));
        idle = true;
        connection.send(end);
      }
    } catch (IOException | InterruptedException e) {
      Runtime.getRuntime().halt(ORPHANED);
    } catch (Throwable e) { // without memory to tell of a failure
      LOG.log(ERROR, "the objective cannot go on", e);
      Runtime.getRuntime().halt(BROKEN_DOWN);
    }
  }

  private Message evaluate(MultiObjective objective, RemoteTrial trial) {
    refusal = null;
    try {
      List<@Nullable Object> values = new ArrayList<>();
      for (double value : objective.evaluate(trial)) {
        values.add(value);
      }
      return Message.of(Kind.RETURNED, values);
    } catch (Throwable e) {
      return e == refusal ? Message.of(Kind.PASSED_ON) : Plain.of(Kind.THREW, e);
    } finally {
      boolean unused = Thread.interrupted(); // the next trial begins without
    }
  }

  private synchronized Message ask(Message question) {
    try {
      connection.send(question);
    } catch (IOException e) {
      throw new AfinaException("the parent process is gone", e);
    }
    Message answer = awaitAnswer();
    if (answer.kind() == Kind.REFUSAL) {
      Throwable thrown = Plain.failure(answer, Thread.currentThread().getContextClassLoader());
      RuntimeException refused =
          thrown instanceof RuntimeException e ? e : new AfinaException(thrown.toString(), thrown);
      refusal = refused;
      throw refused;
    }
    return answer;
  }

  /** Whatever the objective does with interrupts: an answer must not be taken for the next one. */
  private Message awaitAnswer() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return inbox.take();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Takes in what the parent says; ends the process when it is gone. */
  private void read() {
    try {
      while (true) {
        Message message = connection.receive();
        if (message.kind() == Kind.WHERE) {
          connection.send(Message.of(Kind.THERE, place()));
        } else {
          inbox.add(message);
        }
      }
    } catch (Throwable e) { // also without memory for more
      end();
    }
  }

  /** Those of the objective's own frames that it is in. */
  private String place() {
    List<String> frames = new ArrayList<>();
    for (StackTraceElement frame : worker.getStackTrace()) {
      if (frames.size() < MOST_FRAMES
          && !frame.getClassName().startsWith(ChildMain.class.getName())) {
        frames.add(frame.toString());
      }
    }
    return String.join(" < ", frames);
  }

  /** In order when nothing goes on, so that what was to be removed at the end is; but for sure. */
  private void end() {
    if (!idle) {
      Runtime.getRuntime().halt(ORPHANED);
    }
    Thread guard =
        new Thread(
            () -> {
              try {
                Thread.sleep(END_MILLIS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(0);
            });
    guard.setDaemon(true);
    guard.start();
    System.exit(0);
  }
}
