/**
 * What the audit is tried with and explains by: honest variants, seeded mistakes, soundness,
 * grades, diagnosis, studies, benchmarks. Needs the core.
 */
package org.normaudit.verification.lab;
