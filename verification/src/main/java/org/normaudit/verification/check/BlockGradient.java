package org.normaudit.verification.check;

import java.util.EnumMap;
import java.util.Map;
import org.normaudit.reference.Block;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.definition.Definition;

/** Gradients by automatic differentiation of a definition, one {@link Block} at a time. */
interface BlockGradient {
  /** The gradients of block {@code b}, one value a value or a channel of it. */
  Map<Quantity, double[]> ofBlock(Definition definition, LayerInput in, int b);

  /** The gradients of all blocks of a case's step, each where it belongs. */
  default Map<Quantity, double[]> of(CheckContext context) {
    LayerInput in = context.convention().read(context.input());
    Shape s = in.shape();
    Definition definition = Definition.of(in.layer(), context.convention());
    Map<Quantity, double[]> all = new EnumMap<>(Quantity.class);
    for (int b = 0; b < in.blocks().size(); b++) {
      Block block = in.block(b);
      ofBlock(definition, in, b)
          .forEach(
              (quantity, values) -> {
                double[] tensor = all.computeIfAbsent(quantity, q -> new double[q.length(s)]);
                if (quantity.isElementwise()) {
                  block.scatter(values, tensor);
                } else {
                  System.arraycopy(values, 0, tensor, block.first(), block.channels());
                }
              });
    }
    return all;
  }
}
