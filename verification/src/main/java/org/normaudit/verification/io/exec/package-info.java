/**
 * Programs as subjects: one JSON object per line over standard input and output. The protocol is
 * described in {@code verification/docs/protocol.md}.
 */
package org.normaudit.verification.io.exec;
