package org.normaudit.verification.check;

import static java.util.Comparator.naturalOrder;

import java.util.Optional;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Quantity;
import org.normaudit.verification.bound.Bounds;
import org.normaudit.verification.bound.ErrorModel;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.result.Result;
import org.normaudit.verification.result.Verdict;
import org.normaudit.verification.subject.Answer;
import org.normaudit.verification.subject.Subject;
import org.normaudit.verification.truth.Truth;

/** One subject on one case: what the checks ask, and what they compare with. */
public final class CheckContext {
  private final CaseContext caseContext;
  private final Subject subject;
  private final Convention convention;
  private final ErrorModel model;
  private Answer base;
  private Truth truth;
  private Bounds bounds;

  /**
   * @param caseContext what all subjects share on the case
   */
  public CheckContext(CaseContext caseContext, Subject subject, Convention convention) {
    this.caseContext = caseContext;
    this.subject = subject;
    this.convention = convention;
    this.model = subject.model(caseContext.input().dtype());
  }

  /** The line that reproduces the case. */
  public String caseLine() {
    return caseContext.line();
  }

  Case theCase() {
    return caseContext.theCase();
  }

  LayerInput input() {
    return caseContext.input();
  }

  Subject subject() {
    return subject;
  }

  /** What the subject can be asked for. */
  public Capabilities capabilities() {
    return subject.capabilities();
  }

  Convention convention() {
    return convention;
  }

  ErrorModel model() {
    return model;
  }

  Truth truth() {
    if (truth == null) {
      truth = caseContext.truth(convention);
    }
    return truth;
  }

  /** Whether the case's step has an answer under the convention at all. */
  public boolean isDefined() {
    return convention.defines(input());
  }

  /** Whether a check says anything here, be it only that it cannot be made. */
  public boolean isAbout(Check check) {
    return !isDefined() || check.concerns(this);
  }

  /** What a check that {@linkplain #isAbout is about} this case and subject finds. */
  public Result examine(Check check) {
    if (!isDefined()) {
      return skipped(check, Convention.UNDEFINED);
    }
    // In the order of their declaration: sets have another order in every process.
    Optional<Quantity> missing = check.needs().stream().filter(q -> !gives(q)).min(naturalOrder());
    if (missing.isPresent()) {
      return skipped(check, "the subject does not offer " + missing.get().label());
    }
    return check.examine(this);
  }

  /** The allowances of the case's own step. */
  Bounds bounds() {
    if (bounds == null) {
      bounds = caseContext.bounds(convention, model);
    }
    return bounds;
  }

  /** The allowances of another step. */
  Bounds bounds(LayerInput other) {
    return other == input() ? bounds() : Bounds.of(other, convention, model);
  }

  /** The allowances of the partner that a relation derives from the case's step. */
  Bounds partnerBounds(Relation relation, LayerInput partner) {
    return partner == input()
        ? bounds()
        : caseContext.partnerBounds(relation, partner, convention, model);
  }

  /** Those of another step, or of its forward pass alone. */
  Bounds bounds(LayerInput other, boolean backward) {
    return backward ? bounds(other) : Bounds.forward(other, convention, model);
  }

  /** The answer to another step, or to its forward pass alone. */
  Truth truth(LayerInput other, boolean backward) {
    if (other == input()) {
      return truth();
    }
    return backward ? Truth.extended(other, convention) : Truth.forward(other, convention);
  }

  /** The step of another case, for a trace that begins with this one's. */
  LayerInput batch(Case other) {
    return caseContext.batch(other);
  }

  /** The subject's answer to the case's own step, asked once. */
  Answer base() {
    if (base == null) {
      base = subject.ask(input());
    }
    return base;
  }

  Answer ask(LayerInput other) {
    return subject.ask(other);
  }

  boolean gives(Quantity quantity) {
    return capabilities().quantities().contains(quantity);
  }

  /** Conforms, under the convention that the subject is held to. */
  Verdict conforming() {
    return convention.equals(Convention.paper(input().layer()))
        ? Verdict.CONFORMS
        : Verdict.CONFORMS_UNDER;
  }

  /** The result of a check that cannot be made. */
  public Result skipped(Check check, String reason) {
    return Result.plain(subject.name(), check.name(), caseLine(), Verdict.SKIPPED, reason);
  }

  /** The result for an answer that holds no output where one was due. */
  Result failed(Check check, Answer answer) {
    Verdict verdict;
    String note;
    if (answer instanceof Answer.Rejected rejected) {
      verdict = Verdict.REJECTED_VALID;
      note = rejected.reason();
    } else if (answer instanceof Answer.Unsupported unsupported) {
      verdict = Verdict.SKIPPED;
      note = unsupported.reason();
    } else if (answer instanceof Answer.TimedOut timedOut) {
      verdict = Verdict.TIMED_OUT;
      note = "no answer within %.1f s".formatted(timedOut.limit().toMillis() / 1e3);
    } else if (answer instanceof Answer.Crashed crashed) {
      verdict = Verdict.CRASHED;
      note = crashed.detail();
    } else {
      throw new IllegalArgumentException("not a failure: " + answer);
    }
    return Result.plain(subject.name(), check.name(), caseLine(), verdict, note);
  }

  /**
   * The result of a worst comparison; {@code excess} is the verdict for one beyond its allowance.
   */
  Result judged(Check check, MaxError worst, Verdict excess, String note) {
    if (worst.judgedNothing()) {
      return skipped(
          check,
          worst.unjudged() > 0
              ? "the bound allows anything here: no digit is left, or an intermediate may overflow"
              : "nothing to compare");
    }
    return new Result(
        subject.name(),
        check.name(),
        caseLine(),
        worst.exceeds() ? excess : conforming(),
        worst.error(),
        worst.allowed(),
        "absolute",
        worst.ulp(),
        worst.where(),
        worst.exceeds() ? note : "");
  }
}
