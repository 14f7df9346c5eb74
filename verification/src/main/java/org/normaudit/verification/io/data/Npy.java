package org.normaudit.verification.io.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * NumPy's file format for one array, versions 1.0, 2.0 and 3.0: binary16, binary32 and binary64 in
 * either byte order, C order, at least one dimension. Version 1.0, little-endian, is written.
 *
 * <p>Source: NumPy reference, numpy.lib.format.
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** The longest header that is read, NumPy's own limit. */
  private static final int LONGEST_HEADER = 10_000;

  /** Where data start in a written file: NumPy aligns to this, too. */
  private static final int ALIGNMENT = 64;

  private static final int BUFFER = 1 << 16;

  private Npy() {}

  /**
   * Reads a file.
   *
   * @throws DataException if it is not a whole {@code .npy} file of the kind described above
   */
  public static NpyArray read(Path file) {
    String source = file.toString();
    if (Files.isDirectory(file)) {
      throw new DataException(source + " is a directory: a .npy file is needed");
    }
    if (!Files.exists(file)) {
      throw new DataException(source + " does not exist: a .npy file is needed");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, source, Files.isRegularFile(file) ? Files.size(file) : -1);
    } catch (IOException e) {
      throw new DataException("cannot read " + source + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param source its name, for messages
   * @param length how long it is, or −1 where that is not known for certain
   * @throws DataException as for a file
   */
  static NpyArray read(InputStream in, String source, long length) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length == 0) {
      throw new DataException(source + " is empty: a .npy file is needed");
    }
    int common = Math.min(start.length, MAGIC.length);
    if (!Arrays.equals(start, 0, common, MAGIC, 0, common)) {
      throw new DataException(
          source + " is not a .npy file: it does not start with the bytes \\x93NUMPY");
    }
    if (start.length < MAGIC.length + 2) {
      throw truncated(source, "its version");
    }
    int major = start[MAGIC.length];
    int minor = start[MAGIC.length + 1];
    if (major < 1 || major > 3 || minor != 0) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s has npy version %d.%d: allowed are 1.0, 2.0 and 3.0",
              source,
              major & 0xff,
              minor & 0xff));
    }
    int lengthBytes = major == 1 ? 2 : 4;
    long headerLength = headerLength(in, lengthBytes, source);
    byte[] text = in.readNBytes((int) headerLength);
    if (text.length < headerLength) {
      throw truncated(source, "its header of " + headerLength + " bytes");
    }
    Charset charset = major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    NpyHeader header = NpyHeader.parse(new String(text, charset), source);
    long dataStart = start.length + lengthBytes + headerLength;
    return new NpyArray(
        header.dtype(),
        header.shape(),
        data(in, header, source, length < 0 ? -1 : length - dataStart));
  }

  private static long headerLength(InputStream in, int bytes, String source) throws IOException {
    byte[] field = in.readNBytes(bytes);
    if (field.length < bytes) {
      throw truncated(source, "the length of its header");
    }
    long length = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      length = length << 8 | (field[i] & 0xff);
    }
    if (length > LONGEST_HEADER) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s has a header of %d bytes: at most %d are read",
              source,
              length,
              LONGEST_HEADER));
    }
    return length;
  }

  private static double[] data(InputStream in, NpyHeader header, String source, long available)
      throws IOException {
    int count = header.count();
    long needed = (long) count * header.width();
    if (available >= 0) {
      requireLength(needed, available, source, header);
    }
    // Where the length is only claimed, room is made as data come.
    double[] values = allocate(available >= 0 ? count : Math.min(count, BUFFER), source);
    byte[] bytes = new byte[BUFFER];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(header.order());
    ByteLayout layout = ByteLayout.of(header.dtype());
    int done = 0;
    while (done < count) {
      int wanted = Math.min(count - done, BUFFER / header.width());
      int got = in.readNBytes(bytes, 0, wanted * header.width());
      if (got < wanted * header.width()) {
        requireLength(needed, (long) done * header.width() + got, source, header);
      }
      if (done + wanted > values.length) {
        values = Arrays.copyOf(values, (int) Math.min(count, 2L * values.length + wanted));
      }
      for (int i = 0; i < wanted; i++) {
        values[done + i] = layout.get(buffer, i * layout.width());
      }
      done += wanted;
    }
    if (in.read() >= 0) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s goes on after its %d elements of shape %s",
              source,
              count,
              Arrays.toString(header.shape())));
    }
    return values;
  }

  private static double[] allocate(int count, String source) {
    try {
      return new double[count];
    } catch (OutOfMemoryError e) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s has %d elements, which need %d MiB of memory: the Java heap has %d MiB (-Xmx)",
              source,
              count,
              8L * count >> 20,
              Runtime.getRuntime().maxMemory() >> 20),
          e);
    }
  }

  private static void requireLength(long needed, long available, String source, NpyHeader header) {
    if (available != needed) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s has %d bytes of data: shape %s of %s needs exactly %d",
              source,
              available,
              Arrays.toString(header.shape()),
              header.dtype().label(),
              needed));
    }
  }

  private static DataException truncated(String source, String within) {
    return new DataException(source + " is truncated: it ends within " + within);
  }

  /**
   * Writes a file.
   *
   * @throws DataException if that fails
   */
  public static void write(Path file, NpyArray array) {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      write(out, array);
    } catch (IOException e) {
      throw new DataException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes to a stream, which stays open. */
  static void write(OutputStream out, NpyArray array) throws IOException {
    String dictionary = NpyHeader.dictionary(array);
    int prefix = MAGIC.length + 4;
    int total = (prefix + dictionary.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    int headerLength = total - prefix;
    out.write(MAGIC);
    out.write(new byte[] {1, 0, (byte) headerLength, (byte) (headerLength >> 8)});
    String padding = " ".repeat(headerLength - dictionary.length() - 1);
    out.write((dictionary + padding + "\n").getBytes(StandardCharsets.ISO_8859_1));

    ByteLayout layout = ByteLayout.of(array.dtype());
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : array.values()) {
      if (buffer.remaining() < Double.BYTES) {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
      layout.put(buffer, value);
    }
    out.write(buffer.array(), 0, buffer.position());
  }
}
