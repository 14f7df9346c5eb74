package org.normaudit.verification.core.check;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.bound.Bounds;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseInput;
import org.normaudit.verification.core.truth.Truth;

/**
 * What all subjects share on one case: the step, its exact answers and its allowances, each
 * computed on first use and kept. Safe for use by several threads.
 */
public final class CaseContext {
  private final Case theCase;
  private final String line;
  private final Step input;
  private final Map<Convention, Truth> truths = new ConcurrentHashMap<>();
  private final Map<Held, Bounds> bounds = new ConcurrentHashMap<>();
  private final Map<Partner, Bounds> partnerBounds = new ConcurrentHashMap<>();
  private final Map<Case, Step> batches = new ConcurrentHashMap<>();

  /** What a subject's answers are held to. */
  private record Held(Convention convention, ErrorModel model) {}

  /** What a subject's answers to the partner of a relation are held to. */
  private record Partner(Relation relation, Held held) {}

  /**
   * @param input the step of the case
   */
  public CaseContext(Case theCase, Step input) {
    this.theCase = theCase;
    this.line = theCase.toString();
    this.input = input;
  }

  /** The case. */
  public Case theCase() {
    return theCase;
  }

  /** The line that reproduces the case. */
  String line() {
    return line;
  }

  Step input() {
    return input;
  }

  /** The answer to the case's own step. */
  Truth truth(Convention convention) {
    return truths.computeIfAbsent(convention, key -> Truth.of(input, key));
  }

  /** The allowances of the case's own step. */
  Bounds bounds(Convention convention, ErrorModel model) {
    return bounds.computeIfAbsent(
        new Held(convention, model), key -> Bounds.of(input, key.convention, key.model));
  }

  /** The allowances of the partner that a relation derives from the case's step. */
  Bounds partnerBounds(Relation relation, Step partner, Convention convention, ErrorModel model) {
    return partnerBounds.computeIfAbsent(
        new Partner(relation, new Held(convention, model)),
        key -> Bounds.of(partner, convention, model));
  }

  /** The step of another case that follows this one's in a trace. */
  Step batch(Case other) {
    return batches.computeIfAbsent(other, CaseInput::of);
  }
}
