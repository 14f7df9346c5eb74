package org.normaudit.verification.cli.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** Writes a file whole or not at all. */
public final class ReportFile {
  private ReportFile() {}

  /** Writes a report's bytes. */
  @FunctionalInterface
  public interface Writer {
    /** Writes everything; the stream is closed by the caller. */
    void write(OutputStream out) throws IOException;
  }

  /**
   * Checks, before any work is done, that a report can be written there.
   *
   * @throws IllegalArgumentException if the folder is missing or not writable, or if {@code file}
   *     is a folder
   */
  public static void requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "'%s' is a folder, not a file", file));
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "cannot write '%s': there is no folder '%s'", file, folder));
    }
    if (!Files.isWritable(folder)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "cannot write '%s': the folder '%s' is not writable", file, folder));
    }
  }

  /** Writes to a temporary file beside {@code file}, then moves it into place. */
  public static void write(Path file, Writer writer) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    // Not createTempFile: its files are its owner's alone, and so would be the report.
    Path temporary =
        folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(temporary)) {
        writer.write(out);
      }
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
