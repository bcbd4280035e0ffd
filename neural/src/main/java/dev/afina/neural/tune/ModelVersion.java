package dev.afina.neural.tune;

import java.time.Instant;

/**
 * A model in a {@link ModelRegistry}.
 *
 * @param name of the model
 * @param version counted from 1
 * @param stage where it stands
 * @param created when it was registered
 * @param lineage where it comes from
 * @param sha256 checksum of its files
 */
public record ModelVersion(
    String name, int version, Stage stage, Instant created, Lineage lineage, String sha256) {

  /** Where a version stands on its way, in the words of MLflow. */
  public enum Stage {
    /** Just registered. */
    NONE,
    /** Being tried. */
    STAGING,
    /** In use. */
    PRODUCTION,
    /** No longer in use. */
    ARCHIVED
  }

  ModelVersion with(Stage other) {
    return new ModelVersion(name, version, other, created, lineage, sha256);
  }
}
