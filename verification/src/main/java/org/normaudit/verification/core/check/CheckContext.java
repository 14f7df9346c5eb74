package org.normaudit.verification.core.check;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Reading;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.bound.Bounds;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.core.truth.Truth;

/** One subject on one case: what the checks ask, and what they compare with. */
public final class CheckContext {
  static final String OVERFLOW = "an output overflowed, and its format has no infinity";

  /** What may have come by chance. Who does not answer at all is not made to do it twice. */
  private static final Set<Verdict> REPEATED =
      EnumSet.of(
          Verdict.WRONG, Verdict.INACCURATE, Verdict.REJECTED_VALID, Verdict.ACCEPTED_INVALID);

  private final CaseContext caseContext;
  private final Subject subject;
  private final Convention convention;
  private final ErrorModel model;
  private final Terms terms;
  private CheckContext again;
  private Answer base;
  private Truth truth;
  private Bounds bounds;

  /**
   * A subject held to a convention that is due.
   *
   * @param caseContext what all subjects share on the case
   */
  public CheckContext(CaseContext caseContext, Subject subject, Convention convention) {
    this(caseContext, subject, convention, Terms.due());
  }

  /**
   * A subject held to a convention on some terms.
   *
   * @param caseContext what all subjects share on the case
   */
  public CheckContext(
      CaseContext caseContext, Subject subject, Convention convention, Terms terms) {
    this.terms = terms;
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

  Step input() {
    return caseContext.input();
  }

  Subject subject() {
    return subject;
  }

  /** What the subject can be asked for. */
  public Supported supported() {
    return subject.supported();
  }

  Convention convention() {
    return convention;
  }

  /** What the subject's arithmetic promises. */
  public ErrorModel model() {
    return model;
  }

  /** Whether nobody has said that the convention is due. */
  boolean isFound() {
    return terms.found();
  }

  /** Whether two runs must give the same bits. */
  boolean demandsEqualBits() {
    return terms.repetition().runToRun();
  }

  /** Whether the subject answers such questions, and these two, with the same bits again. */
  boolean isSteady(Step one, Answer toOne, Step other, Answer toOther) {
    return terms.steadiness().holds(subject, input().layer(), input().dtype())
        && Steadiness.sameBits(toOne, subject.ask(one))
        && Steadiness.sameBits(toOther, subject.ask(other));
  }

  /** The exact answer to the case's own step. */
  public Truth truth() {
    if (truth == null) {
      truth = caseContext.truth(convention);
    }
    return truth;
  }

  /** Whether the case's step has an answer under the convention at all. */
  public boolean isDefined() {
    return Reading.defines(convention, input());
  }

  /** Whether a check says anything here, be it only that it cannot be made. */
  public boolean isAbout(Check check) {
    return !isDefined() || check.concerns(this);
  }

  /** What a check that {@linkplain #isAbout is about} this case and subject finds. */
  public Result examine(Check check) {
    if (!isDefined() && !check.judgesUndefined()) {
      return skipped(check, Reading.UNDEFINED);
    }
    // In the order of their declaration: sets have another order in every process.
    Optional<Role> missing = check.needs().stream().filter(q -> !gives(q)).min(Roles.ORDER);
    if (missing.isPresent()) {
      return skipped(check, "the subject does not offer " + missing.get().label());
    }
    // The subject is asked only where its answer can hide an overflow.
    boolean hides = !input().dtype().hasInfinities() && !check.judgesOverflow();
    if (hides && overflows(base())) {
      return skipped(check, OVERFLOW);
    }
    return repeated(check, check.examine(this));
  }

  // A finding that does not come again is another finding: of an answer that is not always given.
  private Result repeated(Check check, Result result) {
    if (!REPEATED.contains(result.verdict())) {
      return result;
    }
    CheckContext context = this;
    for (int i = 1; i <= terms.repetition().times(); i++) {
      context = context.again();
      Result other = check.examine(context);
      if (other.note().equals(Result.UNSTEADY)) {
        return other;
      }
      if (!other.verdict().isFinding()) {
        return result.withVerdict(
            Verdict.NONDETERMINISTIC,
            String.format(
                Locale.ROOT,
                "asked again, it conforms in time %d: %s",
                i + 1,
                result.note().isEmpty() ? check.asserts() : result.note()));
      }
    }
    return result;
  }

  // The same questions, asked anew.
  private CheckContext again() {
    if (again == null) {
      again = new CheckContext(caseContext, subject, convention, terms);
    }
    return again;
  }

  /**
   * Whether an output has overflowed without becoming an infinity: then it looks like a number, or
   * like a mistake, and relations to other numbers say nothing.
   */
  boolean overflows(Answer answer) {
    Dtype dtype = input().dtype();
    return !dtype.hasInfinities()
        && answer instanceof Answer.Given given
        && given.output().roles().stream()
            .flatMapToDouble(quantity -> Arrays.stream(given.output().get(quantity)))
            .anyMatch(dtype::isOverflow);
  }

  /** The allowances of the case's own step. */
  public Bounds bounds() {
    if (bounds == null) {
      bounds = caseContext.bounds(convention, model);
    }
    return bounds;
  }

  /** The allowances of another step. */
  Bounds bounds(Step other) {
    return other == input() ? bounds() : Bounds.of(other, convention, model);
  }

  /** The allowances of the partner that a relation derives from the case's step. */
  Bounds partnerBounds(Relation relation, Step partner) {
    return partner == input()
        ? bounds()
        : caseContext.partnerBounds(relation, partner, convention, model);
  }

  /** Those of another step, or of its forward pass alone. */
  Bounds bounds(Step other, boolean backward) {
    return backward ? bounds(other) : Bounds.forward(other, convention, model);
  }

  /** The answer to another step, or to its forward pass alone. */
  Truth truth(Step other, boolean backward) {
    if (other == input()) {
      return truth();
    }
    return backward ? Truth.extended(other, convention) : Truth.forward(other, convention);
  }

  /** The step of another case, for a trace that begins with this one's. */
  Step batch(Case other) {
    return caseContext.batch(other);
  }

  /** The subject's answer to the case's own step, asked once. */
  public Answer base() {
    if (base == null) {
      base = subject.ask(input());
    }
    return base;
  }

  /** The answer to another step; unsupported where it {@linkplain #overflows overflows}. */
  Answer ask(Step other) {
    Answer answer = askAnything(other);
    return overflows(answer) ? new Answer.Unsupported(OVERFLOW) : answer;
  }

  /** The answer to a step with invalid values or NaN, whatever comes of them. */
  Answer askAnything(Step other) {
    return subject.ask(other);
  }

  boolean gives(Role quantity) {
    return supported().results().contains(quantity);
  }

  /** Conforms, under the convention that the subject is held to. */
  Verdict conforming() {
    return convention.equals(input().layer().paper()) ? Verdict.CONFORMS : Verdict.CONFORMS_UNDER;
  }

  /** The result of a check that cannot be made. */
  public Result skipped(Check check, String reason) {
    return Result.plain(subject.name(), check.name(), caseLine(), Verdict.SKIPPED, reason);
  }

  /** The result for an answer that holds no output where one was due. */
  Result failed(Check check, Answer answer) {
    Verdict verdict;
    String note;
    if (answer instanceof Answer.Rejected rejected && input().shape().count() == 0) {
      // No value is valid input to some, and none to others: both conform.
      verdict = conforming();
      note = "refused: " + rejected.reason();
    } else if (answer instanceof Answer.Rejected rejected) {
      verdict = Verdict.REJECTED_VALID;
      note = rejected.reason();
    } else if (answer instanceof Answer.Unsupported unsupported) {
      verdict = Verdict.SKIPPED;
      note = unsupported.reason();
    } else if (answer instanceof Answer.TimedOut timedOut) {
      verdict = Verdict.TIMED_OUT;
      note =
          String.format(Locale.ROOT, "no answer within %.1f s", timedOut.limit().toMillis() / 1e3);
    } else if (answer instanceof Answer.Crashed crashed) {
      verdict = Verdict.CRASHED;
      note = crashed.detail();
    } else {
      throw new IllegalArgumentException("not a failure: " + answer);
    }
    return Result.plain(subject.name(), check.name(), caseLine(), verdict, note);
  }

  /**
   * Whether value {@code i} of dx is not defined: moments that r and d are folded into have no
   * derivative at a variance of 0.
   */
  boolean hasNoDerivative(int i) {
    return convention.get(Coordinates.FOLD) == Convention.RenormPlacement.MOMENTS
        && Double.isInfinite(bounds().get(Roles.DX)[i]);
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
        worst.exceeds() ? worst.got() : Double.NaN,
        worst.exceeds() ? worst.exact() : Double.NaN,
        worst.exceeds() ? note : "");
  }
}
