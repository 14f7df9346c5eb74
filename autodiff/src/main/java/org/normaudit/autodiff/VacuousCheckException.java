package org.normaudit.autodiff;

/**
 * A gradient check that could not have failed, or whose differences are too coarse to tell: its
 * passing would say nothing, so it is refused.
 */
public final class VacuousCheckException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  VacuousCheckException(String message) {
    super(message);
  }
}
