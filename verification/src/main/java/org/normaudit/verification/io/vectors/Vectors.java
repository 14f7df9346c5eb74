package org.normaudit.verification.io.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.subject.SubjectException;
import org.normaudit.verification.io.data.TensorBytes;
import org.normaudit.verification.io.onnx.OnnxTestCase;

/** Writes cases as files and reads the answers, in every supported form. */
public final class Vectors {

  /** The form of the files. */
  public enum Format {
    /** NumPy archives and a manifest; the exact answers are not among them. */
    NPZ,
    /** Backend tests of ONNX, batch normalization only; with the exact answers as outputs. */
    ONNX
  }

  private Vectors() {}

  /**
   * Writes cases to a folder, which must be new or empty.
   *
   * @return how many were written
   * @throws SubjectException if there is something in the folder, no case has that form, or the
   *     files have no such dtype
   */
  public static int write(Path folder, Format format, List<Case> cases) throws IOException {
    requireEmpty(folder);
    List<Case> expressible = new ArrayList<>(cases);
    if (format == Format.ONNX) {
      expressible.removeIf(c -> c.layer() != OnnxTestCase.LAYER);
    }
    if (expressible.isEmpty()) {
      throw new SubjectException("no case has a form in " + format);
    }
    requireFormats(cases);
    Files.createDirectories(folder);
    if (format == Format.NPZ) {
      NumpyVectors.write(folder, expressible);
      return expressible.size();
    }
    for (int i = 0; i < expressible.size(); i++) {
      Case c = expressible.get(i);
      OnnxVectors.write(folder.resolve(OnnxVectors.name(i + 1, c)), CaseSources.input(c));
    }
    return expressible.size();
  }

  private static void requireFormats(List<Case> cases) {
    for (Case c : cases) {
      if (!TensorBytes.formats().contains(c.dtype())) {
        throw new SubjectException(
            String.format(
                Locale.ROOT,
                "files of cases have no dtype '%s': one of %s",
                c.dtype().label(),
                TensorBytes.formats().stream()
                    .map(Dtype::label)
                    .collect(Collectors.joining(", "))));
      }
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new SubjectException(
          String.format(Locale.ROOT, "'%s' is a file, not a folder", folder));
    }
    try (Stream<Path> inside = Files.list(folder)) {
      if (inside.findAny().isPresent()) {
        throw new SubjectException(
            String.format(Locale.ROOT, "'%s' is not empty: a new folder is needed", folder));
      }
    }
  }

  /**
   * The answers in a folder of either form.
   *
   * @throws IllegalArgumentException if there are none, or a file is not what it should be
   */
  public static RecordedSubject read(Path folder) {
    List<Path> tests = onnxTests(folder);
    return tests.isEmpty() ? NumpyVectors.read(folder) : OnnxVectors.read(folder, tests);
  }

  /**
   * Whether a folder holds backend tests of ONNX.
   *
   * @throws SubjectException if there is no such folder
   */
  public static boolean isOnnx(Path folder) {
    return !onnxTests(folder).isEmpty();
  }

  private static List<Path> onnxTests(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new SubjectException(String.format(Locale.ROOT, "there is no folder '%s'", folder));
    }
    try {
      return OnnxVectors.find(folder);
    } catch (IOException e) {
      throw new SubjectException(
          String.format(Locale.ROOT, "'%s' cannot be read: %s", folder, e.getMessage()));
    }
  }
}
