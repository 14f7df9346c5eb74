/** The exact answer to a step. */
package org.normaudit.verification.core.truth;
