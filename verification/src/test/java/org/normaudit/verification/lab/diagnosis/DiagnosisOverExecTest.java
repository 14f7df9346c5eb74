package org.normaudit.verification.lab.diagnosis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.layer.Layer;
import org.normaudit.verification.Thorough;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.io.exec.ExecSubject;
import org.normaudit.verification.io.vectors.CaseSources;
import org.normaudit.verification.lab.bugs.BugProgram;
import org.normaudit.verification.lab.bugs.KillCases;
import org.normaudit.verification.lab.bugs.SeededBug;
import org.normaudit.verification.lab.bugs.SeededBugs;

/**
 * Seeded bugs as foreign programs that sum and take their variance in another way. A sample of
 * them, or all where {@link Thorough} tests are asked for.
 */
final class DiagnosisOverExecTest {
  private static final int STRIDE = 63;
  private static final long SEED = 31;

  @Test
  void nineOfTenBugsAreNamed() {
    List<SeededBug> bugs = SeededBugs.all();
    List<String> missed = new ArrayList<>();
    int judged = 0;
    for (int i = 0; i < bugs.size(); i += Thorough.stride(STRIDE)) {
      SeededBug bug = bugs.get(i);
      for (Diagnosis diagnosis : diagnose(bug)) {
        judged++;
        if (diagnosis.causes().stream().noneMatch(c -> c.bugs().equals(List.of(bug.name())))) {
          missed.add(bug + " in " + diagnosis.layer() + ": " + diagnosis.sentence());
        }
      }
    }
    assertFalse(judged == 0);
    int limit = judged;
    assertTrue(10 * missed.size() <= judged, () -> missed + " of " + limit);
    if (Thorough.isAskedFor()) {
      System.out.printf(
          "%d of %d diagnoses name the bug; not %s%n", judged - missed.size(), judged, missed);
    }
  }

  // One program a layer: one that crashes is not started again for ever.
  private static List<Diagnosis> diagnose(SeededBug bug) {
    List<Diagnosis> diagnoses = new ArrayList<>();
    String command = BugProgram.command(bug.dtype(), bug.name());
    for (Layer layer : bug.layers()) {
      try (Subject subject = ExecSubject.start(command, Duration.ofSeconds(60))) {
        SubjectUnderConvention audited = SubjectUnderConvention.paper(subject);
        List<Result> findings = findings(audited, bug, layer);
        assertFalse(findings.isEmpty(), bug + " has no finding");
        diagnoses.addAll(Diagnostician.of(audited, findings, CaseSources::input));
      }
    }
    return diagnoses;
  }

  // The first finding of each check, on cases of another seed than the diagnosis asks.
  private static List<Result> findings(SubjectUnderConvention audited, SeededBug bug, Layer layer) {
    List<Result> findings = new ArrayList<>();
    Set<String> failed = new HashSet<>();
    for (Case c : KillCases.of(layer, bug.dtype(), SEED)) {
      Examined context = Examined.of(audited, c);
      for (Check check : Checks.all()) {
        if (!failed.contains(check.name()) && context.context().isAbout(check)) {
          Result result = context.context().examine(check);
          if (result.verdict().isFinding()) {
            failed.add(check.name());
            findings.add(result);
          }
        }
      }
    }
    return findings;
  }
}
