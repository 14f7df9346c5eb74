package org.normaudit.verification.lab.bugs;

import static org.normaudit.verification.lab.bugs.SeededBugs.BOTH;

import java.util.List;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Name;
import org.normaudit.reference.layer.Roles;
import org.normaudit.verification.lab.bugs.SeededBug.Kind;

/** Mistakes in the order of tensors. */
final class LayoutBugs {
  private LayoutBugs() {}

  static List<SeededBug> all() {
    return List.of(
        new SeededBug(
                "channels-last-read-as-planes",
                Kind.LAYOUT,
                BOTH,
                "reads tensors with channels last as if channels came first",
                "pytorch#62594",
                "pytorch#63224",
                "pytorch#175189")
            .by(
                mutation -> {
                  mutation.place =
                      (shape, channel, k) ->
                          shape.inner() == 1
                              ? channel * shape.outer() + k
                              : shape.index(k / shape.inner(), channel, k % shape.inner());
                }),
        new SeededBug(
                "dx-transposed",
                Kind.LAYOUT,
                BOTH,
                "writes dx with batch and map exchanged",
                "deeplearning4j#8860")
            .by(mutation -> mutation.tells(Roles.DX, (in, dx) -> exchanged(in.shape(), dx))),
        new SeededBug(
                "dy-read-transposed",
                Kind.LAYOUT,
                BOTH,
                "reads dy with batch and map exchanged",
                "deeplearning4j#8597")
            .by(mutation -> mutation.asks(in -> in.withDy(exchanged(in.shape(), in.dy())))),
        new SeededBug(
                "gamma-along-the-map",
                Kind.LAYOUT,
                BOTH,
                "broadcasts gamma along the map instead of the channels")
            .by(
                mutation ->
                    mutation.replace(
                        Roles.Y,
                        (c, given) -> {
                          Shape shape = c.shape();
                          double[] y = c.all(Name.NORMALIZED).clone();
                          for (int k = 0; k < y.length; k++) {
                            int wrong =
                                shape.inner() == 1
                                    ? c.index()
                                    : k % shape.inner() % shape.channels();
                            y[k] = c.a.add(c.a.multiply(c.step().gamma()[wrong], y[k]), c.beta());
                          }
                          return y;
                        })));
  }

  private static double[] exchanged(Shape shape, double[] tensor) {
    double[] result = new double[tensor.length];
    for (int c = 0; c < shape.channels(); c++) {
      for (int k = 0; k < shape.count(); k++) {
        int from = shape.index(k % shape.outer(), c, k / shape.outer());
        result[shape.index(k / shape.inner(), c, k % shape.inner())] = tensor[from];
      }
    }
    return result;
  }
}
