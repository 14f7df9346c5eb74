/** Configurations with their data, one line of text each. */
package org.normaudit.verification.core.cases;
