package org.normaudit.verification.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.reference.scalar.ReferenceImplementation;

/**
 * The reference without what a seed takes from it: layers, modes, formats, results, or all of its
 * answers. The seed is the system property {@value #SEED}.
 */
public final class Lacking implements Implementation {
  static final String SEED = "normaudit.test.lacking";

  /** What becomes of a question. */
  enum Manner {
    ANSWERS,
    CRASHES,
    HAS_NOTHING
  }

  private final ReferenceImplementation whole = new ReferenceImplementation();
  private final Manner manner;
  private final Supported has;

  /** What is left for the seed of the system property. */
  public Lacking() {
    this(Integer.getInteger(SEED));
  }

  Lacking(int seed) {
    Random random = new Random(seed);
    manner = Manner.values()[Math.max(0, random.nextInt(6) - 3)];
    Set<Layer> layers = Layers.set(some(random, Layers.all()));
    Set<Role> results = Roles.ordered(some(random, Supported.results(layers)));
    has =
        new Supported(
            "lacking",
            "seed " + seed,
            layers,
            EnumSet.copyOf(some(random, List.of(Mode.values()))),
            new TreeSet<>(some(random, List.of(Dtype.FLOAT64, Dtype.FLOAT32))),
            results);
  }

  // Some of them, but at least one.
  private static <T> List<T> some(Random random, Collection<T> all) {
    List<T> some = new ArrayList<>(all);
    T one = some.get(random.nextInt(some.size()));
    some.removeIf(each -> each != one && random.nextInt(3) == 0);
    return some;
  }

  Manner manner() {
    return manner;
  }

  @Override
  public Supported supported() {
    return has;
  }

  @Override
  public StepOutput run(Step step) {
    has.require(step);
    if (manner == Manner.CRASHES) {
      throw new IllegalStateException("out of order");
    }
    if (manner == Manner.HAS_NOTHING) {
      throw new UnsupportedOperationException("not today");
    }
    StepOutput output = whole.run(step);
    Map<Role, double[]> left = new LinkedHashMap<>();
    for (Role role : output.roles()) {
      if (has.results().contains(role)) {
        left.put(role, output.get(role));
      }
    }
    return StepOutput.of(left);
  }
}
