package org.normaudit.reference.contract;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Quantity;

/** The layer under test and what all parts of the contract use. */
abstract class ContractBase {

  /** The layer under test. It may be the same at every call; the contract does not close it. */
  protected abstract NormalizationLayer layer();

  /** The precision that the layer promises for a dtype; IEEE arithmetic by default. */
  protected Precision precision(Dtype dtype) {
    return Precision.ieee(dtype);
  }

  /** A property for one layer kind and one dtype. */
  interface Property {
    void hold(LayerKind kind, Dtype dtype);
  }

  /** One test for each kind with running statistics, and each dtype, that the layer has. */
  Stream<DynamicTest> everywhere(Property property) {
    return Arrays.stream(LayerKind.values())
        .filter(LayerKind::isStateful)
        .flatMap(kind -> of(kind, property));
  }

  /** One test for each kind without, and each dtype, that the layer has. */
  Stream<DynamicTest> bySample(Property property) {
    return Arrays.stream(LayerKind.values())
        .filter(kind -> !kind.isStateful())
        .flatMap(kind -> of(kind, property));
  }

  /** One test for each dtype, if the layer has that kind. */
  Stream<DynamicTest> of(LayerKind kind, Property property) {
    Capabilities capabilities = layer().capabilities();
    return capabilities.layers().contains(kind)
        ? capabilities.dtypes().stream()
            .map(
                dtype ->
                    dynamicTest(
                        kind.label() + " " + dtype.label(), () -> property.hold(kind, dtype)))
        : Stream.empty();
  }

  /**
   * Fails unless a quantity that both outputs have is the same to the bit but for signs of zero.
   */
  static void assertSame(Quantity quantity, LayerOutput expected, LayerOutput observed) {
    if (expected.has(quantity) && observed.has(quantity)) {
      assertSame(quantity.label(), expected.get(quantity), observed.get(quantity));
    }
  }

  /** Fails unless the arrays are the same to the bit but for signs of zero. */
  static void assertSame(String what, double[] expected, double[] observed) {
    if (expected.length != observed.length) {
      throw new AssertionError(
          "%s has %d values, expected %d".formatted(what, observed.length, expected.length));
    }
    for (int i = 0; i < expected.length; i++) {
      boolean same =
          expected[i] == observed[i] || (Double.isNaN(expected[i]) && Double.isNaN(observed[i]));
      if (!same) {
        throw new AssertionError(
            "%s[%d]: observed %s, expected %s exactly"
                .formatted(what, i, observed[i], expected[i]));
      }
    }
  }

  /** {@code values} times {@code factor}, a power of two. */
  static double[] times(double[] values, double factor) {
    return Arrays.stream(values).map(v -> v * factor).toArray();
  }
}
