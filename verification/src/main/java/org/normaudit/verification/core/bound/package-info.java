/**
 * What an honest implementation may miss the exact answer by, derived from its arithmetic and the
 * data.
 */
package org.normaudit.verification.core.bound;
