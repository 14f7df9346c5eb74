package org.normaudit.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten million nodes, recorded and swept in a heap of 512 MB. */
class TapeMemoryTest {

  private static final int PRODUCTS = 2_500_000;

  @Test
  void tenMillionNodesFitIntoHalfAGigabyte() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                TapeMemoryTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertEquals("10000000 nodes, gradient right\n", output.replace("\r", ""));
  }

  /**
   * Σ w_i·x_i in the tape's own nodes: for each term two leaves, a product and a sum. Half of the
   * variables stay referenced, as in a formula that keeps its inputs and products in lists.
   */
  public static void main(String[] arguments) {
    Tape tape = new Tape();
    List<Tape.Var> inputs = new ArrayList<>(PRODUCTS);
    List<Tape.Var> products = new ArrayList<>(PRODUCTS);
    Tape.Var sum = null;
    for (int i = 0; i < PRODUCTS; i++) {
      inputs.add(tape.variable(i));
      products.add(tape.multiply(inputs.get(i), tape.constant(i % 7)));
      sum = i == 0 ? tape.negate(products.get(0)) : tape.add(sum, products.get(i));
    }
    tape.sweep(sum);
    boolean right = true;
    for (int i = 1; i < PRODUCTS; i++) {
      right &= tape.gradient(inputs.get(i)) == i % 7 && tape.gradient(products.get(i)) == 1;
    }
    System.out.println(tape.nodes() + " nodes, gradient " + (right ? "right" : "wrong"));
  }
}
