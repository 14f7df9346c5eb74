package org.normaudit.verification.lab.variants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layers;
import org.normaudit.verification.core.audit.Audit;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.io.vectors.CaseSources;

class VariantLayerTest {
  // The values themselves; the relations between them are the business of the audit.
  private static final List<Check> CHECKS =
      Layers.results().stream()
          .map(quantity -> Checks.named(quantity.label().replace('_', '-')))
          .toList();

  private static List<Result> audit(List<Variant> variants, String... cases)
      throws InterruptedException {
    List<SubjectUnderConvention> subjects = new ArrayList<>();
    for (Variant variant : variants) {
      subjects.add(SubjectUnderConvention.paper(variant.subject(variant.toString())));
    }
    return new Audit(
            subjects,
            List.of(cases).stream().map(CaseLine::parse).toList(),
            CHECKS,
            CaseSources::input,
            1)
        .run(done -> {});
  }

  private static List<Result> findings(List<Result> results) {
    return results.stream().filter(result -> result.verdict().isFinding()).toList();
  }

  @ParameterizedTest
  @CsvSource({"f64,f64", "f32,f32", "bf16,bf16", "f16,f16", "bf16,f32", "f16,f32"})
  void everyHonestVariantConforms(String storage, String compute) throws InterruptedException {
    Dtype stored = Dtype.of(storage);
    List<Result> results =
        audit(
            Variant.honest(stored, Dtype.of(compute)),
            "batchnorm training %s 3x2x2 kappa=9 second=yes".formatted(storage),
            "batchnorm inference %s 3x2x2 second=yes".formatted(storage),
            "batchrenorm training %s 3x2x2 kappa=9 second=yes".formatted(storage),
            "batchrenorm training %s 3x2x2 state=far".formatted(storage),
            "batchrenorm training %s 1x2x1".formatted(storage),
            "batchrenorm inference %s 3x2x2 second=yes".formatted(storage));
    assertEquals(List.of(), findings(results));
    assertTrue(results.stream().anyMatch(result -> result.ratio() > 0));
  }

  @Test
  void aOnePassVarianceIsInaccurateWhereItsErrorLeavesTheBoundAndNowhereElse()
      throws InterruptedException {
    Variant onePass = Variant.plain(Dtype.FLOAT32).with(VarianceAlgorithm.ONE_PASS);
    assertEquals(
        List.of(), findings(audit(List.of(onePass), "batchnorm training f32 16x2x2 eps=1e-5")));
    List<Result> far =
        findings(audit(List.of(onePass), "batchnorm training f32 16x2x2 kappa=1000 state=far"));
    assertTrue(far.stream().anyMatch(result -> result.check().equals("running-spread")));
    Set<Verdict> verdicts =
        far.stream()
            .filter(result -> result.check().equals("running-spread"))
            .map(Result::verdict)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Verdict.class)));
    assertEquals(EnumSet.of(Verdict.INACCURATE), verdicts);
  }
}
