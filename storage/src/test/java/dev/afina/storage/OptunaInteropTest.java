package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Optuna 5.0.0 and Afina read and write the same SQLite files. */
class OptunaInteropTest extends OptunaInterop {

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private Path file() {
    return folder.resolve("studies.db");
  }

  @Override
  String url() {
    return "sqlite:///" + file();
  }

  @Test
  void makesTheTablesThatOptunaMakes() throws SQLException {
    optuna("create");
    Map<String, String> theirs = schema(file());
    Path ours = folder.resolve("ours.db");
    SqliteStorage.open(ours).close();
    Map<String, String> all = schema(ours);
    assertThat(all.keySet()).anyMatch(name -> name.startsWith("afina_"));
    all.keySet().removeIf(name -> name.startsWith("afina_"));
    assertThat(all).isEqualTo(theirs);
    assertThat(Sql.strings(ours, "SELECT * FROM version_info"))
        .isEqualTo(Sql.strings(file(), "SELECT * FROM version_info"));
    assertThat(Sql.strings(ours, "SELECT * FROM alembic_version"))
        .isEqualTo(Sql.strings(file(), "SELECT * FROM alembic_version"));
  }

  private static Map<String, String> schema(Path database) throws SQLException {
    Map<String, String> schema = new TreeMap<>();
    for (String row : Sql.strings(database, "SELECT name, sql FROM sqlite_master")) {
      int split = row.indexOf('|');
      schema.put(row.substring(0, split), row.substring(split));
    }
    return schema;
  }

  @Test
  void printsDistributionsToTheLetter() {
    List<Distribution> distributions =
        List.of(
            new DoubleDistribution(1e-7, 123456789.123, Scale.LOG, null),
            new DoubleDistribution(-1e22, 1e22, Scale.LINEAR, null),
            new DoubleDistribution(0, 1e9, Scale.LINEAR, 0.1),
            new IntDistribution(-5, 1_000_000_000_000_000L, 1, Scale.LINEAR),
            CategoricalDistribution.of(
                Double.MIN_VALUE, Math.scalb(1.0, -44), 1 / 3.0, -0.0, 1e15, 1e16, "\u007f\t"));
    DistributionJson json = new DistributionJson();
    assertThat(optuna("distributions").get("texts"))
        .isEqualTo(distributions.stream().map(json::write).toList());
  }
}
