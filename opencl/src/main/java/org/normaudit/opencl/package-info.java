/** The layers as OpenCL kernels, and the devices they run on. */
package org.normaudit.opencl;
