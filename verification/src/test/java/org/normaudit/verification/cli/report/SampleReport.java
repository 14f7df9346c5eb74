package org.normaudit.verification.cli.report;

import java.util.List;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layers;
import org.normaudit.verification.core.cases.Shard;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.lab.diagnosis.Diagnosis;
import org.normaudit.verification.lab.grade.AlgorithmClass;
import org.normaudit.verification.lab.grade.Grade;

/** A report with one result of each sort, and texts that would break a careless form. */
final class SampleReport {
  static final String HOSTILE =
      "</script><script>alert(1)</script> ]]> & \" ' | ` <b> \u0000 \u001b[31m";
  static final String PATH = "it's `a` <b> & ]]> path";
  static final String LINE = "batchnorm training f32 2x1x1";

  private static final double NAN = Double.NaN;

  private SampleReport() {}

  static AuditReport report() {
    Result good =
        new Result(
            "a", "y", LINE, Verdict.CONFORMS, 1e-8, 2e-8, "absolute", 0.5, "y[0]", NAN, NAN, "");
    Result bad =
        new Result(
            "b",
            "dx",
            LINE,
            Verdict.WRONG,
            Double.POSITIVE_INFINITY,
            1e-8,
            "absolute",
            Double.NaN,
            "dx[1]",
            Double.NEGATIVE_INFINITY,
            0.5,
            HOSTILE);
    Result skipped = Result.plain("b", "y", LINE, Verdict.SKIPPED, HOSTILE);
    return new AuditReport(
        List.of(new Environment("1", "java", "system", 2)),
        new Coverage(1, "0".repeat(64), Shard.WHOLE, 1, List.of(LINE)),
        List.of(
            new AuditReport.SubjectInfo("a", "here", List.of("paper"), List.of(), List.of()),
            new AuditReport.SubjectInfo(
                "b", HOSTILE, List.of(HOSTILE), List.of("--classpath", PATH), List.of("rmsnorm"))),
        List.of(
            new Grade(
                "a",
                Dtype.FLOAT32,
                AlgorithmClass.UPDATING,
                List.of(new Grade.Rung(1, 7, 6), new Grade.Rung(1e4, 3, 2)),
                "read from y")),
        List.of(
            new Diagnosis(
                "b",
                Layers.of("batchnorm"),
                Dtype.FLOAT32,
                List.of(new Diagnosis.Cause(List.of("dx-zero"), "lets no gradient through")),
                "wrong: it does not let through what " + HOSTILE,
                List.of(HOSTILE))),
        List.of(good, bad, skipped),
        List.of(HOSTILE),
        0.1);
  }
}
