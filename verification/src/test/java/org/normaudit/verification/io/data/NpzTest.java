package org.normaudit.verification.io.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normaudit.reference.Dtype;

class NpzTest {
  @TempDir Path folder;

  private static final NpyArray X =
      new NpyArray(Dtype.FLOAT32, new int[] {2, 2}, new double[] {1, 2, 3, 4.5});
  private static final NpyArray GAMMA =
      new NpyArray(Dtype.FLOAT64, new int[] {1}, new double[] {0.1});

  private Path write(String name, Map<String, NpyArray> arrays) {
    Path file = folder.resolve(name);
    Npz.write(file, arrays);
    return file;
  }

  @Test
  void whatIsWrittenIsReadInTheOrderOfTheNames() {
    Map<String, NpyArray> back = Npz.read(write("a.npz", Map.of("x", X, "gamma", GAMMA)));
    assertEquals(List.of("gamma", "x"), List.copyOf(back.keySet()));
    assertArrayEquals(X.values(), back.get("x").values());
    assertArrayEquals(X.shape(), back.get("x").shape());
    assertEquals(Dtype.FLOAT32, back.get("x").dtype());
    assertArrayEquals(GAMMA.values(), back.get("gamma").values());
    assertEquals(Map.of(), Npz.read(write("none.npz", Map.of())));
  }

  @Test
  void theBytesDependOnTheArraysAlone() throws IOException {
    Map<String, NpyArray> forward = new LinkedHashMap<>();
    forward.put("x", X);
    forward.put("gamma", GAMMA);
    Map<String, NpyArray> backward = new LinkedHashMap<>();
    backward.put("gamma", GAMMA);
    backward.put("x", X);
    byte[] first = Files.readAllBytes(write("a.npz", forward));
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      assertArrayEquals(first, Files.readAllBytes(write("b.npz", backward)));
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    Path file = write("a.npz", Map.of("x", X, "gamma", GAMMA));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      DataException e = assertThrows(DataException.class, () -> Npz.read(file));
      assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    }
  }

  @Test
  void everyDamagedByteIsReadAsItWasOrRefused() throws IOException {
    Path file = write("a.npz", Map.of("x", X));
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x55;
      Files.write(file, damaged);
      try {
        // What the archive says of names, times and attributes can be damaged unseen; data cannot.
        for (NpyArray array : Npz.read(file).values()) {
          assertArrayEquals(X.values(), array.values());
        }
      } catch (DataException e) {
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
      }
    }
  }

  @Test
  void damagedDataAreSeenByTheChecksum() throws IOException {
    Path file = write("a.npz", Map.of("x", X));
    byte[] bytes = Files.readAllBytes(file);
    // The data follow the local header of 30 bytes, the name of 5, and the .npy header of 128.
    bytes[30 + 5 + 128] ^= 1;
    Files.write(file, bytes);
    DataException e = assertThrows(DataException.class, () -> Npz.read(file));
    assertTrue(e.getMessage().startsWith(file + "!x.npy is damaged: its checksum is "));
  }

  @Test
  void otherEntriesAndFilesAreRefused() throws IOException {
    Path other = folder.resolve("other.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(other))) {
      zip.putNextEntry(new ZipEntry("readme.txt"));
    }
    assertEquals(
        other + "!readme.txt is not a .npy entry: a .npz file holds nothing else",
        assertThrows(DataException.class, () -> Npz.read(other)).getMessage());
    Path text = Files.writeString(folder.resolve("text.npz"), "1,2,3\n");
    assertTrue(
        assertThrows(DataException.class, () -> Npz.read(text))
            .getMessage()
            .startsWith(text + " is not a .npz file: "));
    assertEquals(
        folder + " is a directory: a .npz file is needed",
        assertThrows(DataException.class, () -> Npz.read(folder)).getMessage());
    Path missing = folder.resolve("missing.npz");
    assertEquals(
        missing + " does not exist: a .npz file is needed",
        assertThrows(DataException.class, () -> Npz.read(missing)).getMessage());
    assertThrows(DataException.class, () -> Npz.write(folder, Map.of()));
  }
}
