package org.normaudit.verification.vectors;

import java.util.List;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.subject.Subject;

/**
 * Recorded answers and the cases that they answer.
 *
 * @param subject gives the answers
 * @param cases what it can be asked
 */
public record Recording(Subject subject, List<Case> cases) {}
