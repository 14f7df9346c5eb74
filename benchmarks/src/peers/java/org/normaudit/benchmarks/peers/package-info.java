/** Other libraries' batch normalization, timed and audited beside this project's. */
package org.normaudit.benchmarks.peers;
