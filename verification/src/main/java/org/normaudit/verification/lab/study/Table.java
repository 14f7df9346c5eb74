package org.normaudit.verification.lab.study;

import java.util.List;

/**
 * Numbers of a study side by side, about which nothing is claimed but what the findings say.
 *
 * @param columns their headings
 * @param rows as long as the columns each
 */
public record Table(List<String> columns, List<List<String>> rows) {}
