/** The user's own data and certified data sets, and what each variance algorithm makes of them. */
package org.normaudit.verification.io.data;
