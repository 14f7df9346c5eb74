/** The audit as dynamic tests of JUnit 5, for who writes layers in Java. */
package org.normaudit.verification.junit;
