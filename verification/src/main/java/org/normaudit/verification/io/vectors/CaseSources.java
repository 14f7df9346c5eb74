package org.normaudit.verification.io.vectors;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseInput;
import org.normaudit.verification.core.cases.Data;
import org.normaudit.verification.io.data.DataException;
import org.normaudit.verification.io.data.Npy;
import org.normaudit.verification.io.data.NpyArray;
import org.normaudit.verification.io.data.NumAcc;
import org.normaudit.verification.io.onnx.OnnxTestCase;

/** The sources of data that cases name; files are read once. */
public final class CaseSources {
  private static final Map<String, NpyArray> FILES = new ConcurrentHashMap<>();

  private CaseSources() {}

  /**
   * The step of a case of any kind.
   *
   * @throws IllegalArgumentException if the data cannot be had, or have another shape or format
   *     than the case says
   */
  public static Step input(Case c) {
    if (c.data() instanceof Data.Nist nist) {
      return CaseInput.of(c, nist(nist.name()));
    }
    if (c.data() instanceof Data.Onnx onnx) {
      return onnx(c, onnx);
    }
    if (c.data() instanceof Data.File file) {
      NpyArray array = file(file.path());
      Shape shape = array.channels(file.channelAxis());
      if (!shape.equals(c.shape())) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "'%s' has the shape %s with channels on axis %d: the case says %s",
                file.path(),
                shape,
                file.channelAxis(),
                c.shape()));
      }
      return CaseInput.of(c, array.values());
    }
    return CaseInput.of(c);
  }

  /**
   * The array of a NumPy file.
   *
   * @throws DataException if it cannot be read
   */
  public static NpyArray file(String path) {
    return FILES.computeIfAbsent(path, key -> Npy.read(Path.of(key)));
  }

  private static Step onnx(Case c, Data.Onnx data) {
    List<OnnxTestCase> sets = OnnxTestCase.read(Path.of(data.folder()));
    if (data.set() >= sets.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "'%s' has %d data sets: there is no number %d",
              data.folder(),
              sets.size(),
              data.set()));
    }
    Step input = sets.get(data.set()).input();
    if (input.layer() != c.layer()
        || input.mode() != c.mode()
        || input.dtype() != c.dtype()
        || !input.shape().equals(c.shape())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "'%s' holds %s %s %s %s",
              data.folder(),
              input.layer().label(),
              input.mode().label(),
              input.dtype().label(),
              input.shape()));
    }
    return input;
  }

  private static double[] nist(String name) {
    for (NumAcc set : NumAcc.values()) {
      if (set.label().equals(name)) {
        return set.binary64();
      }
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "unknown data set nist:%s: one of NumAcc1, NumAcc2, NumAcc3, NumAcc4",
            name));
  }
}
