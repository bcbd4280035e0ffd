package dev.afina.storage;

import dev.afina.core.DuplicateStudyException;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The half of a storage in a journal that is about studies. */
abstract class JournalStudies implements Storage {

  final Journal journal;

  /** Takes the journal over. */
  JournalStudies(Journal journal) {
    this.journal = journal;
  }

  @Override
  public StudyRecord createStudy(
      String name, List<Direction> directions, Map<String, @Nullable Object> systemAttributes) {
    StudyTable.checkName(name);
    long id =
        journal.write(
            "create a study",
            lines -> {
              if (journal.replay().studies().values().stream().anyMatch(s -> s.name.equals(name))) {
                throw new DuplicateStudyException(
                    "a study named \"%s\" exists already in %s; load it, or choose another name"
                        .formatted(name, journal.path()));
              }
              long next = journal.replay().nextStudy();
              lines.createStudy(name, directions);
              systemAttributes.forEach(
                  (key, value) -> lines.studyAttribute(false, next, key, value));
              return next;
            });
    return journal.read("read a study", () -> journal.study(id).freeze());
  }

  @Override
  public Optional<StudyRecord> findStudy(String name) {
    return studies().stream().filter(study -> study.name().equals(name)).findFirst();
  }

  @Override
  public List<StudyRecord> studies() {
    return journal.read(
        "list studies",
        () -> journal.replay().studies().values().stream().map(JournalStudy::freeze).toList());
  }

  @Override
  public void deleteStudy(long studyId) {
    journal.write(
        "delete a study",
        lines -> {
          if (journal.replay().studies().containsKey(studyId)) {
            lines.deleteStudy(studyId);
          }
          return true;
        });
  }

  @Override
  public void setStudyUserAttribute(long studyId, String key, @Nullable Object value) {
    setStudyAttribute(true, studyId, key, value);
  }

  @Override
  public void setStudySystemAttribute(long studyId, String key, @Nullable Object value) {
    setStudyAttribute(false, studyId, key, value);
  }

  private void setStudyAttribute(boolean isUser, long studyId, String key, @Nullable Object value) {
    journal.write(
        "write a study's attribute",
        lines -> {
          journal.study(studyId);
          lines.studyAttribute(isUser, studyId, key, value);
          return true;
        });
  }

  @Override
  public void close() {
    journal.close();
  }
}
