/** JMH benchmarks. */
package org.normaudit.benchmarks;
