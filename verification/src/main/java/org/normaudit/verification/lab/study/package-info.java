/**
 * The claims of the papers as small, seeded experiments that end in a number and its expectation.
 */
package org.normaudit.verification.lab.study;
