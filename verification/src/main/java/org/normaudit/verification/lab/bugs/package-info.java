/** Mistakes that layers are known to make, each as a layer that makes it, and honest layers. */
package org.normaudit.verification.lab.bugs;
