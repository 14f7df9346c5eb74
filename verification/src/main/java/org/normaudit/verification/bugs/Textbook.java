package org.normaudit.verification.bugs;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;

/** A layer that follows one {@link Recipe} for each of its kinds. */
final class Textbook implements MistakenLayer {
  private static final Map<Quantity, Step> STEPS = steps();

  private final String name;
  private final Dtype dtype;
  private final Map<LayerKind, Recipe> recipes;

  /**
   * @param dtype of the tensors
   */
  Textbook(String name, Dtype dtype, Map<LayerKind, Recipe> recipes) {
    this.name = name;
    this.dtype = dtype;
    this.recipes = new EnumMap<>(recipes);
  }

  private static Map<Quantity, Step> steps() {
    Map<Quantity, Step> steps = new EnumMap<>(Quantity.class);
    steps.put(Quantity.Y, Step.Y);
    steps.put(Quantity.RUNNING_MEAN, Step.NEW_MEAN);
    steps.put(Quantity.RUNNING_SPREAD, Step.NEW_SPREAD);
    steps.put(Quantity.R, Step.R);
    steps.put(Quantity.D, Step.D);
    steps.put(Quantity.DX, Step.DX);
    steps.put(Quantity.DGAMMA, Step.DGAMMA);
    steps.put(Quantity.DBETA, Step.DBETA);
    steps.put(Quantity.GRAD_X, Step.GRAD_X);
    steps.put(Quantity.GRAD_GAMMA, Step.GRAD_GAMMA);
    steps.put(Quantity.GRAD_DY, Step.GRAD_DY);
    return steps;
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.all(name, "Java, rounded after every operation", recipes.keySet(), dtype);
  }

  @Override
  public LayerOutput run(LayerInput input) {
    capabilities().require(input);
    Recipe recipe = recipes.get(input.layer());
    LayerInput read = recipe.asked.apply(recipe.convention.read(input));
    if (input.layer().isStateful()) {
      read.state().requireFor(recipe.convention.kept());
    }
    if (!recipe.convention.defines(read)) {
      throw new IllegalArgumentException(Convention.UNDEFINED);
    }
    if (!input.layer().isStateful()) {
      return recipe.told.of(read, recipe.ofSample.run(read)).rounded(dtype);
    }
    Map<Quantity, double[]> arrays = new EnumMap<>(Quantity.class);
    for (int c = 0; c < read.shape().channels(); c++) {
      Channel channel = new Channel(recipe, read, c);
      for (Map.Entry<Quantity, Step> entry : STEPS.entrySet()) {
        if (gives(entry.getKey(), channel)) {
          put(arrays, entry.getKey(), channel, entry.getValue());
        }
      }
    }
    LayerOutput output = LayerOutput.empty();
    for (Map.Entry<Quantity, double[]> entry : arrays.entrySet()) {
      output = output.with(entry.getKey(), entry.getValue());
    }
    return recipe.told.of(read, output).rounded(dtype);
  }

  private static boolean gives(Quantity quantity, Channel channel) {
    return switch (quantity) {
      case R, D -> channel.renormalizes() && channel.isTraining();
      case GRAD_X, GRAD_DY ->
          channel.input.second().isPresent() && channel.defined(quantity).length == channel.m();
      case GRAD_GAMMA ->
          channel.input.second().isPresent() && channel.defined(quantity).length == 1;
      default -> true;
    };
  }

  private static void put(
      Map<Quantity, double[]> arrays, Quantity quantity, Channel channel, Step step) {
    Shape shape = channel.input.shape();
    double[] array = arrays.computeIfAbsent(quantity, q -> new double[q.length(shape)]);
    double[] values = channel.all(step);
    if (!quantity.isElementwise()) {
      array[channel.index] = values[0];
      return;
    }
    for (int k = 0; k < values.length; k++) {
      array[channel.recipe.written.of(shape, channel.index, k)] = values[k];
    }
  }

  @Override
  public List<LayerInput> seen(List<LayerInput> steps) {
    return steps.isEmpty() ? steps : recipes.get(steps.get(0).layer()).steps.apply(steps);
  }

  @Override
  public LayerInput read(LayerInput input) {
    return recipes.get(input.layer()).asked.apply(input);
  }

  @Override
  public List<LayerOutput> trace(List<LayerInput> steps) {
    return MistakenLayer.super.trace(seen(steps));
  }
}
