package org.normaudit.verification.cli;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.definition.DefinedLayer;
import org.normaudit.verification.bound.ErrorModel;
import org.normaudit.verification.subject.LayerSubject;
import org.normaudit.verification.subject.Subject;

/** Makes subjects out of the words that the command line names them by. */
final class Subjects {
  static final String FORMS =
      "reference, opencl:INDEX[:f32|:f64], jtp, exec:COMMAND, class:FQCN, vectors:DIR";

  private Subjects() {}

  /**
   * The subjects that one word stands for.
   *
   * @throws IllegalArgumentException with one sentence if it stands for none
   */
  static List<Subject> of(String word) {
    if (word.equals("reference")) {
      return List.of(
          new LayerSubject(
              "reference",
              new DefinedLayer<>("reference", Binary64.INSTANCE, Dtype.FLOAT64),
              ErrorModel::ieee));
    }
    throw new IllegalArgumentException("unknown subject '%s': one of %s".formatted(word, FORMS));
  }

  /** Without a word: the reference and every device there is. */
  static List<Subject> standard() {
    return new ArrayList<>(of("reference"));
  }
}
