package org.normaudit.reference.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Mode;
import org.normaudit.reference.UpdateRule;

/**
 * A {@link Region} of a {@link Step} in some algebra: the tensors that are given, the named values
 * and the results that a layer adds. The values stand in the order of the region's elements.
 *
 * @param <T> the numbers
 */
public final class BlockStep<T> {
  private final Algebra<T> v;
  private final Step step;
  private final Region region;
  private final Map<Role, List<T>> given;
  private final T epsilon;
  private final T momentum;
  private final Map<Role, List<T>> results = new LinkedHashMap<>();
  // Room for the names of any layer.
  private final Map<Name, List<T>> named = new HashMap<>(64);
  private final Map<List<T>, List<T>> perValue = new IdentityHashMap<>(4);
  private List<Standardization<T>> standardized;
  private FoldedMoments<T> folded;

  private BlockStep(Algebra<T> v, Step step, Region region) {
    this.v = v;
    this.step = step;
    this.region = region;
    this.given = new HashMap<>();
    // Numbers are taken over in this order, each once: an arithmetic that rounds at random gives
    // the same number twice only if it is asked once.
    DerivedRoles roles = DerivedRoles.of(step.layer());
    take(roles.differentiated());
    this.epsilon = v.a.constant(step.epsilon());
    this.momentum = v.a.constant(step.rule().momentum());
    take(roles.others());
    if (step.hasSecond()) {
      take(roles.secondUpstreams());
    }
  }

  private BlockStep(BlockStep<T> other, Map<Role, List<T>> given) {
    this.v = other.v;
    this.step = other.step;
    this.region = other.region;
    this.epsilon = other.epsilon;
    this.momentum = other.momentum;
    this.given = given;
  }

  private void take(List<Role> roles) {
    for (Role role : roles) {
      given.put(role, v.constants(region.gather(role, step.get(role))));
    }
  }

  /** Block {@code b} of a step, every number taken over exactly or as T rounds it. */
  public static <T> BlockStep<T> of(Algebra<T> v, Step step, int b) {
    return of(v, step, Region.of(step.statistics(), b));
  }

  /** A region of a step. */
  public static <T> BlockStep<T> of(Algebra<T> v, Step step, Region region) {
    return new BlockStep<>(v, step, region);
  }

  /** This block, not evaluated, with other values for some of the tensors. */
  public BlockStep<T> with(Map<Role, List<T>> others) {
    Map<Role, List<T>> changed = new HashMap<>(given);
    changed.putAll(others);
    return new BlockStep<>(this, changed);
  }

  /** This block, not evaluated, for the forward pass alone. */
  public BlockStep<T> forwardOnly() {
    return without(Role.Kind.UPSTREAM).withoutSecond();
  }

  /** This block, not evaluated, without a double backward. */
  public BlockStep<T> withoutSecond() {
    return without(Role.Kind.SECOND_UPSTREAM);
  }

  private BlockStep<T> without(Role.Kind kind) {
    if (!has(kind)) {
      return new BlockStep<>(this, given);
    }
    Map<Role, List<T>> fewer = new HashMap<>();
    for (Map.Entry<Role, List<T>> entry : given.entrySet()) {
      if (entry.getKey().kind() != kind) {
        fewer.put(entry.getKey(), entry.getValue());
      }
    }
    return new BlockStep<>(this, fewer);
  }

  /** Runs the step's layer on this block. */
  public BlockStep<T> evaluate(Convention convention) {
    Layer layer = step.layer();
    layer.forward(v, this, convention);
    if (hasUpstream()) {
      layer.backward(v, this, convention);
      if (hasSecond()) {
        layer.doubleBackward(v, this, convention);
      }
    }
    return this;
  }

  /** Whether the backward pass is asked for. */
  public boolean hasUpstream() {
    return has(Role.Kind.UPSTREAM);
  }

  /** Whether a double backward is asked for. */
  public boolean hasSecond() {
    return has(Role.Kind.SECOND_UPSTREAM);
  }

  private boolean has(Role.Kind kind) {
    for (Role role : given.keySet()) {
      if (role.kind() == kind) {
        return true;
      }
    }
    return false;
  }

  /** The algebra. */
  public Algebra<T> algebra() {
    return v;
  }

  /** The step that this is a part of. */
  public Step step() {
    return step;
  }

  /** The region. */
  public Region region() {
    return region;
  }

  /** How many values the region has. */
  public int size() {
    return region.elements().length;
  }

  /** Whether the region is normalized with statistics of its own: training, on some values. */
  public boolean isTraining() {
    return step.mode() == Mode.TRAINING && size() > 0;
  }

  /** How running statistics follow. */
  public UpdateRule rule() {
    return step.rule();
  }

  /** The bounds of r and d. */
  public Clip clip() {
    return step.clip();
  }

  /** How many batches the running statistics hold. */
  public long updates() {
    return step.updates();
  }

  /** ε. */
  public T epsilon() {
    return epsilon;
  }

  /** The number of the update rule. */
  public T momentum() {
    return momentum;
  }

  /** The given values of a role, one an element or a channel of the region. */
  public List<T> get(Role role) {
    return given.get(role);
  }

  /** The given value of a role in a region of one channel. */
  public T only(Role role) {
    return given.get(role).get(0);
  }

  /** Gives a value its name; the algebra may replace it. */
  public List<T> let(Name name, List<T> values) {
    List<T> kept = v.let(this, name, values);
    named.put(name, kept);
    return kept;
  }

  /** Gives a single value its name. */
  public T let(Name name, T value) {
    return let(name, List.of(value)).get(0);
  }

  /** The values of a name, once it has them; else null. */
  public List<T> named(Name name) {
    return named.get(name);
  }

  /** The single value of a name. */
  public T value(Name name) {
    return named.get(name).get(0);
  }

  /** Gives a result, under the name of its role. */
  public List<T> put(Role role, List<T> values) {
    List<T> kept = let(Name.of(role), values);
    results.put(role, kept);
    return kept;
  }

  /** Gives a result that has one value. */
  public T put(Role role, T value) {
    return put(role, List.of(value)).get(0);
  }

  /** The results so far. */
  public Map<Role, List<T>> results() {
    return results;
  }

  /** A result, once it is there. */
  public List<T> result(Role role) {
    return results.get(role);
  }

  /** x̂ of each set of values that share statistics; computed once. */
  List<Standardization<T>> standardize(Convention convention, List<T> x, boolean centered) {
    if (standardized == null) {
      List<Standardization<T>> all = new ArrayList<>();
      for (int[] set : region.sets()) {
        all.add(Standardization.of(this, convention, part(x, set), centered));
      }
      standardized = all;
    }
    return standardized;
  }

  /** The sets as they were standardized. */
  public List<Standardization<T>> standardized() {
    return standardized;
  }

  FoldedMoments<T> fold(FoldedMoments<T> moments) {
    folded = moments;
    return moments;
  }

  FoldedMoments<T> folded() {
    return folded;
  }

  /** The upstream gradients of a block that is one set. */
  Upstream<T> upstream(List<T> dy, List<T> gamma, List<T> g) {
    return new Upstream<>(this, region.sets().get(0), dy, gamma, g);
  }

  /** The values at some positions, which ascend; not to be modified. */
  List<T> part(List<T> values, int[] positions) {
    return positions.length == values.size() ? values : v.at(values, positions);
  }

  /** The values of all sets, each where it belongs. */
  List<T> joined(List<List<T>> sets) {
    return sets.size() == 1 && sets.get(0).size() == size()
        ? sets.get(0)
        : v.joined(sets, region.sets(), size());
  }

  /** For each value of the region, that of its parameter; not to be modified. */
  public List<T> perValue(List<T> perParameter) {
    if (perParameter.size() == 1) {
      return v.repeated(perParameter.get(0), size());
    }
    // Both passes ask for the same parameters.
    return perValue.computeIfAbsent(perParameter, given -> v.at(given, region.parameter()));
  }

  /** Σ over the values of each parameter. */
  public List<T> parameterSums(List<T> values) {
    return v.parameterSums(values, region.parameter(), region.channels().length);
  }

  /** Σ values·others over the values of each parameter. */
  public List<T> parameterDots(List<T> values, List<T> others) {
    return v.parameterDots(values, others, region.parameter(), region.channels().length);
  }
}
