/** Implementations under audit, and what they answer. */
package org.normaudit.verification.core.subject;
