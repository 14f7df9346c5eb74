package org.normaudit.verification.core.bound;

import java.util.ArrayList;
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
import org.normaudit.reference.layer.Upstream;

/**
 * A layer's definition evaluated in this algebra gives the layer's bounds: every value carries how
 * far an honest computed one may lie from it. What an honest implementation may do otherwise than
 * the definition belongs to the primitives: sums in any order, moments by any algorithm of a class,
 * a difference multiplied out, a division or a product with a reciprocal, a result stored in a
 * narrower format. One algebra is for one region.
 */
final class BoundAlgebra extends Algebra<Uncertain> {
  private final BoundArithmetic b;
  private final BoundVectors vectors;
  private final BoundSums sums;
  private final Rounding r;
  private final ErrorModel model;
  private final Convention convention;
  private final boolean apart;
  private final int parameterDepth;
  private final Allowances allowances;
  private final Map<Name, Role> handedOn;
  private final Map<Role, double[]> allowed = new HashMap<>();
  private final List<SampleMoments> moments = new ArrayList<>();
  private RenormCancellation cancellation;

  /**
   * @param handedOn the outputs beside y, by their names
   * @param apart whether the block has several sets of values that share statistics
   * @param parameterDepth the depth of the sums over a parameter's values
   */
  BoundAlgebra(
      BoundArithmetic b,
      ErrorModel model,
      Convention convention,
      Map<Name, Role> handedOn,
      boolean apart,
      int parameterDepth) {
    super(b);
    this.b = b;
    this.vectors = new BoundVectors(b, model.folded());
    this.sums = new BoundSums(b);
    this.parameterDepth = parameterDepth;
    this.r = b.rounding();
    this.model = model;
    this.convention = convention;
    this.apart = apart;
    this.handedOn = handedOn;
    this.allowances = new Allowances(b, vectors, model);
  }

  /** The allowances of a result, one a value of the region. */
  double[] allowed(BlockStep<Uncertain> s, Role role) {
    UncertainVector normalized =
        role.equals(Roles.Y) ? UncertainVector.of(s.named(Name.NORMALIZED)) : null;
    double[] known = allowed.get(role);
    return known == null
        ? allowances.of(role, UncertainVector.of(s.result(role)), normalized)
        : known;
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
      all.set(positions.get(p), UncertainVector.of(parts.get(p)));
    }
    return all;
  }

  @Override
  public Uncertain sum(List<Uncertain> v) {
    return v.isEmpty()
        ? Uncertain.exact(0)
        : sums.sum(UncertainVector.of(v), model.depth(v.size()));
  }

  // A parameter may have more values than those of this region.
  @Override
  public List<Uncertain> parameterSums(List<Uncertain> v, int[] parameter, int parameters) {
    UncertainVector terms = UncertainVector.of(v);
    return parameters == 1
        ? List.of(sums.sum(terms, parameterDepth))
        : sums.sums(terms, parameter, parameters, parameterDepth);
  }

  @Override
  public List<Uncertain> parameterDots(
      List<Uncertain> v, List<Uncertain> w, int[] parameter, int parameters) {
    UncertainVector first = UncertainVector.of(v);
    UncertainVector second = UncertainVector.of(w);
    return sums.dots(first, second, parameter, parameters, parameterDepth);
  }

  @Override
  public Uncertain scaleGradient(
      List<Uncertain> dy, List<Uncertain> normalized, Line<Uncertain> line) {
    return dy.isEmpty()
        ? Uncertain.exact(0)
        : sums.dot(UncertainVector.of(dy), UncertainVector.of(normalized), parameterDepth);
  }

  @Override
  public Uncertain dot(List<Uncertain> v, List<Uncertain> w) {
    return v.isEmpty()
        ? Uncertain.exact(0)
        : sums.dot(UncertainVector.of(v), UncertainVector.of(w), model.depth(v.size()));
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
    UncertainVector factors = UncertainVector.repeated(c, v.size());
    UncertainVector summands = UncertainVector.repeated(d, v.size());
    return vectors.multiplyAdd(UncertainVector.of(v), factors, summands);
  }

  /** γ·z + β, as it stands, or multiplied out to x·a + b. */
  @Override
  public List<Uncertain> affine(Line<Uncertain> line) {
    UncertainVector z = UncertainVector.of(line.normalized());
    UncertainVector gamma = UncertainVector.of(line.gamma());
    return line.beta() == null
        ? vectors.multiply(z, gamma)
        : vectors.multiplyAdd(z, gamma, UncertainVector.of(line.beta()));
  }

  /** Where the batch's statistics cancel, their errors do, too. */
  @Override
  public List<Uncertain> pullback(
      Standardization<Uncertain> s, Upstream<Uncertain> upstream, Uncertain scale) {
    UncertainVector g = UncertainVector.of(upstream.g()).together();
    UncertainVector projected = UncertainVector.of(s.projected(g));
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
      cancellation = RenormCancellation.of(s, moments.get(0).data(), vectors, b, model, convention);
      return cancellation == null ? values : cancellation.normalized(UncertainVector.of(values));
    }
    Role output = handedOn.get(name);
    return output == null ? values : stored(output, UncertainVector.of(values));
  }

  // What is handed on beside y may be read back from where it is stored.
  private List<Uncertain> stored(Role output, UncertainVector values) {
    double[] errors = allowances.of(output, values, null);
    allowed.put(output, errors);
    return values.closed(errors);
  }

  private boolean foldsMoments() {
    return convention.get(Coordinates.FOLD) == Convention.RenormPlacement.MOMENTS;
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
}
