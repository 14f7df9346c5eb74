package org.normaudit.reference.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Clip;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/**
 * One channel of a {@link LayerInput} in some arithmetic.
 *
 * @param x the m values, in the order outer, inner
 * @param momentum the number of the rule
 * @param dy the upstream gradient, as long as x
 * @param second the upstream gradients of a double backward, where one is asked for
 * @param <T> the numbers
 */
public record ChannelInput<T>(
    Mode mode,
    List<T> x,
    T gamma,
    T beta,
    T epsilon,
    UpdateRule rule,
    T momentum,
    Clip clip,
    T runningMean,
    T runningSpread,
    long updates,
    List<T> dy,
    Optional<Second<T>> second) {

  /**
   * The upstream gradients of the double backward of one channel.
   *
   * @param ddx of dx, as long as x
   * @param ddgamma of dγ
   * @param ddbeta of dβ
   * @param <T> the numbers
   */
  public record Second<T>(List<T> ddx, T ddgamma, T ddbeta) {}

  /** Channel {@code c} of {@code input}, every number taken over exactly or as T rounds it. */
  public static <T> ChannelInput<T> of(Arithmetic<T> a, LayerInput input, int c) {
    Shape shape = input.shape();
    return new ChannelInput<>(
        input.mode(),
        gather(a, shape, c, input.x()),
        a.constant(input.gamma()[c]),
        a.constant(input.beta()[c]),
        a.constant(input.epsilon()),
        input.rule(),
        a.constant(input.rule().momentum()),
        input.clip(),
        a.constant(input.state().mean()[c]),
        a.constant(input.state().spread()[c]),
        input.state().updates(),
        gather(a, shape, c, input.dy()),
        input.second().map(second -> channel(a, shape, c, second)));
  }

  private static <T> Second<T> channel(Arithmetic<T> a, Shape shape, int c, SecondOrder second) {
    return new Second<>(
        gather(a, shape, c, second.ddx()),
        a.constant(second.ddgamma()[c]),
        a.constant(second.ddbeta()[c]));
  }

  private static <T> List<T> gather(Arithmetic<T> a, Shape shape, int c, double[] tensor) {
    List<T> values = new ArrayList<>(shape.count());
    for (int o = 0; o < shape.outer(); o++) {
      int start = shape.index(o, c, 0);
      for (int i = 0; i < shape.inner(); i++) {
        values.add(a.constant(tensor[start + i]));
      }
    }
    return values;
  }
}
