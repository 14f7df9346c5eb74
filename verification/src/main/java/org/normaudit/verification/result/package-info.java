/** What a check found. */
package org.normaudit.verification.result;
