package org.normaudit.verification.bugs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.verification.bound.ErrorModel;
import org.normaudit.verification.convention.ConventionPreset;
import org.normaudit.verification.subject.LayerSubject;
import org.normaudit.verification.variants.Machine;
import org.normaudit.verification.variants.Summation;
import org.normaudit.verification.variants.VarianceAlgorithm;
import org.normaudit.verification.variants.Variant;

/**
 * Layers that make no mistake, and that no check may find one in: every named convention in every
 * honest algorithm, and every honest way to write the papers' layers with fused multiply-adds.
 */
public final class HonestVariants {

  /** How the sums, the variance and the output are written. */
  private enum Algorithm {
    SEQUENTIAL(recipe -> {}),
    PAIRWISE(
        recipe -> {
          recipe.sum = v -> Summation.PAIRWISE.sum(recipe.a, v);
          HonestForward.moments(recipe, VarianceAlgorithm.TWO_PASS, Summation.PAIRWISE);
          recipe.ofSample.order = Summation.PAIRWISE;
        }),
    CORRECTED(recipe -> moments(recipe, VarianceAlgorithm.CORRECTED_TWO_PASS)),
    WELFORD(recipe -> moments(recipe, VarianceAlgorithm.WELFORD)),
    MERGED(recipe -> moments(recipe, VarianceAlgorithm.MERGED)),
    RECIPROCAL(HonestVariants::reciprocal),
    FOLDED(HonestVariants::folded);

    private final Consumer<Recipe> change;

    Algorithm(Consumer<Recipe> change) {
      this.change = change;
    }

    // Another way to write the output is one of the steps of a channel.
    boolean isOfSamples() {
      return this != RECIPROCAL && this != FOLDED;
    }

    ErrorModel model(Dtype dtype) {
      ErrorModel model = ErrorModel.ieee(dtype).withCompute(ErrorModel.unknown(dtype).compute());
      return switch (this) {
        case WELFORD, MERGED -> model.withVariance(ErrorModel.VarianceClass.UPDATING);
        case FOLDED -> model.withFolded(true);
        default -> model;
      };
    }
  }

  private HonestVariants() {}

  /** All of them. */
  public static List<HonestVariant> all() {
    List<HonestVariant> variants = new ArrayList<>();
    for (LayerKind layer : SeededBugs.BOTH) {
      named(layer)
          .forEach(
              (convention, names) -> {
                for (Algorithm algorithm : Algorithm.values()) {
                  variants.add(written(layer, names, convention, algorithm, Dtype.FLOAT32));
                }
                variants.add(
                    written(layer, names, convention, Algorithm.SEQUENTIAL, Dtype.FLOAT64));
              });
      Convention paper = Convention.paper(layer);
      for (Dtype narrow : List.of(Dtype.BFLOAT16, Dtype.BINARY16)) {
        variants.add(written(layer, "paper", paper, Algorithm.SEQUENTIAL, narrow));
      }
      for (Variant variant : Variant.honest(Dtype.FLOAT32, Dtype.FLOAT32)) {
        if (variant.fused() && variant.summation() == Summation.SEQUENTIAL) {
          String name = layer.label() + " paper " + variant;
          variants.add(new HonestVariant(name, layer, paper, variant.subject(name)));
        }
      }
    }
    for (LayerKind layer : SampleBugs.LAYERS) {
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
      for (Dtype narrow : List.of(Dtype.BFLOAT16, Dtype.BINARY16)) {
        Convention paper = Convention.paper(layer);
        variants.add(written(layer, "paper", paper, Algorithm.SEQUENTIAL, narrow));
      }
    }
    return List.copyOf(variants);
  }

  // Conventions that several names share are one variant.
  private static Map<Convention, String> named(LayerKind layer) {
    Map<Convention, String> names = new LinkedHashMap<>();
    for (ConventionPreset preset : ConventionPreset.of(layer)) {
      names.merge(preset.convention(), preset.name(), (a, b) -> a + "/" + b);
    }
    return names;
  }

  private static HonestVariant written(
      LayerKind layer, String names, Convention convention, Algorithm algorithm, Dtype dtype) {
    ErrorModel model = algorithm.model(dtype);
    Recipe recipe = new Recipe(convention, new Machine(model.compute(), false));
    algorithm.change.accept(recipe);
    String name =
        "%s %s %s %s"
            .formatted(
                layer.label(), names, dtype.label(), algorithm.name().toLowerCase(Locale.ROOT));
    return new HonestVariant(
        name,
        layer,
        convention,
        new LayerSubject(name, new Textbook(name, dtype, Map.of(layer, recipe)), format -> model));
  }

  private static void moments(Recipe recipe, VarianceAlgorithm algorithm) {
    HonestForward.moments(recipe, algorithm, Summation.SEQUENTIAL);
    recipe.ofSample.algorithm = algorithm;
  }

  // One division a channel: products with 1/σ.
  private static void reciprocal(Recipe recipe) {
    Machine a = recipe.a;
    recipe.vector(Step.XHAT, c -> scaled(c, c.get(Step.MEAN), a.divide(1, c.get(Step.SIGMA))));
    Recipe.Stage training = recipe.stages.get(Step.Z);
    recipe.vector(
        Step.Z,
        c ->
            c.isTraining()
                ? training.of(c)
                : scaled(c, c.oldMean, a.divide(1, c.get(Step.FIXED_SIGMA))));
  }

  private static double[] scaled(Channel c, double mean, double inverse) {
    double[] scaled = c.x.clone();
    for (int k = 0; k < scaled.length; k++) {
      scaled[k] = c.a.multiply(c.a.subtract(scaled[k], mean), inverse);
    }
    return scaled;
  }

  // y = x·s + t with two numbers a channel; moments with r and d in them stay as they are.
  private static void folded(Recipe recipe) {
    Recipe.Stage plain = recipe.stages.get(Step.Y);
    recipe.vector(
        Step.Y,
        c ->
            c.isTraining() && recipe.convention.fold() == Convention.Fold.MOMENTS
                ? plain.of(c)
                : folded(c));
  }

  private static double[] folded(Channel c) {
    Machine a = c.a;
    boolean training = c.isTraining();
    double r = training ? c.get(Step.R) : 1;
    double d = training ? c.get(Step.D) : 0;
    double mean = training ? c.get(Step.MEAN) : c.oldMean;
    double sigma = training ? c.get(Step.SIGMA) : c.get(Step.FIXED_SIGMA);
    double slope = a.divide(a.multiply(c.gamma, r), sigma);
    double shift = a.add(a.multiply(c.gamma, d), c.beta);
    double offset = a.subtract(shift, a.multiply(mean, slope));
    double[] y = c.x.clone();
    for (int k = 0; k < y.length; k++) {
      y[k] = a.add(a.multiply(y[k], slope), offset);
    }
    return y;
  }
}
