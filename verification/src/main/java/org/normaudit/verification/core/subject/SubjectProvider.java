package org.normaudit.verification.core.subject;

import java.util.List;

/**
 * Subjects of a kind that this program does not know by itself. Found with {@link
 * java.util.ServiceLoader}, so a jar on the class path can bring more of them.
 */
public interface SubjectProvider {

  /** What the subject's name begins with, up to a colon, such as {@code peer}. */
  String prefix();

  /** How the command line names them, such as {@code peer:NAME}. */
  String form();

  /**
   * The subjects that {@code rest}, what follows the colon, stands for.
   *
   * @throws IllegalArgumentException with one sentence if it stands for none
   */
  List<Subject> open(String rest);
}
