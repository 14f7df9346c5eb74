package org.normaudit.reference.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.SecondOrder;

/** The part of {@link Allowance} that bounds the double backward of one channel. */
final class SecondOrderAllowance {
  private final Precision precision;
  private final List<Measured> dy;
  private final List<Measured> v;
  private final Measured gamma;
  private final Measured ggGamma;
  private final Measured ggBeta;

  SecondOrderAllowance(LayerInput in, int channel, Precision precision) {
    this.precision = precision;
    SecondOrder second = in.second().orElseThrow();
    dy = Measured.exact(Channels.gather(in.shape(), channel, in.dy()), precision);
    v = Measured.exact(Channels.gather(in.shape(), channel, second.ddx()), precision);
    gamma = Measured.exact(in.gamma()[channel], precision);
    ggGamma = Measured.exact(second.ddgamma()[channel], precision);
    ggBeta = Measured.exact(second.ddbeta()[channel], precision);
  }

  /** w − ū(w) − x̂·ū(w·x̂). */
  static List<Measured> project(List<Measured> w, List<Measured> xhat) {
    Measured mean = Measured.mean(w);
    Measured along = Measured.mean(Measured.products(w, xhat));
    List<Measured> result = new ArrayList<>();
    for (int i = 0; i < w.size(); i++) {
      result.add(w.get(i).minus(mean).minus(xhat.get(i).times(along)));
    }
    return result;
  }

  void training(
      List<Measured> xhat,
      Measured sigma,
      Measured r,
      Measured d,
      List<Measured> renormalized,
      Map<Quantity, List<Measured>> results) {
    Measured meanDy = Measured.mean(dy);
    Measured meanV = Measured.mean(v);
    Measured meanDyX = Measured.mean(Measured.products(dy, xhat));
    Measured meanVX = Measured.mean(Measured.products(v, xhat));
    Measured three = Measured.exact(3, precision);
    Measured k =
        meanV
            .times(meanDy)
            .minus(Measured.mean(Measured.products(v, dy)))
            .plus(three.times(meanDyX).times(meanVX));
    Measured scale = r.over(sigma);
    Measured outer = gamma.times(scale).over(sigma);
    List<Measured> projectedDy = project(dy, xhat);
    List<Measured> projectedV = project(v, xhat);
    List<Measured> gradX = new ArrayList<>();
    List<Measured> gradDy = new ArrayList<>();
    for (int i = 0; i < dy.size(); i++) {
      Measured bracket =
          xhat.get(i)
              .times(k)
              .minus(meanVX.times(dy.get(i).minus(meanDy)))
              .minus(meanDyX.times(v.get(i).minus(meanV)));
      gradX.add(outer.times(bracket).plus(ggGamma.times(scale).times(projectedDy.get(i))));
      // ggG·(r·x̂ + d), its two terms charged one by one.
      Measured x = xhat.get(i).times(r).times(ggGamma).plus(d.times(ggGamma));
      Measured whole = renormalized.get(i).times(ggGamma);
      Measured shifted = x.with(x.value(), Math.max(x.error(), whole.error())).plus(ggBeta);
      gradDy.add(gamma.times(scale).times(projectedV.get(i)).plus(shifted));
    }
    results.put(Quantity.GRAD_X, gradX);
    results.put(Quantity.GRAD_DY, gradDy);
    Measured sum = Measured.sum(Measured.products(v, projectedDy));
    results.put(Quantity.GRAD_GAMMA, List.of(sum.times(scale)));
  }

  void fixed(List<Measured> xhat, Measured sigma, Map<Quantity, List<Measured>> results) {
    List<Measured> gradX = new ArrayList<>();
    List<Measured> gradDy = new ArrayList<>();
    List<Measured> terms = new ArrayList<>();
    for (int i = 0; i < dy.size(); i++) {
      gradX.add(ggGamma.times(dy.get(i)).over(sigma));
      gradDy.add(gamma.times(v.get(i)).over(sigma).plus(ggGamma.times(xhat.get(i))).plus(ggBeta));
      terms.add(v.get(i).times(dy.get(i)).over(sigma));
    }
    results.put(Quantity.GRAD_X, gradX);
    results.put(Quantity.GRAD_DY, gradDy);
    results.put(Quantity.GRAD_GAMMA, List.of(Measured.sum(terms)));
  }
}
