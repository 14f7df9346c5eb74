package org.normaudit.verification.lab.bugs;

import java.util.List;
import org.normaudit.reference.layer.BlockStep;
import org.normaudit.reference.layer.Moments;
import org.normaudit.reference.layer.Name;
import org.normaudit.verification.lab.variants.AlgorithmAlgebra;
import org.normaudit.verification.lab.variants.VarianceAlgorithm;

/** The algebra of a layer with mistakes: an honest algorithm in which named values are changed. */
final class MutantAlgebra extends AlgorithmAlgebra {
  private final Mutation mutation;

  MutantAlgebra(Mutation mutation) {
    super(mutation.a, mutation.variance, mutation.order, mutation.form);
    this.mutation = mutation;
  }

  Mutation mutation() {
    return mutation;
  }

  @Override
  public List<Double> let(BlockStep<Double> s, Name name, List<Double> values) {
    Mutation.Change change = mutation.of(name);
    return change == null ? values : Site.list(change.of(new Site(this, s), Site.array(values)));
  }

  @Override
  public Double sum(List<Double> v) {
    return mutation.sum == null ? super.sum(v) : mutation.sum.applyAsDouble(Site.array(v));
  }

  @Override
  public Moments<Double> moments(BlockStep<Double> s, List<Double> x) {
    if (mutation.moments == null) {
      return super.moments(s, x);
    }
    VarianceAlgorithm.Moments made = mutation.moments.of(new Site(this, s), Site.array(x));
    return new Moments<>(made.mean(), made.variance(), minus(x, made.mean()));
  }

  @Override
  public Moments<Double> meanSquare(BlockStep<Double> s, List<Double> x) {
    return mutation.centers ? moments(s, x) : super.meanSquare(s, x);
  }
}
