package org.normaudit.reference;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What an implementation can be asked for.
 *
 * @param name short, for tables
 * @param ranOn where it computes, as specifically as it knows: a device with its driver, a runtime
 * @param layers the layers that it has
 * @param modes the modes that it has
 * @param dtypes the formats that its tensors may have
 * @param quantities what it can give; what is missing is reported as skipped
 */
public record Capabilities(
    String name,
    String ranOn,
    Set<LayerKind> layers,
    Set<Mode> modes,
    Set<Dtype> dtypes,
    Set<Quantity> quantities) {

  /**
   * Checks that a step lies within the capabilities.
   *
   * @throws UnsupportedOperationException if it does not; the message says what there is
   */
  public void require(LayerInput input) {
    require("layer", layers, input.layer());
    require("mode", modes, input.mode());
    require("dtype", dtypes, input.dtype());
  }

  private <E> void require(String what, Set<E> available, E wanted) {
    if (!available.contains(wanted)) {
      throw new UnsupportedOperationException(
          String.format(Locale.ROOT, "%s has no %s %s: it has %s", name, what, wanted, available));
    }
  }

  /** Everything, in one format. */
  public static Capabilities all(String name, String ranOn, Dtype dtype) {
    return all(name, ranOn, EnumSet.allOf(LayerKind.class), dtype);
  }

  /** Every mode and quantity of some layers, in one format. */
  public static Capabilities all(String name, String ranOn, Set<LayerKind> layers, Dtype dtype) {
    return new Capabilities(
        name,
        ranOn,
        EnumSet.copyOf(layers),
        EnumSet.allOf(Mode.class),
        Set.of(dtype),
        EnumSet.allOf(Quantity.class));
  }
}
