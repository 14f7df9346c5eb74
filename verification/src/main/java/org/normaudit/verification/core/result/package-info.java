/** What a check found. */
package org.normaudit.verification.core.result;
