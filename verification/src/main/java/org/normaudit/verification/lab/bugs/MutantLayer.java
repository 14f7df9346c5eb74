package org.normaudit.verification.lab.bugs;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Algebra;
import org.normaudit.reference.layer.BlockStep;
import org.normaudit.reference.layer.Extent;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Name;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Reading;
import org.normaudit.reference.layer.Region;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.arithmetic.RoundedArithmetic;

/**
 * A layer that makes mistakes on purpose, or none: its definition in the algebra of a {@link
 * Mutation}. The double backward is the definition's own, rounded after every operation; mistakes
 * change its results only.
 */
public final class MutantLayer implements Implementation {
  private final Supported supported;
  private final Map<Layer, Mutation> mutations;

  /**
   * @param dtype of the tensors
   */
  MutantLayer(String name, Dtype dtype, Map<Layer, Mutation> mutations) {
    this.mutations = mutations;
    this.supported =
        Supported.all(
            name, "Java, rounded after every operation", Layers.set(mutations.keySet()), dtype);
  }

  @Override
  public Supported supported() {
    return supported;
  }

  @Override
  public StepOutput run(Step step) {
    supported.require(step);
    Mutation mutation = mutations.get(step.layer());
    Step read = mutation.asked.apply(Reading.of(mutation.convention, step));
    if (step.layer().is(Property.STATEFUL)) {
      read.state().requireFor(mutation.convention.get(Coordinates.KEPT));
    }
    if (!mutation.answersUndefined && !Reading.defines(mutation.convention, read)) {
      throw new IllegalArgumentException(Reading.UNDEFINED);
    }
    Map<Role, double[]> results = new HashMap<>();
    if (mutation.statistics != null || mutation.parameters != null) {
      put(mutation, read, whole(mutation, read), -1, results);
    } else {
      for (int b = 0; b < read.statistics().groups(); b++) {
        put(mutation, read, region(mutation, read, b), b, results);
      }
    }
    StepOutput output = mutation.told.of(read, StepOutput.of(results));
    return output.rounded(step.formats());
  }

  private static Region whole(Mutation mutation, Step read) {
    return Region.whole(
        read.shape(),
        mutation.statistics == null
            ? read.statistics()
            : Mutation.partition(mutation.statistics, read, read.shape().size()),
        Mutation.partition(
            mutation.parameters == null
                ? (step, element) -> Extent.CHANNEL.of(step.shape(), element)
                : mutation.parameters,
            read,
            read.shape().channels()));
  }

  private static Region region(Mutation mutation, Step read, int b) {
    Region honest = Region.of(read.statistics(), b);
    if (mutation.place == null) {
      return honest;
    }
    int[] elements = honest.elements().clone();
    Arrays.setAll(elements, k -> mutation.place.of(read.shape(), b, k));
    return new Region(elements, honest.channels(), honest.sets(), honest.parameter());
  }

  // Block b, or all blocks at once where b is negative.
  private static void put(
      Mutation mutation, Step read, Region region, int b, Map<Role, double[]> results) {
    MutantAlgebra algebra = new MutantAlgebra(mutation);
    BlockStep<Double> block =
        BlockStep.of(algebra, read, region).withoutSecond().evaluate(mutation.convention);
    block.results().forEach((role, values) -> scatter(block, role, values, results));
    if (!read.hasSecond()) {
      return;
    }
    for (int i = Math.max(b, 0); i < (b < 0 ? read.statistics().groups() : b + 1); i++) {
      BlockStep<Double> honest = defined(read, mutation.convention, mutation.a.format(), i);
      BlockStep<Double> seen = b < 0 ? honest : block;
      for (Role second : read.layer().secondOrder()) {
        Role role = second.second();
        List<Double> values = honest.result(role);
        if (values != null) {
          scatter(seen, role, algebra.let(block, Name.of(role), values), results);
        }
      }
    }
  }

  /** A block of a step by the definition, rounded after every operation. */
  static BlockStep<Double> defined(Step step, Convention convention, Dtype format, int b) {
    Algebra<Double> plain = new Algebra<>(new RoundedArithmetic(format));
    return BlockStep.of(plain, step, b).evaluate(convention);
  }

  private static void scatter(
      BlockStep<Double> block, Role role, List<Double> values, Map<Role, double[]> results) {
    double[] all = results.computeIfAbsent(role, r -> new double[r.length(block.step().shape())]);
    int[] at = block.region().indices(role);
    for (int k = 0; k < at.length; k++) {
      all[at[k]] = values.get(k);
    }
  }

  /**
   * What the layer makes of the steps of a trace before it takes them one after another: the steps
   * themselves, unless it remembers what it should not, or forgets what it should.
   */
  public List<Step> seen(List<Step> steps) {
    return steps.isEmpty() ? steps : mutations.get(steps.get(0).layer()).steps.apply(steps);
  }

  /**
   * What the layer makes of a step before it looks at it: the step itself, unless it ignores or
   * misreads one of its settings.
   *
   * @throws RuntimeException if it refuses the step
   */
  public Step read(Step step) {
    return mutations.get(step.layer()).asked.apply(step);
  }

  @Override
  public List<StepOutput> trace(List<Step> steps) {
    return Implementation.super.trace(seen(steps));
  }
}
