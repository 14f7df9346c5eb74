package org.normaudit.verification.core.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Settings;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseBuilder;
import org.normaudit.verification.core.cases.Data;

/**
 * The cases of an audit: all {@link CaseFamilies} for every layer, format and mode. The same seed
 * gives the same cases.
 */
public final class Catalogue {

  /** How many cases. */
  public enum Size {
    /** A fair sample, in seconds. */
    QUICK,
    /** The whole, in minutes. */
    FULL
  }

  private final long seed;
  private final List<Case> cases = new ArrayList<>();

  private Catalogue(long seed) {
    this.seed = seed;
  }

  /** The cases for some layers and formats. */
  public static List<Case> of(Size size, Set<Layer> layers, Set<Dtype> dtypes, long seed) {
    Catalogue catalogue = new Catalogue(seed);
    List<CaseTarget> trained = new ArrayList<>();
    for (Layer layer : Layers.all()) {
      for (Dtype dtype : new TreeSet<>(dtypes)) {
        if (layers.contains(layer)) {
          for (Mode mode : modes(layer)) {
            catalogue.add(size, CaseFamily.Scope.MODE, new CaseTarget(layer, mode, dtype));
          }
          CaseTarget training = new CaseTarget(layer, Mode.TRAINING, dtype);
          catalogue.add(size, CaseFamily.Scope.FORMAT, training);
          trained.add(training);
        }
      }
    }
    trained.forEach(target -> catalogue.add(size, CaseFamily.Scope.LATE, target));
    return List.copyOf(catalogue.cases);
  }

  /**
   * The cases around a user's own activations: training and inference, plain and renormalized.
   *
   * @param shape of the data, channels on the axis that {@code data} names
   */
  public static List<Case> ofData(
      Data.File data, Shape shape, Set<Layer> layers, Set<Dtype> dtypes, long seed) {
    Catalogue catalogue = new Catalogue(seed);
    for (Layer layer : layers) {
      for (Dtype dtype : dtypes) {
        for (Mode mode : modes(layer)) {
          catalogue.add(new CaseTarget(layer, mode, dtype).start(shape).data(data).build());
        }
      }
    }
    return List.copyOf(catalogue.cases);
  }

  /** The largest κ at which values of the format still tell a spread: three bits of it at least. */
  public static double largestKappa(Dtype dtype) {
    return 1 / (8 * dtype.unitRoundoff());
  }

  // Without running statistics there is one mode; a check of its own asks for the other.
  private static List<Mode> modes(Layer layer) {
    return layer.is(Property.TWO_MODES) ? List.of(Mode.values()) : List.of(Mode.TRAINING);
  }

  private void add(Size size, CaseFamily.Scope scope, CaseTarget target) {
    for (CaseFamily family : CaseFamilies.all()) {
      if (family.scope() == scope && family.size().compareTo(size) <= 0 && family.applies(target)) {
        family.cases(target).forEach(this::add);
      }
    }
  }

  // The number of the cases before it gives a case its seed.
  private void add(Case c) {
    if (c.kappa() <= largestKappa(c.dtype())) {
      cases.add(
          new CaseBuilder(c)
              .groups(c.layer().has(Settings.GROUPS) ? groups(c.shape().channels()) : 1)
              .seed(seed * 1_000_003 + cases.size())
              .build());
    }
  }

  // The fewest groups above one; for a prime number of channels one group and all of them in turn.
  private int groups(int channels) {
    for (int groups = 2; groups < channels; groups++) {
      if (channels % groups == 0) {
        return groups;
      }
    }
    return cases.size() % 2 == 0 ? 1 : channels;
  }
}
