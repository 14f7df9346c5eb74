/**
 * What an audit is made of: a case, its step and its exact answer, a subject and its answer, the
 * comparison in units of a derived bound, and the verdict. Needs no other room.
 */
package org.normaudit.verification.core;
