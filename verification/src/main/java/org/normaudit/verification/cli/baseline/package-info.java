/** A former audit, and what has become worse or better since. */
package org.normaudit.verification.cli.baseline;
