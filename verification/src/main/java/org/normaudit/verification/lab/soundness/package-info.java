/**
 * The experiment that the bounds are sound and tight: honest implementations on random and on
 * adversarial data never leave them, and come near them.
 */
package org.normaudit.verification.lab.soundness;
