package dev.afina.neural.tune;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.afina.core.AfinaException;
import dev.afina.data.Fingerprint;
import dev.afina.neural.Model;
import dev.afina.neural.metric.Metric;
import dev.afina.neural.tune.ModelVersion.Stage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Models for people and programs that deploy them: a folder with one folder a version, {@code
 * name/version/}, and an index of all of them, {@code index.json}, with stage, lineage and
 * checksum. Each process writes in its turn; readers need nothing but the files.
 */
public final class ModelRegistry {

  private static final String INDEX = "index.json";
  private static final String LOCK = "registry.lock";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** What the index holds of a version; times as text, so that any program reads them. */
  private record Entry(
      String name, int version, Stage stage, String created, Lineage lineage, String sha256) {

    static Entry of(ModelVersion version) {
      return new Entry(
          version.name(),
          version.version(),
          version.stage(),
          version.created().toString(),
          version.lineage(),
          version.sha256());
    }

    ModelVersion version(Object index) {
      try {
        return new ModelVersion(name, version, stage, Instant.parse(created), lineage, sha256);
      } catch (java.time.DateTimeException e) {
        throw new AfinaException("%s holds the time \"%s\"".formatted(index, created), e);
      }
    }
  }

  private final Path root;

  private ModelRegistry(Path root) {
    this.root = root;
  }

  /** The registry in a folder, which is made when the first model is registered. */
  public static ModelRegistry at(Path folder) {
    return new ModelRegistry(folder);
  }

  /**
   * Adds a model as the next version of its name.
   *
   * @param name usable as the name of a folder
   */
  public ModelVersion register(String name, Model model, Lineage lineage) {
    if (!name.matches("[A-Za-z0-9._-]{1,100}") || name.matches("\\.+")) {
      throw new IllegalArgumentException(
          "a model is named \"%s\", expected up to 100 letters, digits and . _ -".formatted(name));
    }
    List<ModelVersion> added = new ArrayList<>();
    change(
        all -> {
          int version =
              1
                  + all.stream()
                      .filter(other -> other.name().equals(name))
                      .mapToInt(ModelVersion::version)
                      .max()
                      .orElse(0);
          Path place = place(name, version);
          model.save(place);
          ModelVersion made =
              new ModelVersion(name, version, Stage.NONE, now(), lineage, checksum(place));
          added.add(made);
          List<ModelVersion> more = new ArrayList<>(all);
          more.add(made);
          return more;
        });
    return added.get(0);
  }

  private static Instant now() {
    return Instant.now();
  }

  /**
   * Moves a version to a stage. Another version of the model in {@link Stage#PRODUCTION} or {@link
   * Stage#STAGING} makes room there, and is archived.
   *
   * @throws IllegalArgumentException if there is no such version
   */
  public ModelVersion promote(String name, int version, Stage stage) {
    find(name, version);
    boolean single = stage == Stage.PRODUCTION || stage == Stage.STAGING;
    change(
        all ->
            all.stream()
                .map(
                    one -> {
                      if (!one.name().equals(name)) {
                        return one;
                      }
                      if (one.version() == version) {
                        return one.with(stage);
                      }
                      return single && one.stage() == stage ? one.with(Stage.ARCHIVED) : one;
                    })
                .toList());
    return find(name, version);
  }

  /** All versions of all models, as registered. */
  public List<ModelVersion> versions() {
    Path index = root.resolve(INDEX);
    if (!Files.exists(index)) {
      return List.of();
    }
    try {
      Map<String, List<Entry>> read =
          JSON.readValue(Files.readAllBytes(index), new TypeReference<>() {});
      return read.getOrDefault("versions", List.of()).stream()
          .map(entry -> entry.version(index))
          .toList();
    } catch (IOException e) {
      throw new AfinaException(
          "cannot read the index of models %s: %s".formatted(index, e.getMessage()), e);
    }
  }

  /** The version of a model in a stage, the newest of several. */
  public Optional<ModelVersion> inStage(String name, Stage stage) {
    return versions().stream()
        .filter(one -> one.name().equals(name) && one.stage() == stage)
        .reduce((first, second) -> second);
  }

  /**
   * A version.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ModelVersion find(String name, int version) {
    List<ModelVersion> all = versions();
    return all.stream()
        .filter(one -> one.name().equals(name) && one.version() == version)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s holds no version %d of a model \"%s\", expected one of %s"
                        .formatted(
                            root,
                            version,
                            name,
                            all.stream().map(one -> one.name() + " " + one.version()).toList())));
  }

  /** The folder of a version's files. */
  public Path folder(ModelVersion version) {
    return place(version.name(), version.version());
  }

  /**
   * Loads a version; close the model after use.
   *
   * @param custom metrics of the model that are not in {@link dev.afina.neural.metric.Metrics}
   * @throws AfinaException if its files are not the ones that were registered
   */
  public Model load(ModelVersion version, Metric... custom) {
    Path place = folder(version);
    String now = Files.isDirectory(place) ? checksum(place) : "no files";
    if (!now.equals(version.sha256())) {
      throw new AfinaException(
          "the files of model \"%s\" %d in %s have the checksum %s, not the registered %s; register the model again"
              .formatted(version.name(), version.version(), place, now, version.sha256()));
    }
    return Model.load(place, custom);
  }

  private Path place(String name, int version) {
    return root.resolve(name).resolve(String.valueOf(version));
  }

  /** Of all files in a folder, by their names. */
  static String checksum(Path folder) {
    MessageDigest digest = Fingerprint.digest();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new AfinaException("cannot read the model in %s: %s".formatted(folder, e), e);
    }
    return Fingerprint.hex(digest);
  }

  private synchronized void change(UnaryOperator<List<ModelVersion>> edit) {
    try {
      Files.createDirectories(root);
      try (FileChannel channel =
              FileChannel.open(
                  root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        List<ModelVersion> changed = held.isValid() ? edit.apply(versions()) : versions();
        Path beside = root.resolve(INDEX + ".tmp");
        Map<String, List<Entry>> content =
            Map.of("versions", changed.stream().map(Entry::of).toList());
        Files.write(beside, JSON.writeValueAsBytes(content));
        Files.move(
            beside,
            root.resolve(INDEX),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new AfinaException(
          "cannot write into the registry %s: %s; choose another folder".formatted(root, e), e);
    }
  }
}
