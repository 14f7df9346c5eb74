/** What every implementation of a layer has to do, as tests to be extended. */
package org.normaudit.reference.contract;
