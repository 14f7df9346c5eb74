/** Every check on every case for every subject. */
package org.normaudit.verification.core.audit;
