/** The audit: what is checked, against which truth, within which bound. */
package org.normaudit.verification;
