package org.normaudit.verification.lab.bugs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Property;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.convention.ConventionPreset;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.lab.variants.Form;
import org.normaudit.verification.lab.variants.Machine;
import org.normaudit.verification.lab.variants.Summation;
import org.normaudit.verification.lab.variants.VarianceAlgorithm;
import org.normaudit.verification.lab.variants.Variant;

/**
 * Layers that make no mistake, and that no check may find one in: every named convention in every
 * honest algorithm, and every honest way to write the papers' layers with fused multiply-adds.
 */
public final class HonestVariants {

  /** How the sums, the variance and the output are written. */
  private enum Algorithm {
    SEQUENTIAL(mutation -> {}),
    PAIRWISE(mutation -> mutation.order = Summation.PAIRWISE),
    CORRECTED(mutation -> mutation.variance = VarianceAlgorithm.CORRECTED_TWO_PASS),
    WELFORD(mutation -> mutation.variance = VarianceAlgorithm.WELFORD),
    MERGED(mutation -> mutation.variance = VarianceAlgorithm.MERGED),
    RECIPROCAL(mutation -> mutation.form = new Form(true, false, Form.Pullback.DEFINED)),
    FOLDED(mutation -> mutation.form = new Form(false, true, Form.Pullback.DEFINED));

    private final Consumer<Mutation> change;

    Algorithm(Consumer<Mutation> change) {
      this.change = change;
    }

    // Another way to write the output takes one mean and one spread for all values.
    boolean isOfSamples() {
      return this != RECIPROCAL && this != FOLDED;
    }

    ErrorModel model(Dtype dtype) {
      ErrorModel model = ErrorModel.ieee(dtype).withCompute(dtype.computedIn());
      return switch (this) {
        case WELFORD, MERGED -> model.withVariance(ErrorModel.VarianceClass.UPDATING);
        case FOLDED -> model.withFolded(true);
        default -> model;
      };
    }
  }

  private static final List<Dtype> NARROW =
      Dtype.standard().stream().filter(Dtype::isNarrow).toList();

  private HonestVariants() {}

  /** All of them. */
  public static List<HonestVariant> all() {
    List<HonestVariant> variants = new ArrayList<>();
    for (Layer layer : SeededBugs.BOTH) {
      named(layer)
          .forEach(
              (convention, names) -> {
                for (Algorithm algorithm : Algorithm.values()) {
                  variants.add(written(layer, names, convention, algorithm, Dtype.FLOAT32));
                }
                variants.add(
                    written(layer, names, convention, Algorithm.SEQUENTIAL, Dtype.FLOAT64));
              });
      Convention paper = layer.paper();
      for (Dtype narrow : NARROW) {
        variants.add(written(layer, "paper", paper, Algorithm.SEQUENTIAL, narrow));
      }
      for (Variant variant : Variant.honest(Dtype.FLOAT32, Dtype.FLOAT32)) {
        if (variant.fused() && variant.summation() == Summation.SEQUENTIAL) {
          String name = layer.label() + " paper " + variant;
          variants.add(new HonestVariant(name, layer, paper, variant.subject(name)));
        }
      }
    }
    for (Layer layer : Layers.where(l -> !l.is(Property.OVER_BATCH))) {
      named(layer)
          .forEach(
              (convention, names) -> {
                for (Algorithm algorithm : Algorithm.values()) {
                  if (algorithm.isOfSamples()) {
                    variants.add(written(layer, names, convention, algorithm, Dtype.FLOAT32));
                  }
                }
                variants.add(
                    written(layer, names, convention, Algorithm.SEQUENTIAL, Dtype.FLOAT64));
              });
      for (Dtype narrow : NARROW) {
        Convention paper = layer.paper();
        variants.add(written(layer, "paper", paper, Algorithm.SEQUENTIAL, narrow));
      }
    }
    return List.copyOf(variants);
  }

  // Conventions that several names share are one variant.
  private static Map<Convention, String> named(Layer layer) {
    Map<Convention, String> names = new LinkedHashMap<>();
    for (ConventionPreset preset : ConventionPreset.of(layer)) {
      names.merge(preset.convention(), preset.name(), (a, b) -> a + "/" + b);
    }
    return names;
  }

  private static HonestVariant written(
      Layer layer, String names, Convention convention, Algorithm algorithm, Dtype dtype) {
    ErrorModel model = algorithm.model(dtype);
    Mutation mutation = new Mutation(convention, new Machine(model.compute(), false));
    algorithm.change.accept(mutation);
    String name =
        String.format(
            Locale.ROOT,
            "%s %s %s %s",
            layer.label(),
            names,
            dtype.label(),
            algorithm.name().toLowerCase(Locale.ROOT));
    return new HonestVariant(
        name,
        layer,
        convention,
        new LayerSubject(
            name, new MutantLayer(name, dtype, Map.of(layer, mutation)), format -> model));
  }
}
