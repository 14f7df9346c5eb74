package org.normaudit.verification.io.data;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.normaudit.reference.Dtype;

/**
 * What the header of a {@code .npy} file says about the data after it.
 *
 * @param dtype the format of the elements
 * @param order their byte order
 * @param shape the dimensions, at least 1, each at least 0, their product at most 2³¹ − 1
 */
record NpyHeader(Dtype dtype, ByteOrder order, int[] shape) {
  private static final String ALLOWED = "allowed are '<f2', '<f4', '<f8', '>f2', '>f4', '>f8'";

  /** NumPy's names of the formats that it has. */
  static final Map<Dtype, String> TYPES =
      Map.of(Dtype.FLOAT64, "f8", Dtype.FLOAT32, "f4", Dtype.BINARY16, "f2");

  /** The number of elements. */
  int count() {
    int count = 1;
    for (int dimension : shape) {
      count *= dimension;
    }
    return count;
  }

  /** The bytes of an element. */
  int width() {
    return TensorBytes.width(dtype);
  }

  /** The dictionary of a header for little-endian data. */
  static String dictionary(NpyArray array) {
    String shape =
        Arrays.stream(array.shape()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "{'descr': '<%s', 'fortran_order': False, 'shape': (%s), }",
        TYPES.get(array.dtype()),
        array.rank() == 1 ? shape + "," : shape);
  }

  /**
   * Reads the dictionary.
   *
   * @param source the file, for messages
   * @throws DataException if it is not one, or if it announces data that are not read here
   */
  static NpyHeader parse(String dictionary, String source) {
    NpyDictionary read = new NpyDictionary(dictionary, source);
    read.parse();
    if (read.isFortranOrder()) {
      throw new DataException(
          source + " is in Fortran order ('fortran_order': True): save it in C order");
    }
    String descr = read.descr();
    return new NpyHeader(dtype(descr, source), order(descr), shape(read.shape(), source));
  }

  private static Dtype dtype(String descr, String source) {
    if (descr.equals("|O")) {
      throw new DataException(source + " holds Python objects (dtype '|O'): " + ALLOWED);
    }
    return TYPES.entrySet().stream()
        .filter(type -> descr.equals("<" + type.getValue()) || descr.equals(">" + type.getValue()))
        .findFirst()
        .orElseThrow(() -> new DataException(source + " has dtype '" + descr + "': " + ALLOWED))
        .getKey();
  }

  private static ByteOrder order(String descr) {
    return descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private static int[] shape(long[] dimensions, String source) {
    String text =
        Arrays.stream(dimensions)
            .mapToObj(Long::toString)
            .collect(Collectors.joining(", ", "(", dimensions.length == 1 ? ",)" : ")"));
    if (dimensions.length == 0) {
      throw new DataException(source + " has shape (): at least 1 dimension is needed");
    }
    long count = 1;
    for (long dimension : dimensions) {
      if (dimension < 0) {
        throw new DataException(source + " has shape " + text + ": dimensions are at least 0");
      }
      if (dimension > Integer.MAX_VALUE || count * dimension > Integer.MAX_VALUE) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s has shape %s: at most %d elements are read",
                source,
                text,
                Integer.MAX_VALUE));
      }
      count *= dimension;
    }
    return Arrays.stream(dimensions).mapToInt(Math::toIntExact).toArray();
  }
}
