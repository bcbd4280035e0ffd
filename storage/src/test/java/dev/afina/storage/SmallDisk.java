package dev.afina.storage;

import dev.afina.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A disk of its own, small and in memory; skips the test, loudly, where none can be mounted. */
final class SmallDisk implements AutoCloseable {

  private static final int PAGE = 4096;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one at a folder, which is made. */
  static SmallDisk orSkip(Path folder, int kibibytes, Class<?> test) throws IOException {
    Files.createDirectories(folder);
    Requirement.command(
            "mount, with the rights of root, for a disk that can be filled",
            List.of(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=%dk".formatted(kibibytes),
                "tmpfs",
                "" + folder))
        .orSkip(test);
    return new SmallDisk(folder);
  }

  Path folder() {
    return folder;
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  /** Fills it up, but for so many bytes, in whole pages. */
  void fillUpTo(int left) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace() - left;
    Files.write(filler(), new byte[(int) (free / PAGE * PAGE)]);
  }

  /** Makes room again. */
  void free() throws IOException {
    Files.delete(filler());
  }

  @Override
  public void close() throws IOException {
    Process process = new ProcessBuilder("umount", folder.toString()).inheritIO().start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("the disk at %s stays mounted".formatted(folder));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
