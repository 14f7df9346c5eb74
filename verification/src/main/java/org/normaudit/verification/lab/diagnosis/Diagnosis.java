package org.normaudit.verification.lab.diagnosis;

import java.util.List;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layer;

/**
 * What is known of the mistake that one layer of a subject makes.
 *
 * @param subject the subject's name
 * @param layer the layer with findings
 * @param dtype the format that it was asked in
 * @param causes every mistake, alone or together with another, that explains all answers; more than
 *     one cannot be told apart by the questions asked; none explains them where the list is empty
 * @param sentence the verdict, such as {@code wrong: does not stop the gradient of r and d; ...}
 * @param known what else is known, one sentence each: which outputs, where, how the error grows
 */
public record Diagnosis(
    String subject,
    Layer layer,
    Dtype dtype,
    List<Cause> causes,
    String sentence,
    List<String> known) {

  /** Copies the lists. */
  public Diagnosis {
    causes = List.copyOf(causes);
    known = List.copyOf(known);
  }

  /**
   * One or two seeded bugs that explain the answers.
   *
   * @param bugs their names
   * @param effect what a layer that has them does
   */
  public record Cause(List<String> bugs, String effect) {

    /** Copies the list. */
    public Cause {
      bugs = List.copyOf(bugs);
    }

    /** The names, joined. */
    public String name() {
      return String.join(" + ", bugs);
    }
  }
}
