package org.normaudit.verification.core.subject;

import java.util.List;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.bound.ErrorModel;

/**
 * An implementation under audit. Every failure inside one is an {@link Answer}: no method throws on
 * behalf of the implementation.
 *
 * <p>A subject may be asked from several threads; it takes one question after another.
 */
public interface Subject extends AutoCloseable {

  /** The name that the command line knows it by, such as {@code opencl:0:f32}. */
  String name();

  /** What it can be asked for, and where it runs. */
  Supported supported();

  /** What its arithmetic promises for tensors of {@code dtype}: the allowances follow from it. */
  ErrorModel model(Dtype dtype);

  /** One step. */
  Answer ask(Step input);

  /**
   * Several steps of one layer object that carries its own running statistics from step to step.
   *
   * @return one answer a step; after an answer that is not {@link Answer.Given} the rest may be
   *     missing
   */
  List<Answer> trace(List<Step> steps);

  /** Ends the implementation and everything that it started. */
  @Override
  void close();
}
