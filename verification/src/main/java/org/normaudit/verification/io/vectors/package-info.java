/** Cases as files, for implementations that cannot be run live, and their recorded answers. */
package org.normaudit.verification.io.vectors;
