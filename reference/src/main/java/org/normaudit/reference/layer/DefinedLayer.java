package org.normaudit.reference.layer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;

/**
 * The definitions themselves as an implementation, evaluated in one algebra: slow, and as right as
 * that algebra is.
 *
 * @param <T> the numbers
 */
public final class DefinedLayer<T> implements Implementation {
  private final Supplier<Algebra<T>> algebra;
  private final Supported supported;
  private final Map<Layer, Convention> conventions;

  /**
   * The definitions under the papers' conventions.
   *
   * @param dtype what the results are rounded to
   */
  public DefinedLayer(String name, Arithmetic<T> arithmetic, Dtype dtype) {
    this(name, arithmetic, dtype, paper());
  }

  /** The definitions of the layers in {@code conventions}, each under its convention. */
  public DefinedLayer(
      String name, Arithmetic<T> arithmetic, Dtype dtype, Map<Layer, Convention> conventions) {
    this(
        name,
        "Java, " + arithmetic.getClass().getSimpleName(),
        () -> new Algebra<>(arithmetic),
        dtype,
        conventions);
  }

  /** The definitions in another algebra, a new one for each block. */
  public DefinedLayer(
      String name,
      String ranOn,
      Supplier<Algebra<T>> algebra,
      Dtype dtype,
      Map<Layer, Convention> conventions) {
    this.algebra = algebra;
    this.conventions = conventions;
    this.supported = Supported.all(name, ranOn, Layers.set(conventions.keySet()), dtype);
  }

  private static Map<Layer, Convention> paper() {
    Map<Layer, Convention> map = Layers.map();
    Layers.all().forEach(layer -> map.put(layer, layer.paper()));
    return map;
  }

  @Override
  public Supported supported() {
    return supported;
  }

  @Override
  public StepOutput run(Step step) {
    supported.require(step);
    Convention convention = conventions.get(step.layer());
    if (step.layer().is(Property.STATEFUL)) {
      step.state().requireFor(convention.get(Coordinates.KEPT));
    }
    Step read = Reading.of(convention, step);
    Map<Role, double[]> results = new HashMap<>();
    for (int b = 0; b < read.statistics().groups(); b++) {
      scatter(BlockStep.of(algebra.get(), read, b).evaluate(convention), results);
    }
    return StepOutput.of(results).rounded(step.formats());
  }

  /** Puts the results of a block where they belong. */
  static <T> void scatter(BlockStep<T> block, Map<Role, double[]> results) {
    Arithmetic<T> a = block.algebra().a;
    for (Map.Entry<Role, List<T>> entry : block.results().entrySet()) {
      Role role = entry.getKey();
      double[] all = results.computeIfAbsent(role, r -> new double[r.length(block.step().shape())]);
      int[] at = block.region().indices(role);
      for (int k = 0; k < at.length; k++) {
        all[at[k]] = a.value(entry.getValue().get(k));
      }
    }
  }
}
