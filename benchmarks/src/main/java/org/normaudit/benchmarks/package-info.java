/**
 * JMH benchmarks of the tape, the scalar layers and the device layers. What they time is compared
 * with one another by the tests first: a fast wrong answer is no figure.
 */
package org.normaudit.benchmarks;
