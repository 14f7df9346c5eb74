package org.normaudit.verification.lab.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Reading;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.audit.CaseSource;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseInput;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.cases.Data;
import org.normaudit.verification.core.check.CaseContext;
import org.normaudit.verification.core.check.CheckContext;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.lab.bugs.KillCases;

/**
 * The questions put to one layer of a subject: a few dozen small cases, each with a reason, and all
 * that the failed checks ask on a case that failed.
 */
final class DiagnosticSession {
  // Any that the audit itself is not run with by habit.
  private static final long SEED = 577;

  /** A check that the subject fails, and the case. */
  record Failure(String check, Case theCase, CaseContext caseContext) {}

  final SubjectUnderConvention audited;
  final Layer layer;
  final Dtype dtype;
  final List<RecordedExchange> asked;
  final Map<Step, Case> cases = new HashMap<>();
  final List<Failure> failures = new ArrayList<>();

  /** Whether a finding says that the convention is not in use. */
  boolean isUnusual;

  /** Whether the subject was seen to answer the same question differently. */
  boolean varies;

  /** How many questions were asked before the checks that failed asked theirs. */
  int probes;

  private final RecordingSubject recorder;

  private DiagnosticSession(SubjectUnderConvention audited, Layer layer, Dtype dtype) {
    this.audited = audited;
    this.layer = layer;
    this.dtype = dtype;
    this.recorder = new RecordingSubject(audited.subject());
    this.asked = recorder.asked();
  }

  /**
   * Asks a subject about one of its layers.
   *
   * @param findings what counts against that layer, at least one
   */
  static DiagnosticSession of(
      SubjectUnderConvention audited, Layer layer, List<Result> findings, CaseSource source) {
    DiagnosticSession session = new DiagnosticSession(audited, layer, worst(findings));
    session.clear();
    for (Case c : KillCases.of(layer, session.dtype, SEED)) {
      session.ask(c, source.input(c));
    }
    session.probes = session.asked.size();
    session.repeatFailures(
        findings.stream().filter(f -> f.verdict() != Verdict.UNUSUAL_CONVENTION).toList(), source);
    session.varies =
        findings.stream().anyMatch(f -> f.verdict() == Verdict.NONDETERMINISTIC)
            || !session.isLost()
                && !audited.steadiness().holds(audited.subject(), layer, session.dtype);
    session.isUnusual = findings.stream().anyMatch(f -> f.verdict() == Verdict.UNUSUAL_CONVENTION);
    return session;
  }

  // The format in which most checks fail; the widest of those.
  private static Dtype worst(List<Result> findings) {
    Map<Dtype, List<String>> checks = new LinkedHashMap<>();
    for (Result finding : findings) {
      List<String> names =
          checks.computeIfAbsent(
              CaseLine.parse(finding.caseLine()).dtype(), key -> new ArrayList<>());
      if (!names.contains(finding.check())) {
        names.add(finding.check());
      }
    }
    return checks.keySet().stream()
        .max(
            Comparator.<Dtype>comparingInt(dtype -> checks.get(dtype).size())
                .thenComparingInt(Dtype::precision))
        .orElseThrow();
  }

  Subject subject() {
    return audited.subject();
  }

  Convention convention() {
    return audited.conventions().get(layer);
  }

  /** Whether the subject kept the audit waiting, so that it was asked no more. */
  boolean isLost() {
    return recorder.isLost();
  }

  // What a subject left over from the questions before shows in its answer to this one alone.
  private void clear() {
    Case c =
        CaseLine.parse(
            String.format(Locale.ROOT, "%s training %s 1x19x1", layer.label(), dtype.label()));
    ask(c, CaseInput.of(c));
    asked.clear();
  }

  private void ask(Case c, Step input) {
    if (audited.answers(c) && Reading.defines(convention(), input)) {
      cases.put(input, c);
      recorder.ask(input);
    }
  }

  /** Asks one more question outside the record. */
  Answer more(Step input) {
    return recorder.isLost()
        ? new Answer.Unsupported("it did not answer before")
        : subject().ask(input);
  }

  // The smallest case that each check failed on, since small cases are seen through at once; of
  // equal values only if there is no other, since they tell 0/0 from noise/noise by chance.
  private void repeatFailures(List<Result> findings, CaseSource source) {
    Map<String, Case> smallest = new LinkedHashMap<>();
    for (Result finding : findings) {
      Case c = CaseLine.parse(finding.caseLine());
      if (c.dtype() == dtype) {
        smallest.merge(finding.check(), c, (a, b) -> weight(b) < weight(a) ? b : a);
      }
    }
    smallest.forEach(
        (check, c) -> {
          Step input = source.input(c);
          cases.put(input, c);
          if (!Reading.defines(convention(), input)) {
            return;
          }
          CaseContext caseContext = new CaseContext(c, input);
          CheckContext context = new CheckContext(caseContext, recorder, convention());
          // A finding that does not come again is no ground for a diagnosis.
          if (context.examine(Checks.named(check)).verdict().isFinding()) {
            failures.add(new Failure(check, c, caseContext));
          }
        });
  }

  /** Whether another subject fails as this one does. */
  boolean fails(Failure failure, Subject other) {
    return new CheckContext(failure.caseContext(), other, convention())
        .examine(Checks.named(failure.check()))
        .verdict()
        .isFinding();
  }

  /** The case of a recorded question, if it is the plain question of one. */
  Optional<Case> caseOf(RecordedExchange question) {
    return question.trace()
        ? Optional.empty()
        : Optional.ofNullable(cases.get(question.steps().get(0)));
  }

  private static long weight(Case c) {
    long constant = c.data() == Data.Generated.CONSTANT ? Integer.MAX_VALUE : 0;
    return constant + c.shape().size();
  }
}
