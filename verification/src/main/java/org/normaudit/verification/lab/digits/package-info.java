/** The digits of the standard deviation that each algorithm of the variance keeps. */
package org.normaudit.verification.lab.digits;
