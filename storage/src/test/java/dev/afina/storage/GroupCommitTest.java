package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Threads that queue up behind a writer are committed together, and each sees its own end. */
@Timeout(30)
class GroupCommitTest {

  private static final int THREADS = 9;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SessionPair sessions;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Database database;

  @BeforeEach
  void open() throws SQLException {
    SqliteDialect dialect = new SqliteDialect("test.db", Duration.ofSeconds(1), ZoneOffset.UTC);
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("test.db"));
    Session session = new Session(connection, dialect);
    session.update("CREATE TABLE t (x INTEGER PRIMARY KEY)");
    sessions = new SessionPair(session, session);
    database = new Database(dialect, sessions);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Lets so many threads write, all of whom have queued up before the first may begin. */
  private List<FutureTask<Integer>> together(List<Database.Work<Integer>> works)
      throws InterruptedException {
    Session held = sessions.borrow(true);
    List<FutureTask<Integer>> tasks = new ArrayList<>();
    try {
      for (Database.Work<Integer> work : works) {
        FutureTask<Integer> task = new FutureTask<>(() -> database.write("write", work));
        Thread thread = new Thread(task);
        thread.start();
        tasks.add(task);
        while (thread.getState() != Thread.State.WAITING) {
          Thread.sleep(1);
        }
      }
    } finally {
      sessions.giveBack(held, true, true);
    }
    return tasks;
  }

  private static Database.Work<Integer> insert(int x) {
    return session -> {
      session.update("INSERT INTO t VALUES (?)", x);
      return x;
    };
  }

  private List<Long> stored() {
    return database.read(
        "read",
        session -> {
          List<Long> all = new ArrayList<>();
          session.query(
              "SELECT x FROM t ORDER BY x", new Object[0], row -> all.add(row.getLong(1)));
          return all;
        });
  }

  @Test
  void tellsEachWhatItsOwnWorkGave() throws Exception {
    List<Database.Work<Integer>> works = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      works.add(insert(i));
    }
    List<FutureTask<Integer>> tasks = together(works);
    for (int i = 0; i < THREADS; i++) {
      assertThat(tasks.get(i).get()).isEqualTo(i);
    }
    assertThat(stored()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
  }

  @Test
  void takesBackOnlyWhatFailed() throws Exception {
    List<FutureTask<Integer>> tasks =
        together(
            List.of(
                insert(1),
                session -> {
                  session.update("INSERT INTO t VALUES (2)");
                  throw new IllegalArgumentException("refused");
                },
                insert(1),
                insert(3)));
    assertThat(tasks.get(0).get()).isEqualTo(1);
    assertThatThrownBy(() -> tasks.get(1).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("refused");
    assertThatThrownBy(() -> tasks.get(2).get()).hasCauseInstanceOf(StorageException.class);
    assertThat(tasks.get(3).get()).isEqualTo(3);
    assertThat(stored()).containsExactly(1L, 3L);
  }

  @Test
  void doesEachAgainWhenTheWholeTransactionWasTakenBack() throws Exception {
    List<FutureTask<Integer>> tasks =
        together(
            List.of(
                insert(1),
                session -> {
                  session.update("ROLLBACK"); // as SQLite does by itself when the disk is full
                  throw new SQLException("the disk is full");
                },
                insert(2)));
    assertThat(tasks.get(0).get()).isEqualTo(1);
    assertThatThrownBy(() -> tasks.get(1).get())
        .hasCauseInstanceOf(StorageException.class)
        .hasMessageContaining("disk is full");
    assertThat(tasks.get(2).get()).isEqualTo(2);
    assertThat(stored()).containsExactly(1L, 2L);
  }

  @Test
  void goesOnAfterAFailure() {
    assertThatThrownBy(
            () ->
                database.write(
                    "write",
                    session -> {
                      session.update("INSERT INTO t VALUES (1)");
                      throw new IllegalArgumentException("refused");
                    }))
        .hasMessage("refused");
    assertThat(database.write("write", insert(2))).isEqualTo(2);
    assertThat(stored()).containsExactly(2L);
  }
}
