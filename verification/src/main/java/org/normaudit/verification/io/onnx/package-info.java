/**
 * Test directories of the ONNX backend suite for BatchNormalization, read and written: a model of
 * one node, and sets of tensors for its inputs and outputs.
 */
package org.normaudit.verification.io.onnx;
