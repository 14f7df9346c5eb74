/** How steps and answers cross the border: the adapter protocol, files of cases, ONNX, NumPy. */
package org.normaudit.verification.io;
