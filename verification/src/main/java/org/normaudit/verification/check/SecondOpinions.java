package org.normaudit.verification.check;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.autodiff.Tape;
import org.normaudit.reference.Block;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.reference.definition.ChannelInput;
import org.normaudit.reference.definition.ChannelOutput;
import org.normaudit.reference.definition.Definition;
import org.normaudit.verification.bound.Bounds;
import org.normaudit.verification.result.Result;
import org.normaudit.verification.result.Verdict;
import org.normaudit.verification.subject.Answer;

/**
 * The gradients once more, from the forward definition alone: by reverse-mode differentiation on
 * the tape. No analytic gradient takes part, so these audit the truth as well as the subject.
 *
 * <p>A path through the recorded formula has at most four times the roundings of the analytic
 * gradient, on the same magnitudes; so the tape's own error is that gradient's bound at 4·2⁻⁵³.
 */
final class SecondOpinions {
  /** Longer channels tell nothing more, and would be slow. */
  private static final int LONGEST = 256;

  private static final double TAPE_ROUNDOFF = 4 * 0x1p-53;

  private SecondOpinions() {}

  static List<Check> all() {
    return List.of(new TapeGradient(), new TapeSecondOrder(), new StopGradient());
  }

  /** A gradient made in another way, and the subject's own beside it. */
  abstract static class Opinion implements Check {
    @Override
    public boolean concerns(Exam exam) {
      Shape s = exam.input().shape();
      int longest = exam.input().block(0).size();
      return s.count() > 0 && longest <= LONGEST && s.channels() <= 16;
    }

    @Override
    public Result examine(Exam exam) {
      if (!(exam.base() instanceof Answer.Given given)) {
        return exam.failed(this, exam.base());
      }
      Worst worst = new Worst();
      compare(exam, given.output(), worst);
      return exam.judged(this, worst, Verdict.WRONG, note(exam, given.output()));
    }

    abstract void compare(Exam exam, LayerOutput output, Worst worst);

    String note(Exam exam, LayerOutput output) {
      return asserts() + ": it is not";
    }

    static void compare(
        Exam exam, LayerOutput output, Map<Quantity, double[]> opinion, Worst worst) {
      compare(exam, output, opinion, TAPE_ROUNDOFF, worst);
    }

    static void compare(
        Exam exam,
        LayerOutput output,
        Map<Quantity, double[]> opinion,
        double roundoff,
        Worst worst) {
      Bounds own = Bounds.ofPrecision(exam.input(), exam.convention(), roundoff);
      for (Map.Entry<Quantity, double[]> entry : opinion.entrySet()) {
        Quantity quantity = entry.getKey();
        if (!output.has(quantity) || !exam.bounds().has(quantity)) {
          continue;
        }
        double[] observed = output.get(quantity);
        for (int i = 0; i < observed.length; i++) {
          double other = entry.getValue()[i];
          // Where a root of 0 is differentiated there is no opinion.
          double allowed =
              Double.isFinite(other)
                  ? exam.bounds().get(quantity)[i] + own.get(quantity)[i]
                  : Double.POSITIVE_INFINITY;
          worst.add(quantity, i, observed[i], other, allowed, exam.input().dtype());
        }
      }
    }
  }

  private static final class TapeGradient extends Opinion {
    @Override
    public String name() {
      return "tape";
    }

    @Override
    public String asserts() {
      return "the gradients are those of reverse-mode differentiation of the definition";
    }

    @Override
    public Set<Quantity> needs() {
      return Set.of(Quantity.DX);
    }

    @Override
    void compare(Exam exam, LayerOutput output, Worst worst) {
      compare(exam, output, gradients(exam, true), worst);
    }
  }

  /** First-order gradients of Σ dy·y by the tape; {@code held} keeps r and d constant. */
  private static Map<Quantity, double[]> gradients(Exam exam, boolean held) {
    LayerInput in = exam.convention().read(exam.input());
    Shape s = in.shape();
    Map<Quantity, double[]> result = new EnumMap<>(Quantity.class);
    result.put(Quantity.DX, new double[s.size()]);
    result.put(Quantity.DGAMMA, new double[s.channels()]);
    result.put(Quantity.DBETA, new double[s.channels()]);
    Definition definition = Definition.of(in.layer(), exam.convention());
    for (int b = 0; b < in.blocks().size(); b++) {
      Block block = in.block(b);
      Tape tape = new Tape();
      Arithmetic<Tape.Var> a = held ? tape : new Leaky<>(tape);
      ChannelInput<Tape.Var> constants = ChannelInput.of(a, in, b);
      List<Tape.Var> x = variables(tape, constants.x());
      List<Tape.Var> gamma = variables(tape, constants.gammas());
      List<Tape.Var> beta = variables(tape, constants.betas());
      ChannelOutput<Tape.Var> out =
          definition.evaluate(a, constants.with(x, gamma, beta, constants.dy(), Optional.empty()));
      tape.sweep(out.values().get(Quantity.Y), block.gather(in.dy()));
      block.scatter(tape.gradient(x), result.get(Quantity.DX));
      scatterChannels(block, tape.gradient(gamma), result.get(Quantity.DGAMMA));
      scatterChannels(block, tape.gradient(beta), result.get(Quantity.DBETA));
    }
    return result;
  }

  /** dx, dγ and dβ of a block, one after another. */
  static <T> List<T> gradients(ChannelOutput<T> out) {
    return Stream.of(Quantity.DX, Quantity.DGAMMA, Quantity.DBETA)
        .flatMap(quantity -> out.values().get(quantity).stream())
        .toList();
  }

  /** Their upstream gradients, likewise. */
  static double[] upstream(Block block, SecondOrder second) {
    return Stream.of(
            block.gather(second.ddx()),
            block.ofChannels(second.ddgamma()),
            block.ofChannels(second.ddbeta()))
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  static void scatterChannels(Block block, double[] values, double[] perChannel) {
    System.arraycopy(values, 0, perChannel, block.first(), block.channels());
  }

  /** The analytic gradient itself on the tape: its gradients are the double backward. */
  private static final class TapeSecondOrder extends Opinion {
    @Override
    public String name() {
      return "tape-second-order";
    }

    @Override
    public String asserts() {
      return "the double backward is that of differentiating the analytic gradient";
    }

    @Override
    public Set<Quantity> needs() {
      return Set.of(Quantity.GRAD_X);
    }

    @Override
    public boolean concerns(Exam exam) {
      return super.concerns(exam) && exam.truth().quantities().contains(Quantity.GRAD_X);
    }

    @Override
    void compare(Exam exam, LayerOutput output, Worst worst) {
      LayerInput in = exam.convention().read(exam.input());
      Shape s = in.shape();
      Map<Quantity, double[]> result = new EnumMap<>(Quantity.class);
      result.put(Quantity.GRAD_X, new double[s.size()]);
      result.put(Quantity.GRAD_GAMMA, new double[s.channels()]);
      result.put(Quantity.GRAD_DY, new double[s.size()]);
      Definition definition = Definition.of(in.layer(), exam.convention());
      for (int b = 0; b < in.blocks().size(); b++) {
        Block block = in.block(b);
        Tape tape = new Tape();
        ChannelInput<Tape.Var> constants = ChannelInput.of(tape, in, b);
        List<Tape.Var> x = variables(tape, constants.x());
        List<Tape.Var> dy = variables(tape, constants.dy());
        List<Tape.Var> gamma = variables(tape, constants.gammas());
        ChannelOutput<Tape.Var> out =
            definition.evaluate(
                tape, constants.with(x, gamma, constants.betas(), dy, Optional.empty()));
        tape.sweep(gradients(out), upstream(block, in.second().orElseThrow()));
        block.scatter(tape.gradient(x), result.get(Quantity.GRAD_X));
        scatterChannels(block, tape.gradient(gamma), result.get(Quantity.GRAD_GAMMA));
        block.scatter(tape.gradient(dy), result.get(Quantity.GRAD_DY));
      }
      compare(exam, output, result, worst);
    }
  }

  /**
   * r and d of renormalization are constants in the gradient. Where the gradient that flows through
   * them differs by more than both allowances, dx must be the one that does not.
   */
  private static final class StopGradient extends Opinion {
    @Override
    public String name() {
      return "stop-gradient";
    }

    @Override
    public String asserts() {
      return "no gradient flows through r and d";
    }

    @Override
    public Set<Quantity> needs() {
      return Set.of(Quantity.DX);
    }

    @Override
    public boolean concerns(Exam exam) {
      return super.concerns(exam)
          && exam.input().layer() == LayerKind.BATCH_RENORM
          && exam.input().mode() == Mode.TRAINING
          && exam.input().shape().count() > 1;
    }

    @Override
    void compare(Exam exam, LayerOutput output, Worst worst) {
      double[] held = gradients(exam, true).get(Quantity.DX);
      double[] free = gradients(exam, false).get(Quantity.DX);
      Bounds own = Bounds.ofPrecision(exam.input(), exam.convention(), TAPE_ROUNDOFF);
      for (int i = 0; i < held.length; i++) {
        double allowed = exam.bounds().get(Quantity.DX)[i] + own.get(Quantity.DX)[i];
        if (Math.abs(free[i] - held[i]) > 2 * allowed) {
          double observed = output.get(Quantity.DX)[i];
          worst.add(Quantity.DX, i, observed, held[i], allowed, exam.input().dtype());
        }
      }
    }

    @Override
    String note(Exam exam, LayerOutput output) {
      double[] free = gradients(exam, false).get(Quantity.DX);
      boolean matches = true;
      for (int i = 0; i < free.length; i++) {
        double allowed = 2 * exam.bounds().get(Quantity.DX)[i];
        matches &= Math.abs(output.get(Quantity.DX)[i] - free[i]) <= allowed;
      }
      return matches
          ? "dx is the gradient that flows through r and d"
          : "dx is neither the gradient with r and d held nor the one through them";
    }
  }

  /** An arithmetic that forgets to stop gradients: what the mistake would give. */
  private record Leaky<T>(Arithmetic<T> arithmetic) implements Arithmetic<T> {
    @Override
    public T constant(double value) {
      return arithmetic.constant(value);
    }

    @Override
    public T add(T a, T b) {
      return arithmetic.add(a, b);
    }

    @Override
    public T subtract(T a, T b) {
      return arithmetic.subtract(a, b);
    }

    @Override
    public T multiply(T a, T b) {
      return arithmetic.multiply(a, b);
    }

    @Override
    public T divide(T a, T b) {
      return arithmetic.divide(a, b);
    }

    @Override
    public T negate(T a) {
      return arithmetic.negate(a);
    }

    @Override
    public T sqrt(T a) {
      return arithmetic.sqrt(a);
    }

    @Override
    public T clamp(T a, T low, T high) {
      return arithmetic.clamp(a, low, high);
    }

    @Override
    public T stopGradient(T a) {
      return a;
    }

    @Override
    public double value(T a) {
      return arithmetic.value(a);
    }
  }

  private static List<Tape.Var> variables(Tape tape, List<Tape.Var> constants) {
    return tape.variables(constants.stream().mapToDouble(tape::value).toArray());
  }
}
