/** The command line. */
package org.normaudit.verification.cli;
