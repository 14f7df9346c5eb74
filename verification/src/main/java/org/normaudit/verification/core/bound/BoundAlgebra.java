package org.normaudit.verification.core.bound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.layer.Algebra;
import org.normaudit.reference.layer.BlockStep;
import org.normaudit.reference.layer.FoldedMoments;
import org.normaudit.reference.layer.Line;
import org.normaudit.reference.layer.Moments;
import org.normaudit.reference.layer.Name;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Standardization;

/**
 * A layer's definition evaluated in this algebra gives the layer's bounds: every value carries how
 * far an honest computed one may lie from it. What an honest implementation may do otherwise than
 * the definition belongs to the primitives: sums in any order, moments by any algorithm of a class,
 * a difference multiplied out, a division or a product with a reciprocal, a result stored in a
 * narrower format. One algebra is for one block.
 */
final class BoundAlgebra extends Algebra<Uncertain> {
  private final BoundArithmetic b;
  private final BoundVectors vectors;
  private final Rounding r;
  private final ErrorModel model;
  private final Convention convention;
  private final boolean apart;
  private final Map<Name, Role> results = new HashMap<>();
  private final Map<Role, double[]> allowed = new HashMap<>();
  private final List<SampleMoments> moments = new ArrayList<>();
  private RenormCancellation cancellation;

  /**
   * @param apart whether the block has several sets of values that share statistics
   */
  BoundAlgebra(
      BoundArithmetic b,
      ErrorModel model,
      Convention convention,
      List<Role> results,
      boolean apart) {
    super(b);
    this.b = b;
    this.vectors = new BoundVectors(b, model.folded());
    this.r = b.rounding();
    this.model = model;
    this.convention = convention;
    this.apart = apart;
    results.forEach(role -> this.results.put(Name.of(role), role));
  }

  /** The allowances of the results so far, one a value of the block. */
  Map<Role, double[]> allowed() {
    return allowed;
  }

  /** The moments of each set of values, in the order in which they were standardized. */
  List<SampleMoments> moments() {
    return moments;
  }

  @Override
  public List<Uncertain> constants(double[] values) {
    return UncertainVector.exact(values, apart);
  }

  @Override
  public List<Uncertain> repeated(Uncertain value, int count) {
    return UncertainVector.repeated(value, count);
  }

  @Override
  public List<Uncertain> at(List<Uncertain> v, int[] positions) {
    return UncertainVector.of(v).at(positions);
  }

  @Override
  public List<Uncertain> joined(List<List<Uncertain>> parts, List<int[]> positions, int size) {
    List<Uncertain> firsts = new ArrayList<>();
    parts.forEach(part -> firsts.addAll(part.subList(0, Math.min(1, part.size()))));
    UncertainVector all = UncertainVector.alike(size, firsts);
    for (int p = 0; p < parts.size(); p++) {
      UncertainVector part = UncertainVector.of(parts.get(p));
      int[] at = positions.get(p);
      for (int k = 0; k < at.length; k++) {
        all.set(at[k], part, k);
      }
    }
    return all;
  }

  @Override
  public Uncertain sum(List<Uncertain> v) {
    return v.isEmpty()
        ? Uncertain.exact(0)
        : vectors.sum(UncertainVector.of(v), model.depth(v.size()));
  }

  @Override
  public Uncertain dot(List<Uncertain> v, List<Uncertain> w) {
    return v.isEmpty()
        ? Uncertain.exact(0)
        : vectors.dot(UncertainVector.of(v), UncertainVector.of(w), model.depth(v.size()));
  }

  @Override
  public Uncertain meanProduct(List<Uncertain> v, List<Uncertain> w) {
    return b.mean(dot(v, w), v.size());
  }

  @Override
  public Uncertain mean(List<Uncertain> v) {
    return b.mean(sum(v), v.size());
  }

  @Override
  public Moments<Uncertain> moments(BlockStep<Uncertain> s, List<Uncertain> x) {
    return kept(SampleMoments.centered(b, vectors, model, UncertainVector.of(x)));
  }

  @Override
  public Moments<Uncertain> meanSquare(BlockStep<Uncertain> s, List<Uncertain> x) {
    return kept(SampleMoments.aboutZero(b, vectors, model, UncertainVector.of(x)));
  }

  private Moments<Uncertain> kept(SampleMoments of) {
    moments.add(of);
    return new Moments<>(of.mean(), of.variance(), of.deviations());
  }

  @Override
  public Uncertain larger(Uncertain x, Uncertain y) {
    return b.larger(x, y);
  }

  /** Unknown where the root may be 0, and where a variance may lie on either side of its floor. */
  @Override
  public Uncertain slope(Uncertain root, Uncertain excess) {
    Uncertain none = Uncertain.exact(0);
    if (excess != null && b.mayVanish(excess)) {
      return none.unknown();
    }
    if (excess != null && excess.value() < 0) {
      return none;
    }
    if (root.value() == 0) {
      return b.error(root) == 0 ? none : none.unknown();
    }
    return b.divide(Uncertain.exact(1), root);
  }

  @Override
  public Uncertain update(BlockStep<Uncertain> s, Uncertain old, Uncertain batch) {
    return new UpdateBound(r, s.rule(), s.updates()).updated(old, batch, b.error(batch));
  }

  /** v·c + d, as it stands. */
  @Override
  public List<Uncertain> multiplyAdd(List<Uncertain> v, Uncertain c, Uncertain d) {
    UncertainVector product = UncertainVector.of(times(v, c));
    return vectors.add(product, UncertainVector.repeated(d, v.size()), 1, true);
  }

  /** γ·z + β, as it stands, or multiplied out to x·a + b. */
  @Override
  public List<Uncertain> affine(Line<Uncertain> line) {
    UncertainVector product = UncertainVector.of(times(line.normalized(), line.gamma()));
    return line.beta() == null
        ? product
        : vectors.add(product, UncertainVector.of(line.beta()), 1, true);
  }

  /** Where the batch's statistics cancel, their errors do, too. */
  @Override
  public List<Uncertain> pullback(
      Standardization<Uncertain> s,
      List<Uncertain> dy,
      List<Uncertain> gamma,
      List<Uncertain> g,
      Uncertain scale) {
    UncertainVector projected = UncertainVector.of(s.projected(UncertainVector.of(g).together()));
    List<Uncertain> plain = over(projected, s.sigma());
    if (scale == null) {
      return plain;
    }
    UncertainVector scaled = UncertainVector.of(times(plain, scale));
    return cancellation == null ? scaled : cancellation.gradient(projected, scaled);
  }

  /** A constant channel has no derivative by the root of its variance. */
  @Override
  public List<Uncertain> foldedPullback(FoldedMoments<Uncertain> folded, List<Uncertain> g) {
    List<Uncertain> gradient = super.foldedPullback(folded, g);
    return b.mayVanish(folded.q()) ? UncertainVector.of(gradient).unknown() : gradient;
  }

  @Override
  public List<Uncertain> let(BlockStep<Uncertain> s, Name name, List<Uncertain> values) {
    if (name.equals(Name.NORMALIZED) && s.result(Roles.R) != null && !foldsMoments()) {
      cancellation = RenormCancellation.of(s, vectors, b, model, convention);
      return cancellation == null ? values : cancellation.normalized(UncertainVector.of(values));
    }
    Role role = results.get(name);
    return role == null ? values : result(s, role, UncertainVector.of(values));
  }

  private boolean foldsMoments() {
    return convention.get(Coordinates.FOLD) == Convention.RenormPlacement.MOMENTS;
  }

  private List<Uncertain> result(BlockStep<Uncertain> s, Role role, UncertainVector values) {
    double[] errors = vectors.expandedErrors(values);
    UncertainVector normalized =
        role.equals(Roles.Y) ? UncertainVector.of(s.named(Name.NORMALIZED)) : null;
    double[] bounds = new double[errors.length];
    for (int k = 0; k < errors.length; k++) {
      if (isGiven(role, values, k)) {
        continue;
      }
      bounds[k] = stored(values, k, errors[k]);
      boolean safe =
          role.kind() == Role.Kind.OUTPUT
              ? judgesItsOverflow(values, normalized, k)
              : values.reach(k) <= b.limit();
      if (!safe) {
        bounds[k] = Double.POSITIVE_INFINITY;
      }
    }
    allowed.put(role, bounds);
    // What is handed on beside y may be read back from where it is stored.
    return role.kind() == Role.Kind.OUTPUT && normalized == null
        ? values.closed(bounds.clone())
        : values;
  }

  // An output that overflows by itself is judged, but not one of which only a term does.
  private boolean judgesItsOverflow(UncertainVector values, UncertainVector normalized, int k) {
    if (normalized != null) {
      boolean slopes =
          !model.folded() || values.reach(k) / normalized.reach(k) * values.inverses <= b.limit();
      if (normalized.reach(k) > b.limit() || !slopes) {
        return false;
      }
    }
    int i = values.isRepeated() ? 0 : k;
    double terms = Math.max(values.size[i], values.expanded(i));
    return terms <= b.limit() || Math.abs(values.value[i]) > r.overflow();
  }

  // A state that is handed through, and a 0 that nothing is computed for.
  private static boolean isGiven(Role role, UncertainVector values, int k) {
    int i = values.isRepeated() ? 0 : k;
    boolean exact = values.chain == 0 && values.lost(k) == 0 && values.base[i] == 0;
    return exact && (role.kind() == Role.Kind.STATE || values.size[i] == 0);
  }

  private double stored(UncertainVector values, int k, double error) {
    int i = values.isRepeated() ? 0 : k;
    // Evaluated in binary64, the value may lie closer to 0 than the exact one.
    double value = Math.abs(values.value[i]);
    double own = (2.0 * values.size() + 128) * BoundArithmetic.U64 * values.size[i];
    return r.stored(value + own, error);
  }

  @Override
  public List<Uncertain> plus(List<Uncertain> v, Uncertain c) {
    return vectors.add(UncertainVector.of(v), UncertainVector.repeated(c, v.size()), 1);
  }

  @Override
  public List<Uncertain> minus(List<Uncertain> v, Uncertain c) {
    return vectors.add(UncertainVector.of(v), UncertainVector.repeated(c, v.size()), -1);
  }

  @Override
  public List<Uncertain> times(List<Uncertain> v, Uncertain c) {
    return vectors.multiply(UncertainVector.of(v), UncertainVector.repeated(c, v.size()));
  }

  @Override
  public List<Uncertain> over(List<Uncertain> v, Uncertain c) {
    return vectors.divide(UncertainVector.of(v), b.divisor(c));
  }

  @Override
  public List<Uncertain> plus(List<Uncertain> v, List<Uncertain> w) {
    return vectors.add(UncertainVector.of(v), UncertainVector.of(w), 1);
  }

  @Override
  public List<Uncertain> minus(List<Uncertain> v, List<Uncertain> w) {
    return vectors.add(UncertainVector.of(v), UncertainVector.of(w), -1);
  }

  @Override
  public List<Uncertain> times(List<Uncertain> v, List<Uncertain> w) {
    return vectors.multiply(UncertainVector.of(v), UncertainVector.of(w));
  }

  /**
   * Bounds of which some may not be numbers, made a little larger: they were rounded themselves.
   */
  static void inflate(double[] bounds, int terms) {
    double factor = 1 + (2.0 * terms + 200) * BoundArithmetic.U64;
    Arrays.setAll(
        bounds, i -> Double.isNaN(bounds[i]) ? Double.POSITIVE_INFINITY : bounds[i] * factor);
  }
}
