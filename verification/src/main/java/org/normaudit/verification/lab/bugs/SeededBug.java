package org.normaudit.verification.lab.bugs;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.lab.variants.Machine;

/** A mistake that layers are known to make, and a layer that makes it. */
public final class SeededBug {

  /** What the mistake is about. */
  public enum Kind {
    /** The output. */
    FORWARD,
    /** The gradients, double backward included. */
    BACKWARD,
    /** The running statistics. */
    STATE,
    /** One value, no value, equal values, long channels, NaN. */
    EDGE,
    /** The order of the tensor in memory. */
    LAYOUT,
    /** The arithmetic. */
    PRECISION,
    /** Threads, devices, replicas. */
    CONCURRENCY
  }

  private final String name;
  private final Kind kind;
  private final Set<Layer> layers;
  private final String effect;
  private final List<String> links;
  private Dtype dtype = Dtype.FLOAT64;
  private UnaryOperator<Convention> convention = c -> c;
  private Consumer<Mutation> mistake = mutation -> {};
  private boolean random;
  private ErrorModel.VarianceClass variance = ErrorModel.VarianceClass.UPDATING;

  /**
   * @param effect one sentence: what the layer does
   * @param links where it happened, such as {@code pytorch#20967}
   */
  SeededBug(String name, Kind kind, Set<Layer> layers, String effect, String... links) {
    this.name = name;
    this.kind = kind;
    this.layers = Layers.set(layers);
    this.effect = effect;
    this.links = List.of(links);
  }

  /** The mistake as a change of the mutation. */
  SeededBug by(Consumer<Mutation> change) {
    this.mistake = change;
    return this;
  }

  /** The mistake as another convention than the one that is due. */
  SeededBug under(UnaryOperator<Convention> change) {
    this.convention = change;
    return this;
  }

  /** The format that the mistake shows in. */
  SeededBug in(Dtype format) {
    this.dtype = format;
    return this;
  }

  /** The error grows with the square of the condition number, as that of a one-pass variance. */
  SeededBug onePass() {
    this.variance = ErrorModel.VarianceClass.ONE_PASS;
    return this;
  }

  /** The same question may be answered differently. */
  SeededBug randomly() {
    this.random = true;
    return this;
  }

  /** The name in reports. */
  public String name() {
    return name;
  }

  /** What the mistake is about. */
  public Kind kind() {
    return kind;
  }

  /** The layers that can make it. */
  public Set<Layer> layers() {
    return Layers.set(layers);
  }

  /** What the layer does, in one sentence. */
  public String effect() {
    return effect;
  }

  /** Where it happened. */
  public List<String> links() {
    return links;
  }

  /** The format that it is shown in. */
  public Dtype dtype() {
    return dtype;
  }

  /** Whether the same question may be answered differently. */
  public boolean isRandom() {
    return random;
  }

  /** The convention that the mistaken layer keeps to where another is due. */
  public Convention keeps(Convention due) {
    return convention.apply(due);
  }

  /** Whether the formula is right and the arithmetic is not. */
  public boolean isNumerical() {
    return kind == Kind.PRECISION;
  }

  /** How its rounding errors grow with the condition number. */
  public ErrorModel.VarianceClass variance() {
    return variance;
  }

  /** The mistaken layer under the papers' conventions as a subject of which nothing is known. */
  public Subject subject() {
    return new LayerSubject(name, layer(dtype, paper(), List.of(this)), ErrorModel::unknown);
  }

  private Map<Layer, Convention> paper() {
    Map<Layer, Convention> map = Layers.map();
    layers.forEach(layer -> map.put(layer, layer.paper()));
    return map;
  }

  /**
   * A layer with several mistakes, made one after another; with none it is honest.
   *
   * @param format of its tensors
   * @param conventions what it would keep to without the mistakes
   */
  public static MutantLayer layer(
      Dtype format, Map<Layer, Convention> conventions, List<SeededBug> bugs) {
    return layer(format, conventions, bugs, mutation -> {});
  }

  /** The same, written in another honest way before the mistakes are made. */
  static MutantLayer layer(
      Dtype format,
      Map<Layer, Convention> conventions,
      List<SeededBug> bugs,
      Consumer<Mutation> writing) {
    Machine machine = new Machine(ErrorModel.unknown(format).compute(), false);
    Map<Layer, Mutation> recipes = Layers.map();
    conventions.forEach(
        (layer, due) -> {
          Convention kept = due;
          for (SeededBug bug : bugs) {
            if (bug.layers.contains(layer)) {
              kept = bug.convention.apply(kept);
            }
          }
          Mutation mutation = new Mutation(kept, machine);
          writing.accept(mutation);
          for (SeededBug bug : bugs) {
            if (bug.layers.contains(layer)) {
              bug.mistake.accept(mutation);
            }
          }
          recipes.put(layer, mutation);
        });
    String name = String.join("+", bugs.stream().map(SeededBug::name).toList());
    return new MutantLayer(name.isEmpty() ? "honest" : name, format, recipes);
  }

  @Override
  public String toString() {
    return name;
  }
}
