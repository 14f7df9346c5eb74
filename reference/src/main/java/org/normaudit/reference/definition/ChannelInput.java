package org.normaudit.reference.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Block;
import org.normaudit.reference.Clip;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.UpdateRule;

/**
 * One {@link Block} of a {@link LayerInput} in some arithmetic: a channel, or the channels that
 * share statistics.
 *
 * @param inner how many values of a channel a sample has
 * @param x the m values, in the order outer, channel, inner
 * @param gammas γ, one a channel of the block
 * @param betas β, likewise
 * @param momentum the number of the rule
 * @param dy the upstream gradient, as long as x; empty where only the forward pass is asked for
 * @param second the upstream gradients of a double backward, where one is asked for
 * @param <T> the numbers
 */
public record ChannelInput<T>(
    Mode mode,
    int inner,
    List<T> x,
    List<T> gammas,
    List<T> betas,
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
   * The upstream gradients of the double backward of one block.
   *
   * @param ddx of dx, as long as x
   * @param ddgammas of dγ, one a channel of the block
   * @param ddbetas of dβ, likewise
   * @param <T> the numbers
   */
  public record Second<T>(List<T> ddx, List<T> ddgammas, List<T> ddbetas) {

    /** Those of a single channel. */
    public Second(List<T> ddx, T ddgamma, T ddbeta) {
      this(ddx, List.of(ddgamma), List.of(ddbeta));
    }

    /** Of dγ, of a single channel. */
    T ddgamma() {
      return ddgammas.get(0);
    }

    /** Of dβ, of a single channel. */
    T ddbeta() {
      return ddbetas.get(0);
    }
  }

  /** A single channel. */
  public ChannelInput(
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
    this(
        mode,
        x.size(),
        x,
        List.of(gamma),
        List.of(beta),
        epsilon,
        rule,
        momentum,
        clip,
        runningMean,
        runningSpread,
        updates,
        dy,
        second);
  }

  /** γ of a single channel. */
  public T gamma() {
    return gammas.get(0);
  }

  /** β of a single channel. */
  public T beta() {
    return betas.get(0);
  }

  /** This input with other parameters, and another double backward. */
  public ChannelInput<T> with(
      List<T> otherX,
      List<T> otherGammas,
      List<T> otherBetas,
      List<T> otherDy,
      Optional<Second<T>> otherSecond) {
    return new ChannelInput<>(
        mode,
        inner,
        otherX,
        otherGammas,
        otherBetas,
        epsilon,
        rule,
        momentum,
        clip,
        runningMean,
        runningSpread,
        updates,
        otherDy,
        otherSecond);
  }

  /** Whether the backward pass is asked for. */
  public boolean hasUpstream() {
    return dy.size() == x.size();
  }

  /** This input for the forward pass alone. */
  public ChannelInput<T> withoutUpstream() {
    return with(x, gammas, betas, List.of(), Optional.empty());
  }

  /** Block {@code b} of {@code input}, every number taken over exactly or as T rounds it. */
  public static <T> ChannelInput<T> of(Arithmetic<T> a, LayerInput input, int b) {
    Block block = input.block(b);
    int c = block.first();
    return new ChannelInput<>(
        input.mode(),
        input.shape().inner(),
        gather(a, block, input.x()),
        constants(a, block.ofChannels(input.gamma())),
        constants(a, block.ofChannels(input.beta())),
        a.constant(input.epsilon()),
        input.rule(),
        a.constant(input.rule().momentum()),
        input.clip(),
        a.constant(input.state().mean()[c]),
        a.constant(input.state().spread()[c]),
        input.state().updates(),
        gather(a, block, input.dy()),
        input.second().map(second -> part(a, block, second)));
  }

  private static <T> Second<T> part(Arithmetic<T> a, Block block, SecondOrder second) {
    return new Second<>(
        gather(a, block, second.ddx()),
        constants(a, block.ofChannels(second.ddgamma())),
        constants(a, block.ofChannels(second.ddbeta())));
  }

  private static <T> List<T> gather(Arithmetic<T> a, Block block, double[] tensor) {
    return constants(a, block.gather(tensor));
  }

  private static <T> List<T> constants(Arithmetic<T> a, double[] values) {
    List<T> list = new ArrayList<>(values.length);
    for (double value : values) {
      list.add(a.constant(value));
    }
    return list;
  }
}
