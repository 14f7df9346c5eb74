package org.normaudit.verification.core.check;

import java.util.Arrays;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.result.Result;
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
    relation.claims().apply(context).forEach(claim -> pair.compare(claim, worst));
    return context.judged(this, worst, relation.excess(), asserts() + ": it does not");
  }
}
