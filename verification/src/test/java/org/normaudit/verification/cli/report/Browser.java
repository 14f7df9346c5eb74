package org.normaudit.verification.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Chromium without a screen, spoken to as the W3C's WebDriver says. */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PORT = Pattern.compile("on port (\\d+)");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process driver;
  private final String session;

  private Browser(Path browser, Path chromedriver, Path profile, List<String> more)
      throws IOException, InterruptedException {
    driver =
        new ProcessBuilder(chromedriver.toString(), "--port=0").redirectErrorStream(true).start();
    String root = "http://127.0.0.1:" + port(driver.inputReader()) + "/session";
    ObjectNode always = JSON.createObjectNode();
    ObjectNode options = always.putObject("goog:chromeOptions").put("binary", browser.toString());
    var args = options.putArray("args");
    Stream.concat(
            Stream.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1100,900",
                "--user-data-dir=" + profile),
            more.stream())
        .forEach(args::add);
    always.putObject("goog:loggingPrefs").put("browser", "ALL");
    ObjectNode body = JSON.createObjectNode();
    body.putObject("capabilities").set("alwaysMatch", always);
    session = root + "/" + send("POST", root, body).get("sessionId").asText();
  }

  /** A browser, or nothing where there is none: both programs must be on the path. */
  static Optional<Browser> start(Path profile, String... more)
      throws IOException, InterruptedException {
    Optional<Path> browser = program("chromium").or(() -> program("google-chrome"));
    Optional<Path> chromedriver = program("chromedriver");
    if (browser.isEmpty() || chromedriver.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Browser(browser.get(), chromedriver.get(), profile, List.of(more)));
  }

  private static Optional<Path> program(String name) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String port(BufferedReader said) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher matcher = PORT.matcher(line);
      if (matcher.find() && line.contains("success")) {
        return matcher.group(1);
      }
    }
    throw new IOException("chromedriver did not start");
  }

  private JsonNode send(String method, String address, JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    JsonNode value = JSON.readTree(answer).get("value");
    if (value != null && value.has("error")) {
      throw new IOException(value.get("message").asText());
    }
    return value;
  }

  /**
   * Opens a file; returns when it has loaded and its scripts have run. On a busy machine the driver
   * was seen to answer before, so the page itself is asked.
   */
  void open(Path page) throws IOException, InterruptedException {
    String address = page.toUri().toString();
    send("POST", session + "/url", JSON.createObjectNode().put("url", address));
    String loaded =
        "return document.readyState === 'complete' && location.href === '%s'".formatted(address);
    while (!run(loaded).asBoolean()) {
      Thread.sleep(20);
    }
  }

  /** What a function body in JavaScript returns. */
  JsonNode run(String script) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("script", script);
    body.putArray("args");
    return send("POST", session + "/execute/sync", body);
  }

  /** Clicks as a person does: the element must be there to be seen. */
  void click(String css) throws IOException, InterruptedException {
    send("POST", element(css) + "/click", JSON.createObjectNode());
  }

  /** Types into an element. */
  void type(String css, String text) throws IOException, InterruptedException {
    send("POST", element(css) + "/value", JSON.createObjectNode().put("text", text));
  }

  private String element(String css) throws IOException, InterruptedException {
    ObjectNode using = JSON.createObjectNode().put("using", "css selector").put("value", css);
    JsonNode found = send("POST", session + "/element", using);
    return session + "/element/" + found.elements().next().asText();
  }

  /** What the page wrote to the console, errors included. */
  JsonNode console() throws IOException, InterruptedException {
    return send("POST", session + "/se/log", JSON.createObjectNode().put("type", "browser"));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    try {
      send("DELETE", session, null);
    } finally {
      driver.destroy();
      driver.waitFor();
    }
  }
}
