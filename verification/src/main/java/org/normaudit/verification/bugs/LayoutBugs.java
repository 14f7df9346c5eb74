package org.normaudit.verification.bugs;

import static org.normaudit.verification.bugs.SeededBugs.BOTH;

import java.util.List;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.verification.bugs.SeededBug.Kind;

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
                recipe -> {
                  Recipe.Place honest = recipe.place;
                  recipe.place =
                      (shape, channel, k) ->
                          shape.inner() == 1
                              ? channel * shape.outer() + k
                              : honest.of(shape, channel, k);
                  recipe.written = recipe.place;
                }),
        new SeededBug(
                "dx-transposed",
                Kind.LAYOUT,
                BOTH,
                "writes dx with batch and map exchanged",
                "deeplearning4j#8860")
            .by(recipe -> recipe.tells(Quantity.DX, (in, dx) -> exchanged(in.shape(), dx))),
        new SeededBug(
                "dy-read-transposed",
                Kind.LAYOUT,
                BOTH,
                "reads dy with batch and map exchanged",
                "deeplearning4j#8597")
            .by(recipe -> recipe.asks(in -> in.withDy(exchanged(in.shape(), in.dy())))),
        new SeededBug(
                "gamma-along-the-map",
                Kind.LAYOUT,
                BOTH,
                "broadcasts gamma along the map instead of the channels")
            .by(
                recipe ->
                    recipe.vector(
                        Step.Y,
                        c -> {
                          Shape shape = c.input.shape();
                          double[] y = c.all(Step.Z).clone();
                          for (int k = 0; k < y.length; k++) {
                            int wrong =
                                shape.inner() == 1 ? c.index : k % shape.inner() % shape.channels();
                            y[k] = c.a.add(c.a.multiply(c.input.gamma()[wrong], y[k]), c.beta);
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
