/** One page a check. */
package org.normaudit.verification.explain;
