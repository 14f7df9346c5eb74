/** Definitions of the layers, and the scalar layers with their analytic gradients. */
package org.normaudit.reference;
