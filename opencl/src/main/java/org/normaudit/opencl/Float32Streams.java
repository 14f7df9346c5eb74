package org.normaudit.opencl;

/**
 * Stores of float32 that pass the caches by: of eight elements each, in lines of the memory's.
 *
 * <p>To write a part of a line, a processor reads the whole line first; one that is written whole,
 * past the caches, is not read, and leaves what a pass reads twice where it is near. Java has no
 * such stores. But Aparapi writes the name that a mapping gives in place of a method's own. Here
 * that name is a macro, and its definitions stand before it. In Java, and for a compiler without
 * such stores, they are plain ones.
 *
 * <p>The processor may put off such stores until an atomic operation; a driver has one of its own
 * before it says that a launch is done.
 */
abstract class Float32Streams extends Float32Kernel {
  static final String MACROS =
      """

      #ifndef STREAM
      #ifdef __has_builtin
      #if __has_builtin(__builtin_nontemporal_store)
      #define STREAM_TO(to, value) __builtin_nontemporal_store(value, to)
      #endif
      #endif
      #ifndef STREAM_TO
      #define STREAM_TO(to, value) *(to) = (value)
      #endif
      #define STREAM(to, a, b, c, d, e, f, g, h) \\
        STREAM_TO((__global float8 *) (to), (float8) (a, b, c, d, e, f, g, h))
      #define STREAM_Y(i, a, b, c, d, e, f, g, h) STREAM(this->y + (i), a, b, c, d, e, f, g, h)
      #define STREAM_DX(i, a, b, c, d, e, f, g, h) STREAM(this->dx + (i), a, b, c, d, e, f, g, h)
      #define UNTIL_LINE(to) ((int) (-(uintptr_t) (to) % 64 / sizeof(float)))
      #define UNTIL_LINE_Y(i) UNTIL_LINE(this->y + (i))
      #define UNTIL_LINE_DX(i) UNTIL_LINE(this->dx + (i))
      #endif
      """;

  Float32Streams(ComputeDevice device) {
    super(device);
  }

  /** Elements of y from {@code i} on until a line of 64 bytes begins. */
  @OpenCLMapping(mapTo = MACROS + "UNTIL_LINE_Y")
  int untilLineOfY(int i) {
    return 0;
  }

  @OpenCLMapping(mapTo = MACROS + "UNTIL_LINE_DX")
  int untilLineOfDx(int i) {
    return 0;
  }

  /** Stores elements of y from {@code i} on, where a line or its second half begins. */
  @OpenCLMapping(mapTo = MACROS + "STREAM_Y")
  void streamY(int i, float a, float b, float c, float d, float e, float f, float g, float h) {
    y[i] = a;
    y[i + 1] = b;
    y[i + 2] = c;
    y[i + 3] = d;
    y[i + 4] = e;
    y[i + 5] = f;
    y[i + 6] = g;
    y[i + 7] = h;
  }

  @OpenCLMapping(mapTo = MACROS + "STREAM_DX")
  void streamDx(int i, float a, float b, float c, float d, float e, float f, float g, float h) {
    dx[i] = a;
    dx[i + 1] = b;
    dx[i + 2] = c;
    dx[i + 3] = d;
    dx[i + 4] = e;
    dx[i + 5] = f;
    dx[i + 6] = g;
    dx[i + 7] = h;
  }
}
