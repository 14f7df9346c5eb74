package org.normaudit.verification.io.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseBuilder;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.cases.Data;
import org.normaudit.verification.core.truth.Truth;
import org.normaudit.verification.io.onnx.OnnxTestCase;

/** Backend tests of ONNX as recorded answers, and cases as backend tests. */
final class OnnxVectors {
  private static final String PREFIX = "test_batchnorm";

  private OnnxVectors() {}

  /** The tests of BatchNormalization in a folder: itself, or those in it, by their names' start. */
  static List<Path> find(Path folder) throws IOException {
    if (OnnxTestCase.isOne(folder)) {
      return List.of(folder);
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(
              path -> path.getFileName().toString().startsWith(PREFIX) && OnnxTestCase.isOne(path))
          .sorted()
          .toList();
    }
  }

  static RecordedSubject read(Path folder, List<Path> tests) {
    RecordedSubject subject =
        new RecordedSubject("vectors:" + folder, "recorded, ONNX backend tests");
    for (Path path : tests) {
      for (OnnxTestCase test : OnnxTestCase.read(path)) {
        subject.record(caseOf(test), test.input(), test.output());
      }
    }
    return subject;
  }

  private static Case caseOf(OnnxTestCase test) {
    Step input = test.input();
    Case standard =
        CaseLine.standard(OnnxTestCase.LAYER, input.mode(), input.dtype(), input.shape());
    return new CaseBuilder(standard)
        .data(new Data.Onnx(test.folder().toString(), test.set()))
        .epsilon(input.epsilon())
        .momentum(input.rule().rateAt(0))
        .state(Case.State.INITIAL)
        .build();
  }

  /** Writes a step of batch normalization with the exact answer, rounded once. */
  static void write(Path folder, Step step) throws IOException {
    Step input = OnnxTestCase.expressible(step);
    Truth truth = Truth.of(input, input.layer().paper());
    StepOutput output = StepOutput.empty();
    for (Role quantity : List.of(Roles.Y, Roles.RUNNING_MEAN, Roles.RUNNING_SPREAD)) {
      output = output.with(quantity, step.dtype().round(truth.nearest(quantity)));
    }
    OnnxTestCase.write(folder, input, output);
  }

  /** The name of the folder for the n-th case. */
  static String name(int number, Case c) {
    return String.format(
        Locale.ROOT, "%s_%04d_%s_%s", PREFIX, number, c.mode().label(), c.dtype().label());
  }
}
