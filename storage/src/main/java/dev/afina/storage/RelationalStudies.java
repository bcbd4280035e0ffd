package dev.afina.storage;

import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The half of a relational storage that is about studies. */
abstract class RelationalStudies implements Storage {

  final Database database;
  final DistributionGuard guard;

  /** Takes the database over. */
  RelationalStudies(Database database, DistributionGuard guard) {
    this.database = database;
    this.guard = guard;
  }

  @Override
  public StudyRecord createStudy(
      String name, List<Direction> directions, Map<String, @Nullable Object> systemAttributes) {
    StudyTable.checkName(name);
    return database.write(
        "create a study",
        session -> StudyTable.create(session, name, directions, systemAttributes));
  }

  @Override
  public Optional<StudyRecord> findStudy(String name) {
    return database.read(
        "find a study",
        session ->
            StudyTable.read(session, "s.study_name = ?", name).stream()
                .filter(study -> study.name().equals(name))
                .findFirst());
  }

  @Override
  public Optional<StudyRecord> findStudy(long studyId) {
    return database.read(
        "find a study",
        session -> StudyTable.read(session, "s.study_id = ?", studyId).stream().findFirst());
  }

  @Override
  public List<StudyRecord> studies() {
    return database.read("list studies", session -> StudyTable.read(session, "1 = 1"));
  }

  @Override
  public void deleteStudy(long studyId) {
    database.change("delete a study", session -> StudyTable.delete(session, studyId));
    guard.forget(studyId);
  }

  @Override
  public void setStudyUserAttribute(long studyId, String key, @Nullable Object value) {
    setStudyAttribute(studyId, "user", key, value);
  }

  @Override
  public void setStudySystemAttribute(long studyId, String key, @Nullable Object value) {
    setStudyAttribute(studyId, "system", key, value);
  }

  private void setStudyAttribute(long studyId, String kind, String key, @Nullable Object value) {
    database.change(
        "write a study's attribute",
        session -> {
          StudyTable.lock(session, studyId);
          StudyTable.setAttribute(session, kind, studyId, key, value);
        });
  }

  @Override
  public void close() {
    database.close();
  }
}
