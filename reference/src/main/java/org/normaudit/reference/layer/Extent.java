package org.normaudit.reference.layer;

import org.normaudit.reference.Shape;

/** What a role has one value of: an element, a channel, or a part of another partition. */
public interface Extent {

  /** One value an element of the step's shape. */
  Extent ELEMENT =
      new Extent() {
        @Override
        public int length(Shape shape) {
          return shape.size();
        }

        @Override
        public int of(Shape shape, int element) {
          return element;
        }

        @Override
        public String toString() {
          return "element";
        }
      };

  /** One value a channel. */
  Extent CHANNEL =
      new Extent() {
        @Override
        public int length(Shape shape) {
          return shape.channels();
        }

        @Override
        public int of(Shape shape, int element) {
          return element / shape.inner() % shape.channels();
        }

        @Override
        public String toString() {
          return "channel";
        }
      };

  /** How many values a tensor of this extent has for a shape. */
  int length(Shape shape);

  /**
   * Which of them belongs to an element.
   *
   * @param element its index in the flat tensor of that shape
   */
  int of(Shape shape, int element);
}
