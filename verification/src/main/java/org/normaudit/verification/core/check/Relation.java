package org.normaudit.verification.core.check;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.result.Verdict;

/**
 * A relation between the answers to a case's step and to a partner of it, which holds for every
 * honest layer. {@link Relations} lists all; a {@link PairCheck} runs one.
 *
 * @param name the check's name in reports and on the command line
 * @param asserts what it asserts, in one sentence
 * @param applies whether it holds on a case, and the subject can answer both steps
 * @param partner the other step; it follows from the case, the convention and the error model alone
 * @param claims what holds between the answers, in the order of comparison
 * @param excess the verdict where a claim does not hold
 */
record Relation(
    String name,
    String asserts,
    Predicate<CheckContext> applies,
    Function<CheckContext, Step> partner,
    Function<CheckContext, List<Claim>> claims,
    Verdict excess) {

  /** A relation whose failure is {@link Verdict#WRONG}. */
  Relation(
      String name,
      String asserts,
      Predicate<CheckContext> applies,
      Function<CheckContext, Step> partner,
      Function<CheckContext, List<Claim>> claims) {
    this(name, asserts, applies, partner, claims, Verdict.WRONG);
  }
}
