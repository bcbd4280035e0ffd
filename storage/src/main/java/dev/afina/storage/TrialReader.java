package dev.afina.storage;

import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads trials.
 *
 * <p>One query a table, each ordered by the trial's id, merged in one pass: O(rows), however many
 * trials there are. To be called within a transaction, so that the tables agree.
 *
 * <p>A trial that another program made and no writer of Afina has seen yet has no index of its own
 * in the tables; it is given here the very index that the next writer will give it.
 */
final class TrialReader {

  private static final int CHUNK = 500;

  /** The condition on one trial {@code t}: its study's id, and its own. */
  static final String ONE = inCondition(1);

  /** So many trials are read in one statement at most. */
  static final int FEW = CHUNK;

  private final DistributionJson json;

  TrialReader(DistributionJson json) {
    this.json = json;
  }

  /** A study's trials after an id, and those of the given ids, by number. */
  List<FrozenTrial> read(Session session, long studyId, long afterId, Collection<Long> ids)
      throws SQLException {
    SpaceTrie spaces = new SpaceTrie(json);
    List<FrozenTrial> trials = new ArrayList<>();
    List<Long> earlier = new ArrayList<>(new TreeSet<>(ids).headSet(afterId, true));
    for (int i = 0; i < earlier.size(); i += CHUNK) {
      List<Long> chunk = earlier.subList(i, Math.min(i + CHUNK, earlier.size()));
      trials.addAll(
          read(session, spaces, studyId, inCondition(chunk.size()), arguments(studyId, chunk)));
    }
    trials.addAll(
        read(
            session,
            spaces,
            studyId,
            "t.study_id = ? AND t.trial_id > ?",
            new Object[] {studyId, afterId}));
    trials.sort(Comparator.comparingInt(FrozenTrial::number));
    return trials;
  }

  /**
   * The same with few statements, each of which sees one state of the database by itself.
   *
   * @return empty if they are too many, or some have no index of their own
   */
  Optional<List<FrozenTrial>> readFew(
      Session session, long studyId, long afterId, Collection<Long> ids) throws SQLException {
    TreeSet<Long> wanted = new TreeSet<>(new TreeSet<>(ids).headSet(afterId, true));
    boolean[] isThere = {false};
    session.query(
        "SELECT t.trial_id FROM studies s LEFT JOIN trials t"
            + " ON t.study_id = s.study_id AND t.trial_id > ? WHERE s.study_id = ?"
            + " ORDER BY t.trial_id LIMIT "
            + (FEW + 1),
        new Object[] {afterId, studyId},
        row -> {
          isThere[0] = true;
          long id = row.getLong(1);
          if (!row.wasNull()) {
            wanted.add(id);
          }
        });
    if (!isThere[0]) {
      throw StudyTable.notFound(session, studyId);
    }
    return wanted.size() > FEW
        ? Optional.empty()
        : Optional.ofNullable(readInOne(session, studyId, List.copyOf(wanted)));
  }

  /** Trials by their ids in one statement; null if some have no index of their own. */
  private @Nullable List<FrozenTrial> readInOne(Session session, long studyId, List<Long> ids)
      throws SQLException {
    if (ids.isEmpty()) {
      return List.of();
    }
    @Nullable Object[] all = inEachBranch(new @Nullable Object[0], arguments(studyId, ids));
    TrialUnion union = union(session.dialect());
    session.query(union.sql(inCondition(ids.size())), all, union::take);
    return union.trials();
  }

  TrialUnion union(Dialect dialect) {
    return new TrialUnion(dialect, new SpaceTrie(json));
  }

  /** Arguments, and behind them those of a {@link TrialUnion} of one trial. */
  static @Nullable Object[] withOne(@Nullable Object[] before, long studyId, long trialId) {
    return inEachBranch(before, arguments(studyId, List.of(trialId)));
  }

  private static @Nullable Object[] inEachBranch(
      @Nullable Object[] before, @Nullable Object[] each) {
    int from = before.length;
    @Nullable Object[] all = Arrays.copyOf(before, from + TrialUnion.BRANCHES * each.length);
    for (int i = from; i < all.length; i++) {
      all[i] = each[(i - from) % each.length];
    }
    return all;
  }

  /** One trial, which exists. */
  FrozenTrial read(Session session, long studyId, long trialId) throws SQLException {
    if (session.dialect().isRemote()) {
      List<FrozenTrial> trials = readInOne(session, studyId, List.of(trialId));
      if (trials != null) {
        return trials.get(0);
      }
    }
    List<Long> ids = List.of(trialId);
    return read(session, new SpaceTrie(json), studyId, inCondition(1), arguments(studyId, ids))
        .get(0);
  }

  /** Rounds the number of ids up to a power of two, so that few statements serve all. */
  private static String inCondition(int ids) {
    int places = places(ids);
    return "t.study_id = ? AND t.trial_id IN (?" + ", ?".repeat(places - 1) + ")";
  }

  private static int places(int ids) {
    return Integer.highestOneBit(Math.max(1, 2 * ids - 1));
  }

  private static Object[] arguments(long studyId, List<Long> ids) {
    Object[] arguments = new Object[1 + places(ids.size())];
    arguments[0] = studyId;
    for (int i = 1; i < arguments.length; i++) {
      arguments[i] = ids.get(Math.min(i, ids.size()) - 1);
    }
    return arguments;
  }

  private List<FrozenTrial> read(
      Session session, SpaceTrie spaces, long studyId, String condition, Object[] arguments)
      throws SQLException {
    List<TrialDraft> drafts = new ArrayList<>();
    session.query(
        "SELECT t.trial_id, t.number, a.logical_index, t.state, t.datetime_start,"
            + " t.datetime_complete FROM trials t"
            + " LEFT JOIN afina_trials a ON a.trial_id = t.trial_id WHERE "
            + condition
            + " ORDER BY t.trial_id",
        arguments,
        row -> drafts.add(draft(session, row, spaces)));
    index(session, studyId, drafts);
    if (drafts.isEmpty()) {
      return List.of();
    }
    merge(
        session,
        drafts,
        children("trial_params", "param_id", "c.param_name, c.param_value, c.distribution_json"),
        condition,
        arguments,
        (draft, row) -> draft.param(row.getString(2), row.getDouble(3), row.getString(4)));
    merge(
        session,
        drafts,
        children("trial_values", "objective", "c.value, c.value_type"),
        condition,
        arguments,
        (draft, row) -> draft.value(number(row, 2, 3)));
    merge(
        session,
        drafts,
        children(
            "trial_intermediate_values",
            "step",
            "c.step, c.intermediate_value, c.intermediate_value_type"),
        condition,
        arguments,
        (draft, row) -> draft.report(row.getInt(2), number(row, 3, 4)));
    merge(
        session,
        drafts,
        children("trial_user_attributes", "trial_user_attribute_id", "c.\"key\", c.value_json"),
        condition,
        arguments,
        (draft, row) -> draft.userAttribute(row.getString(2), PythonJson.read(row.getString(3))));
    merge(
        session,
        drafts,
        children("trial_system_attributes", "trial_system_attribute_id", "c.\"key\", c.value_json"),
        condition,
        arguments,
        (draft, row) -> draft.systemAttribute(row.getString(2), PythonJson.read(row.getString(3))));
    List<FrozenTrial> trials = new ArrayList<>(drafts.size());
    for (TrialDraft draft : drafts) {
      trials.add(draft.build());
    }
    return trials;
  }

  private static TrialDraft draft(Session session, ResultSet row, SpaceTrie spaces)
      throws SQLException {
    int stored = row.getInt(3);
    int index = row.wasNull() ? TrialDraft.UNADOPTED : stored;
    return new TrialDraft(
        row.getLong(1),
        row.getInt(2),
        index,
        TrialState.valueOf(row.getString(4)),
        session.dialect().readTime(row, 5),
        session.dialect().readTime(row, 6),
        spaces.root());
  }

  private static void index(Session session, long studyId, List<TrialDraft> drafts)
      throws SQLException {
    if (drafts.stream().anyMatch(draft -> draft.index == TrialDraft.UNADOPTED)) {
      Unadopted unadopted = Unadopted.of(session, studyId);
      for (TrialDraft draft : drafts) {
        if (draft.index == TrialDraft.UNADOPTED) {
          draft.index = unadopted.index(draft.number);
        }
      }
    }
  }

  private static String children(String table, String order, String columns) {
    return "SELECT c.trial_id, %s FROM trials t JOIN %s c ON c.trial_id = t.trial_id WHERE %%s ORDER BY t.trial_id, c.%s"
        .formatted(columns, table, order);
  }

  /** Puts a child's row into its trial. */
  private interface Child {
    void put(TrialDraft draft, ResultSet row) throws SQLException;
  }

  private static void merge(
      Session session,
      List<TrialDraft> drafts,
      String query,
      String condition,
      @Nullable Object[] arguments,
      Child child)
      throws SQLException {
    int[] at = {0};
    session.query(
        query.formatted(condition),
        arguments,
        row -> {
          long id = row.getLong(1);
          while (drafts.get(at[0]).id != id) {
            at[0]++;
          }
          child.put(drafts.get(at[0]), row);
        });
  }

  /** A value whose infinities and NaN are told by the type beside it. */
  static double number(ResultSet row, int value, int type) throws SQLException {
    return switch (row.getString(type)) {
      case "INF_POS" -> Double.POSITIVE_INFINITY;
      case "INF_NEG" -> Double.NEGATIVE_INFINITY;
      case "NAN" -> Double.NaN;
      default -> row.getDouble(value);
    };
  }
}
