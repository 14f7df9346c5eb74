/** The arithmetics in which the definitions are evaluated beside binary64 and the tape. */
package org.normaudit.verification.core.arithmetic;
