/** An audit as a whole: what it consists of, cut into shards, resumed, interrupted, merged. */
package org.normaudit.verification.cli.campaign;
