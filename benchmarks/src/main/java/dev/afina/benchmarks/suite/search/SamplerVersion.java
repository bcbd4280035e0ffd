package dev.afina.benchmarks.suite.search;

import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.math.Normal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a sampler's suggestions depend on, as a short hash of compiled classes: those of core that
 * samplers see and, unless the sampler is core's own, all of the module it comes from and of math.
 */
final class SamplerVersion {

  private static final int LENGTH = 10;

  /** Of core, what can change a suggestion or end a trial. */
  private static final List<String> CORE =
      List.of("sampler", "space", "trial", "pruner").stream()
          .map(name -> "dev/afina/core/" + name + "/")
          .toList();

  private SamplerVersion() {}

  static String of(Sampler sampler) {
    URI core = place(RandomSampler.class);
    URI own = place(sampler.getClass());
    MessageDigest digest = sha256();
    add(digest, core, CORE);
    if (!own.equals(core)) {
      add(digest, place(Normal.class), List.of(""));
      add(digest, own, List.of(""));
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The folder or jar that a class was loaded from. */
  private static URI place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException("it is not known where %s comes from".formatted(type));
    }
    try {
      return source.getLocation().toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(
          "%s comes from the strange place %s".formatted(type, source.getLocation()), e);
    }
  }

  private static void add(MessageDigest digest, URI place, List<String> prefixes) {
    Path path = Path.of(place);
    try {
      if (Files.isDirectory(path)) {
        addClasses(digest, path, prefixes);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(path)) {
          addClasses(digest, jar.getPath("/"), prefixes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the classes in %s cannot be read".formatted(path), e);
    }
  }

  private static void addClasses(MessageDigest digest, Path root, List<String> prefixes)
      throws IOException {
    Map<String, Path> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (name.endsWith(".class") && prefixes.stream().anyMatch(name::startsWith)) {
          classes.put(name, file);
        }
      }
    }
    for (Map.Entry<String, Path> entry : classes.entrySet()) {
      digest.update(entry.getKey().getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(entry.getValue()));
    }
  }
}
