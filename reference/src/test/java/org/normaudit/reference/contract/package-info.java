/** The contract of every implementation of a layer, as tests to extend. */
package org.normaudit.reference.contract;
