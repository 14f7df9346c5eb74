/** How fast the kernels are on a device, beside a copy that is measured in the same run. */
package org.normaudit.verification.lab.bench;
