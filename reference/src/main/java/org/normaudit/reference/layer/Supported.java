package org.normaudit.reference.layer;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;

/**
 * What an implementation can be asked for.
 *
 * @param name short, for tables
 * @param ranOn where it computes, as specifically as it knows: a device with its driver, a runtime
 * @param layers the layers that it has
 * @param modes the modes that it has
 * @param dtypes the formats that its tensors may have
 * @param results what it can give; what is missing is reported as skipped
 */
public record Supported(
    String name,
    String ranOn,
    Set<Layer> layers,
    Set<Mode> modes,
    Set<Dtype> dtypes,
    Set<Role> results) {

  /** Keeps the sets as they are, not to be modified through this. */
  public Supported {
    layers = Collections.unmodifiableSet(layers);
    modes = Collections.unmodifiableSet(modes);
    dtypes = Collections.unmodifiableSet(dtypes);
    results = Collections.unmodifiableSet(results);
  }

  /** Every mode and result of some layers, in one format. */
  public static Supported all(String name, String ranOn, Set<Layer> layers, Dtype dtype) {
    return new Supported(
        name, ranOn, layers, EnumSet.allOf(Mode.class), Set.of(dtype), results(layers));
  }

  /** Every mode and result of every layer, in one format. */
  public static Supported all(String name, String ranOn, Dtype dtype) {
    return all(name, ranOn, Layers.set(Layers.all()), dtype);
  }

  /** Every result of some layers. */
  public static Set<Role> results(Set<Layer> layers) {
    return Roles.ordered(layers.stream().flatMap(layer -> layer.results().stream()).toList());
  }

  /** What there is, as one line: layers, modes, formats, results. */
  public String text() {
    return String.join(
        "; ",
        joined(layers.stream().map(Layer::label)),
        joined(modes.stream().map(Mode::label)),
        joined(dtypes.stream().map(Dtype::label)),
        joined(results.stream().map(Role::label)));
  }

  private static String joined(Stream<String> names) {
    return names.collect(Collectors.joining(", "));
  }

  /** Why a step cannot be asked for: the first thing that there is not, if any. */
  public Optional<String> beyond(Step step) {
    if (!layers.contains(step.layer())) {
      return Optional.of(name + " has no " + step.layer().label());
    }
    if (!modes.contains(step.mode())) {
      return Optional.of(name + " has no " + step.mode().label() + " mode");
    }
    if (!dtypes.contains(step.dtype())) {
      return Optional.of(name + " has no " + step.dtype().label());
    }
    return Optional.empty();
  }

  /**
   * Checks that a step can be asked for.
   *
   * @throws UnsupportedOperationException if it cannot; the message says why
   */
  public void require(Step step) {
    beyond(step)
        .ifPresent(
            reason -> {
              throw new UnsupportedOperationException(reason);
            });
  }
}
