/** What a failing subject does wrong: its answers beside those of every seeded bug. */
package org.normaudit.verification.lab.diagnosis;
