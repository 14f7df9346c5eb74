package org.normaudit.verification.core.cases;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How x is made. */
public sealed interface Data {

  /** Drawn from the case's seed. */
  enum Generated implements Data {
    /** Normal with the case's κ. */
    NORMAL,
    /** Uniform with the case's κ. */
    UNIFORM,
    /** One value a channel. */
    CONSTANT,
    /** mean ± spread, so that mean, variance and (with ε = 0) σ are exact in every order. */
    TWOPOINT,
    /** Normal, with one element 2¹⁰ times as far out. */
    OUTLIER,
    /** Normal, ascending: the worst order for updating algorithms. */
    ASCENDING,
    /** Magnitudes spread over 2^±20, both signs. */
    WIDE
  }

  /** A set of the NIST Statistical Reference Datasets, one channel. */
  record Nist(String name) implements Data {}

  /** A user's NumPy file. */
  record File(String path, int channelAxis) implements Data {}

  /** A set of tensors of a backend test of ONNX, running statistics and parameters included. */
  record Onnx(String folder, int set) implements Data {}

  /** The text in a case line. */
  default String label() {
    if (this instanceof Generated generated) {
      return generated.name().toLowerCase(Locale.ROOT);
    }
    if (this instanceof Nist nist) {
      return "nist:" + nist.name();
    }
    if (this instanceof Onnx onnx) {
      return "onnx:" + onnx.set() + ":" + PathWord.of(onnx.folder());
    }
    File file = (File) this;
    return "file:" + file.channelAxis() + ":" + PathWord.of(file.path());
  }

  /**
   * What a case line names.
   *
   * @throws IllegalArgumentException for anything else; the message lists what there is
   */
  static Data of(String label) {
    if (label.startsWith("nist:")) {
      return new Nist(label.substring(5));
    }
    if (label.startsWith("file:")) {
      String[] parts = label.substring(5).split(":", 2);
      if (parts.length == 2 && parts[0].matches("-?\\d{1,3}")) {
        return new File(PathWord.path(parts[1]), Integer.parseInt(parts[0]));
      }
      throw new IllegalArgumentException("data '" + label + "' is not file:AXIS:PATH");
    }
    if (label.startsWith("onnx:")) {
      String[] parts = label.substring(5).split(":", 2);
      if (parts.length == 2 && parts[0].matches("\\d{1,3}")) {
        return new Onnx(PathWord.path(parts[1]), Integer.parseInt(parts[0]));
      }
      throw new IllegalArgumentException("data '" + label + "' is not onnx:SET:FOLDER");
    }
    for (Generated generated : Generated.values()) {
      if (generated.label().equals(label)) {
        return generated;
      }
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "unknown data '%s': one of %s, nist:NAME, file:AXIS:PATH, onnx:SET:FOLDER",
            label,
            Arrays.stream(Generated.values()).map(Data::label).collect(Collectors.joining(", "))));
  }
}
