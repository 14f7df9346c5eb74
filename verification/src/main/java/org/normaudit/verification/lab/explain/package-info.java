/** One page a check. */
package org.normaudit.verification.lab.explain;
