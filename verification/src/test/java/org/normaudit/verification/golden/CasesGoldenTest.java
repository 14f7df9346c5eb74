package org.normaudit.verification.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The catalogue's case lines, the steps that they stand for, and what is no case line. */
final class CasesGoldenTest {
  private static final List<String> ODD =
      List.of(
          "batchrenorm training f32 8x3x5 kappa=1000 rmax=3 dmax=5 seed=7",
          "batchrenorm training f64 8x3x5 rmin=0.25 rmax=4",
          "batchrenorm training f64 8x3x5 rmin=1/rmax rmax=Infinity dmax=Infinity",
          "batchrenorm inference bf16 8x3x5 rmin=0 rmax=2.5 dmax=0.125",
          "batchnorm training f32 8x3x5 rmax=3 dmax=5",
          "  batchnorm   training f16 2x3x4  eps=0.00001 momentum=0.1  ",
          "batchnorm training f64 2x3x4 eps=1e-5 exp=-3 seed=-9223372036854775808",
          "batchnorm training f64 2x3x4 eps=0 momentum=1 kappa=1e15 exp=1100",
          "batchnorm training f64 1001x1x1 data=nist:NumAcc4",
          "batchnorm training f64 2x3x4 data=nist:NumAcc9",
          "batchnorm training f64 2x3x4 data=file:-1:some/a.npy",
          "batchnorm training f64 2x3x4 data=onnx:2:some/folder",
          "batchnorm training f64 2x3x4 data=file:a.npy@1",
          "batchnorm training f64 2x3x4 data=npy:a.npy",
          "batchnorm training f64 2x3x4 data=onnx:folder#2",
          "groupnorm training f64 2x6x4 groups=3",
          "groupnorm training f64 2x6x4 groups=4",
          "layernorm training f64 2x6x4 groups=2",
          "layernorm inference f64 2x6x4 state=far frozen=yes",
          "rmsnorm training f64 2x6x4 affine=no dy=ones second=yes",
          "rubbish",
          "softmax training f64 2x3x4",
          "batchnorm learning f64 2x3x4",
          "batchnorm training f8 2x3x4",
          "batchnorm training f64 2x3",
          "batchnorm training f64 2x0x4",
          "batchnorm training f64 65536x65536x1",
          "batchnorm training f64 2x3x4 kappa",
          "batchnorm training f64 2x3x4 colour=red",
          "batchnorm training f64 2x3x4 kappa=0.5",
          "batchnorm training f64 2x3x4 kappa=NaN",
          "batchnorm training f64 2x3x4 exp=1101",
          "batchnorm training f64 2x3x4 exp=0.5",
          "batchnorm training f64 2x3x4 eps=x",
          "batchnorm training f64 2x3x4 eps=-1",
          "batchnorm training f64 2x3x4 momentum=2",
          "batchnorm training f64 2x3x4 frozen=true",
          "batchrenorm training f64 2x3x4 rmax=0.5",
          "batchrenorm training f64 2x3x4 dmax=-1",
          "batchrenorm training f64 2x3x4 rmin=2",
          "batchnorm training f64 2x3x4 dy=some",
          "batchnorm training f64 2x3x4 state=lost",
          "batchnorm training f64 2x3x4 seed=1.5",
          "batchnorm training f64 2x3x4 data=nothing",
          "batchnorm training f64 2x3x4 groups=0");

  private static String stepDigest(String line, String key) {
    Imprint print = new Imprint("cases/" + line.split(" ")[0], key);
    Bridge.add(print, Bridge.step(line));
    return print.hex();
  }

  @Test
  void theQuickCataloguesLinesAndStepsAreAsBefore() throws IOException {
    Map<String, String> lines = new LinkedHashMap<>();
    Catalogued.quick().forEach((id, line) -> lines.put(id + " " + line, stepDigest(line, line)));
    new Golden("cases", "Every case line of the quick catalogue, seed 1, and its step's digest.")
        .check(getClass(), lines);
  }

  @Test
  void everyLineIsReadAndWrittenAsItIs() {
    for (String line : Catalogued.quick().values()) {
      assertEquals(line, Bridge.reformatted(line));
    }
  }

  @Test
  void theFullCatalogueIsAsBefore() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    for (String layer : Bridge.layers()) {
      for (String dtype : Bridge.dtypes()) {
        List<String> lines = Bridge.full(layer, dtype);
        Imprint print = new Imprint("cases-full", layer + " " + dtype);
        for (String line : lines) {
          assertEquals(line, Bridge.reformatted(line));
          print.text("case", line);
        }
        digests.put("%s %s %d cases".formatted(layer, dtype, lines.size()), print.hex());
        Imprint kills = new Imprint("cases-kills", layer + " " + dtype);
        Bridge.killCases(layer, dtype, 1).forEach(line -> kills.text("case", line));
        digests.put("%s %s kill matrix".formatted(layer, dtype), kills.hex());
      }
    }
    new Golden(
            "cases-full", "Digests of the full catalogue's lines, and the kill matrix's, seed 1.")
        .check(getClass(), digests);
  }

  @Test
  void oddLinesAreReadOrRejectedAsBefore() throws IOException {
    Map<String, String> answers = new LinkedHashMap<>();
    ODD.forEach(line -> answers.put(line, Bridge.reformatted(line)));
    new Golden("cases-odd", "Lines, and what they are when read and written again.")
        .check(getClass(), answers);
  }

  @Test
  void theConventionsAreAsBefore() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String layer : Bridge.layers()) {
      for (String names : Bridge.conventions(layer)) {
        texts.put(layer + " " + names, Bridge.words(layer, Bridge.convention(layer, names)));
      }
      List<String> lattice = Bridge.lattice(layer);
      Imprint print = new Imprint("lattice", layer);
      lattice.forEach(point -> print.text("point", point));
      texts.put("%s lattice of %d".formatted(layer, lattice.size()), print.hex());
    }
    new Golden("conventions", "Named conventions in words, and a digest of each layer's lattice.")
        .check(getClass(), texts);
  }
}
