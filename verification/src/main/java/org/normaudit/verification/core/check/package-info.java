/** The properties that an honest implementation has, one check each. */
package org.normaudit.verification.core.check;
