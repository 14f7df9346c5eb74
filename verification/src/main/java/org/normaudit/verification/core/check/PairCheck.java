package org.normaudit.verification.core.check;

import java.util.Arrays;
import java.util.List;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.Answer;

/** The check of a {@link Relation} between a case's step and its partner. */
final class PairCheck extends NamedCheck {
  private final Relation relation;

  PairCheck(Relation relation) {
    super(relation.name(), relation.asserts());
    this.relation = relation;
  }

  @Override
  public boolean concerns(CheckContext context) {
    return context.input().shape().count() > 0 && relation.applies().test(context);
  }

  @Override
  public Result examine(CheckContext context) {
    if (!(context.base() instanceof Answer.Given first)) {
      return context.failed(this, context.base());
    }
    Step partner = relation.partner().apply(context);
    boolean hasNan = Arrays.stream(partner.x()).anyMatch(Double::isNaN);
    Answer answer = hasNan ? context.askAnything(partner) : context.ask(partner);
    if (!(answer instanceof Answer.Given second)) {
      return context.failed(this, answer);
    }
    AnswerPair pair = new AnswerPair(context, relation, partner, first.output(), second.output());
    MaxError worst = new MaxError();
    List<Claim> claims = relation.claims().apply(context);
    claims.forEach(claim -> pair.compare(claim, worst));
    boolean exact = claims.stream().anyMatch(Claim::needsEqualBits);
    if (worst.exceeds()
        && exact
        && !context.isSteady(context.input(), context.base(), partner, answer)) {
      return unsteady(context, pair, claims, worst);
    }
    return context.judged(this, worst, relation.excess(), asserts() + ": it does not");
  }

  // Runs that differ need not agree with each other to the bit, but each must lie in its bounds.
  private Result unsteady(
      CheckContext context, AnswerPair pair, List<Claim> claims, MaxError exact) {
    MaxError worst = new MaxError();
    claims.forEach(claim -> pair.compare(claim.bounded(), worst));
    if (worst.exceeds()) {
      return context.judged(
          this, worst, Verdict.NONDETERMINISTIC, "its runs differ, and one leaves the bounds");
    }
    boolean asked = relation.excess() == Verdict.NONDETERMINISTIC && context.demandsEqualBits();
    return asked
        ? context.judged(this, exact, Verdict.NONDETERMINISTIC, asserts() + ": it does not")
        : context.skipped(this, Result.UNSTEADY);
  }
}
