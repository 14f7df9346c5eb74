package org.normaudit.opencl;

import org.normaudit.reference.Shape;

/** Cuts the work on shapes for a device. */
interface Planner {

  /** The cut for {@code shape}, which is not empty. */
  Plan plan(ComputeDevice device, Shape shape);
}
