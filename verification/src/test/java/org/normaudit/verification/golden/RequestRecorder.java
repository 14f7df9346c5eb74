package org.normaudit.verification.golden;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program of the adapter protocol that writes down what it is asked, line by line, and rejects
 * it. It knows nothing of the audit's code.
 *
 * <p>Arguments: the file, and {@code first} or {@code second} for the order of its gradients.
 */
public final class RequestRecorder {
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

  private static final String DESCRIPTION =
      "{\"protocol\":1,\"name\":\"recorder\",\"layers\":[\"batchnorm\",\"batchrenorm\","
          + "\"layernorm\",\"instancenorm\",\"groupnorm\",\"rmsnorm\"],"
          + "\"modes\":[\"training\",\"inference\"],\"dtypes\":[\"f64\",\"f32\",\"bf16\",\"f16\"],"
          + "\"quantities\":[\"y\",\"running_mean\",\"running_spread\",\"r\",\"d\",\"dx\","
          + "\"dgamma\",\"dbeta\"%s],\"trace\":true}";

  private RequestRecorder() {}

  /** The command that starts it. */
  static String command(Path file, String order) {
    return "'%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s '%s' %s"
        .formatted(
            ProcessHandle.current().info().command().orElse("java"),
            System.getProperty("java.class.path"),
            RequestRecorder.class.getName(),
            file,
            order);
  }

  public static void main(String[] args) throws IOException {
    String second = args[1].equals("second") ? ",\"grad_x\",\"grad_gamma\",\"grad_dy\"" : "";
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (Writer file = Files.newBufferedWriter(Path.of(args[0]));
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        file.write(line + "\n");
        file.flush();
        Matcher id = ID.matcher(line);
        String answer =
            line.contains("\"ask\":\"describe\"")
                ? "\"description\":" + DESCRIPTION.replace("%s", second)
                : "\"rejected\":\"it is written down\"";
        out.println("{\"id\":" + (id.find() ? id.group(1) : "0") + "," + answer + "}");
      }
    }
  }
}
