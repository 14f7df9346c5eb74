/** The reports of an audit, for readers and for programs. */
package org.normaudit.verification.cli.report;
