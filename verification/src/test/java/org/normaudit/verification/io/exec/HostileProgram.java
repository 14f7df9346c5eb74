package org.normaudit.verification.io.exec;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that speaks the protocol and misbehaves in one way. It gives y = x, nothing else.
 *
 * <p>Arguments: the way, and a file that gets one line for each start.
 */
final class HostileProgram {
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
  private static final Pattern X = Pattern.compile("\"x\":\"([^\"]*)\"");
  private static final String DESCRIPTION =
      "{\"protocol\":1,\"name\":\"hostile\",\"layers\":[\"batchnorm\",\"batchrenorm\"],"
          + "\"modes\":[\"training\",\"inference\"],\"dtypes\":[\"f32\",\"f64\"],"
          + "\"quantities\":[\"y\"]}";
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private HostileProgram() {}

  public static void main(String[] args) throws Exception {
    String way = args[0];
    Path starts = Path.of(args[1]);
    Files.writeString(starts, "start\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    int start = Files.readAllLines(starts).size();
    if (way.equals("sleep")) {
      Thread.sleep(600_000);
    }
    atStart(way);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int question = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      long id = Long.parseLong(find(ID, line));
      if (line.contains("\"ask\":\"describe\"")) {
        describe(way, id, start);
      } else {
        answer(way, id, ++question, start, line, args);
      }
    }
    if (way.equals("ignores-end-of-input")) {
      Thread.sleep(600_000);
    }
  }

  private static void atStart(String way) throws Exception {
    switch (way) {
      case "crash-at-start" -> {
        System.err.println("first line");
        System.err.println("cannot find the frobnicator");
        System.exit(3);
      }
      case "exit-0-at-start" -> System.exit(0);
      case "hang-at-start" -> Thread.sleep(600_000);
      case "banner" -> OUT.println("Welcome to the layer");
      default -> {}
    }
  }

  private static void describe(String way, long id, int start) {
    String description =
        switch (way) {
          case "other-protocol" -> DESCRIPTION.replace("\"protocol\":1", "\"protocol\":2");
          case "no-protocol" -> DESCRIPTION.replace("\"protocol\":1,", "");
          case "promises-an-unknown-quantity" ->
              DESCRIPTION.replace("[\"y\"", "[\"gradient\",\"y\"");
          case "unknown-layer" -> DESCRIPTION.replace("batchnorm", "softmax");
          case "escape-sequences" ->
              DESCRIPTION.replace("\"name\":\"hostile\"", "\"name\":\"\\u001b[31mred\\u0007\"");
          case "changes-its-mind" ->
              start == 1 ? DESCRIPTION : DESCRIPTION.replace("hostile", "friendly");
          default -> DESCRIPTION;
        };
    say("{\"id\":%d,\"description\":%s}", id, description);
  }

  private static void answer(
      String way, long id, int question, int start, String line, String[] args) throws Exception {
    String x = find(X, line);
    switch (way) {
      case "crash", "changes-its-mind" -> {
        System.err.println("Segmentation fault in layer");
        System.exit(139);
      }
      case "crash-once" -> {
        if (start == 1) {
          System.exit(7);
        }
        good(id, x);
      }
      case "crash-every-second" -> {
        if (question == 2) {
          System.exit(9);
        }
        good(id, x);
      }
      case "exit-0" -> System.exit(0);
      case "hang" -> Thread.sleep(600_000);
      case "late-once" -> {
        if (start == 1) {
          Thread.sleep(5_000);
        }
        good(id, x);
      }
      case "close-output" -> {
        System.out.close();
        Thread.sleep(600_000);
      }
      case "earlier-id-first" -> {
        say("{\"id\":%d,\"outputs\":{\"y\":[1,2,3]}}", id - 1);
        good(id, x);
      }
      case "only-earlier-ids" -> {
        while (true) {
          say("{\"id\":%d,\"outputs\":{\"y\":[1,2,3]}}", id - 1);
        }
      }
      case "stops-reading" -> {
        for (long next = id; ; next++) {
          good(next, x);
          Thread.sleep(1);
        }
      }
      case "no-newline" -> {
        byte[] megabyte = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        while (true) {
          System.out.write(megabyte);
        }
      }
      case "flood-stderr" -> {
        byte[] megabyte = "e".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 50; i++) {
          System.err.write(megabyte);
        }
        good(id, x);
      }
      case "orphan" -> {
        leaveChild(args);
        System.exit(0);
      }
      case "child" -> {
        leaveChild(args);
        good(id, x);
      }
      case "garbage" -> OUT.println("\u0000\u0001 certainly! y = 42");
      case "binary" -> {
        System.out.write(new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0x80, '\n'});
        System.out.flush();
      }
      case "array" -> OUT.println("[1]");
      case "deep" -> say("{\"id\":%d,\"outputs\":%s", id, "[".repeat(1000));
      case "two-on-a-line" -> say("{\"id\":%d,\"outputs\":{\"y\":\"%s\"}} {\"id\":9}", id, x);
      case "duplicate-key" -> say("{\"id\":%d,\"outputs\":{\"y\":\"%s\",\"y\":[0,0,0,0]}}", id, x);
      case "bare-nan" -> say("{\"id\":%d,\"outputs\":{\"y\":[1,NaN,3,4]}}", id);
      case "text-nan" ->
          say("{\"id\":%d,\"outputs\":{\"y\":[\"NaN\",\"Infinity\",\"-Infinity\",0.1]}}", id);
      case "text-number" -> say("{\"id\":%d,\"outputs\":{\"y\":[\"1\",2,3,4]}}", id);
      case "future-id" -> good(id + 1, x);
      case "no-id" -> say("{\"outputs\":{\"y\":\"%s\"}}", x);
      case "wrong-length" -> say("{\"id\":%d,\"outputs\":{\"y\":[1,2,3]}}", id);
      case "wrong-dtype" -> good(id, "A".repeat(43) + "=");
      case "not-base64" -> say("{\"id\":%d,\"outputs\":{\"y\":\"~~~~\"}}", id);
      case "unknown-quantity" -> say("{\"id\":%d,\"outputs\":{\"y\":\"%s\",\"z\":[1]}}", id, x);
      case "missing-quantity" -> say("{\"id\":%d,\"outputs\":{}}", id);
      case "unknown-key" -> say("{\"id\":%d,\"output\":{\"y\":\"%s\"}}", id, x);
      case "nothing" -> say("{\"id\":%d}", id);
      case "rejects" -> say("{\"id\":%d,\"rejected\":\"bell \\u0007 and \\u001b[2J\"}", id);
      case "unsupported" -> say("{\"id\":%d,\"unsupported\":\"not today\"}", id);
      default -> good(id, x);
    }
  }

  private static void leaveChild(String[] args) throws Exception {
    Process child =
        new ProcessBuilder(
                List.of(java(), "-cp", args[2], HostileProgram.class.getName(), "sleep", args[1]))
            .inheritIO()
            .start();
    Files.writeString(Path.of(args[1] + ".pid"), Long.toString(child.pid()));
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static void good(long id, String x) {
    say("{\"id\":%d,\"outputs\":{\"y\":\"%s\"}}", id, x);
  }

  private static void say(String format, Object... args) {
    OUT.println(String.format(format, args));
  }

  private static String find(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    return matcher.find() ? matcher.group(1) : "0";
  }
}
