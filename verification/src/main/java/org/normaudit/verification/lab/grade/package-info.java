/** The condition ladder: which variance algorithm an implementation's errors imply. */
package org.normaudit.verification.lab.grade;
