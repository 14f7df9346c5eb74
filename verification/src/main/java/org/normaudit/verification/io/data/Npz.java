package org.normaudit.verification.io.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's file format for several named arrays: a zip archive of {@code .npy} files.
 *
 * <p>What is written depends on the arrays and their names alone, byte for byte: entries in the
 * order of their names, stored and not compressed, all with the same time. Compressed archives are
 * read.
 */
public final class Npz {
  private static final String SUFFIX = ".npy";

  /**
   * A time that the archive's own fields hold: the first second of 1980 is what they say for any
   * time before, and then a further field in the machine's time zone is written.
   */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private Npz() {}

  /**
   * Reads an archive; the arrays come in its order.
   *
   * @throws DataException if it is not an archive of {@code .npy} files, or one of them cannot be
   *     read
   */
  public static Map<String, NpyArray> read(Path file) {
    if (Files.isDirectory(file)) {
      throw new DataException(file + " is a directory: a .npz file is needed");
    }
    if (!Files.exists(file)) {
      throw new DataException(file + " does not exist: a .npz file is needed");
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        NpyArray array = read(zip, entry, file);
        String name = entry.getName();
        if (arrays.put(name.substring(0, name.length() - SUFFIX.length()), array) != null) {
          throw new DataException(file + " has two entries " + name);
        }
      }
    } catch (DataException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      // The JDK reports names in a broken encoding as an illegal argument.
      throw new DataException(file + " is not a .npz file: " + e.getMessage(), e);
    }
    return arrays;
  }

  private static NpyArray read(ZipFile zip, ZipEntry entry, Path file) throws IOException {
    String source = file + "!" + entry.getName();
    if (!entry.getName().endsWith(SUFFIX)) {
      throw new DataException(source + " is not a .npy entry: a .npz file holds nothing else");
    }
    CRC32 crc = new CRC32();
    try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
      // The sizes in an archive are claims, so the length counts as unknown.
      NpyArray array = Npy.read(in, source, -1);
      if (crc.getValue() != entry.getCrc()) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s is damaged: its checksum is %08x where the archive says %08x",
                source,
                crc.getValue(),
                entry.getCrc()));
      }
      return array;
    }
  }

  /**
   * Writes an archive.
   *
   * @throws DataException if that fails
   */
  public static void write(Path file, Map<String, NpyArray> arrays) {
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (Map.Entry<String, NpyArray> named : new TreeMap<>(arrays).entrySet()) {
        zip.putNextEntry(stored(named.getKey(), named.getValue()));
        Npy.write(zip, named.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new DataException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * A stored entry says its size and checksum before its data, so the array is gone through twice.
   */
  private static ZipEntry stored(String name, NpyArray array) throws IOException {
    Counter counter = new Counter();
    CRC32 crc = new CRC32();
    Npy.write(new CheckedOutputStream(counter, crc), array);
    ZipEntry entry = new ZipEntry(name + SUFFIX);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(counter.bytes);
    entry.setCompressedSize(counter.bytes);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(TIME);
    return entry;
  }

  /** Counts bytes and forgets them. */
  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int offset, int length) {
      bytes += length;
    }
  }
}
