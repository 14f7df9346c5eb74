package org.normaudit.verification.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.Thorough;

/** Where nothing was judged, nothing is green. */
@Isolated("it reads what is printed")
class EmptyVerdictTest {
  private static final Map<String, Role> CHECKS =
      Map.of(
          "y", Roles.Y, "dx", Roles.DX, "dgamma", Roles.DGAMMA, "running-mean", Roles.RUNNING_MEAN);

  @TempDir Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(Lacking.SEED);
  }

  private Printed audit(String words, String... more) {
    List<String> all = new ArrayList<>(List.of("audit"));
    all.addAll(List.of(words.split(" ")));
    all.addAll(List.of(more));
    return Printed.by(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--subject reference:f32 --layer rmsnorm",
        "--subject reference:f32 --dtype bf16",
        "--subject reference --layer rmsnorm --check r",
        "--subject jtp:f32 --layer batchnorm --check grad-x",
        "--subject jtp:f32 --dtype f16",
      })
  void whoIsNotJudgedIsSaidWithWhatItOffers(String words) {
    Printed run = audit(words);
    assertEquals(Normaudit.BAD_INPUT, run.code(), run.out());
    String name = words.split(" ")[1];
    assertTrue(run.out().contains("Nothing was judged of " + name + "."), run.out());
    assertTrue(run.out().contains(name + " offers batchnorm"), run.out());
    assertFalse(run.out().contains("No finding"), run.out());
  }

  @Test
  void oneEmptySubjectBesideAGoodOneIsNotGreen() throws IOException {
    Path junit = folder.resolve("junit.xml");
    Path sarif = folder.resolve("report.sarif");
    Path baseline = folder.resolve("baseline.json");
    Printed run =
        audit(
            "--subject reference --subject reference:f32 --layer layernorm --check y --annotations",
            "--junit",
            junit.toString(),
            "--sarif",
            sarif.toString(),
            "--baseline",
            baseline.toString(),
            "--update-baseline");
    assertEquals(Normaudit.BAD_INPUT, run.code(), run.out());
    assertTrue(run.out().contains("Nothing was judged of reference:f32. No finding: "), run.out());
    assertTrue(run.out().contains("::error::Nothing was judged of reference:f32."), run.out());
    assertFalse(Files.exists(baseline), "an empty baseline was written");
    assertTrue(run.out().contains("is not written"), run.out());
    String suites = Files.readString(junit);
    assertTrue(suites.contains("tests=\"1\" failures=\"0\" errors=\"1\""), suites);
    JsonNode invocation = new ObjectMapper().readTree(sarif.toFile()).at("/runs/0/invocations/0");
    assertFalse(invocation.get("executionSuccessful").asBoolean());
    assertTrue(invocation.toString().contains("Nothing was judged of reference:f32."));
  }

  @Test
  void whereNoStandardSubjectHasTheFormatNothingIsGreen() {
    Printed run = audit("--dtype f8e4m3");
    assertEquals(Normaudit.BAD_INPUT, run.code(), run.out());
    assertTrue(run.out().contains("Nothing was judged of reference, "), run.out());
  }

  @Test
  void standardSubjectsThatLackWhatIsAskedForAreLeftOut() {
    Printed run = audit("--layer rmsnorm --check y --dtype f64");
    assertEquals(0, run.code(), run.out());
    assertTrue(run.out().contains(" is left out: it offers batchnorm"), run.out());
  }

  @Test
  void subjectsThatLackAnythingAreGreenOnlyWhereTheyWereJudged() {
    Random random = new Random(1);
    String name = "class:" + Lacking.class.getName();
    for (int seed = 0; seed < 100; seed += Thorough.stride(4)) {
      System.setProperty(Lacking.SEED, Integer.toString(seed));
      Layer layer = Layers.all().get(random.nextInt(Layers.all().size()));
      Dtype dtype = random.nextBoolean() ? Dtype.FLOAT32 : Dtype.FLOAT64;
      String check = List.copyOf(CHECKS.keySet()).get(random.nextInt(CHECKS.size()));
      Lacking subject = new Lacking(seed);
      boolean judged = isJudged(subject, layer, dtype, CHECKS.get(check));
      Printed run =
          audit(
              "--layer %s --dtype %s --check %s".formatted(layer, dtype.label(), check),
              "--subject",
              name);
      String what = "seed %d, %s, %s, %s: %s".formatted(seed, layer, dtype, check, run.out());
      boolean crashes = subject.manner() == Lacking.Manner.CRASHES;
      int expected = !judged ? Normaudit.BAD_INPUT : crashes ? Normaudit.FINDING : 0;
      assertEquals(expected, run.code(), what);
      assertEquals(!judged, run.out().contains("Nothing was judged of " + name), what);
      assertEquals(!judged, run.out().contains(name + " offers "), what);
    }
  }

  // By what the subject lacks alone, not by what the audit says of it.
  private static boolean isJudged(Lacking subject, Layer layer, Dtype dtype, Role role) {
    Supported has = subject.supported();
    boolean training = has.modes().contains(Mode.TRAINING);
    // A layer that has one mode is asked for it as training.
    return (training || layer.is(Property.TWO_MODES))
        && has.layers().contains(layer)
        && has.dtypes().contains(dtype)
        && layer.results().contains(role)
        && has.results().contains(role)
        && subject.manner() != Lacking.Manner.HAS_NOTHING;
  }
}
