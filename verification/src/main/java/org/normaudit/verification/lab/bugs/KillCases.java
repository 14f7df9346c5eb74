package org.normaudit.verification.lab.bugs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Settings;
import org.normaudit.verification.core.audit.Catalogue;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseLine;

/**
 * The cases that the kill matrix runs on: few, each with a reason, and the same for bugs and honest
 * layers.
 */
public final class KillCases {
  private static final List<String> TRAINING =
      List.of(
          "8x4x9", // even counts, a map
          "7x3x1", // channels last, odd counts
          "2x3x5 dy=onehot",
          "3x2x1", // two channels, three values
          "13x17x1", // more channels than a block of 16
          "1x3x1", // one value
          "1x3x1 state=far",
          "2x1x1", // two values
          "0x3x5", // no value
          "4x3x7 state=far", // r and d leave most bounds
          "4x3x7 state=initial", // no update yet
          "4x3x7 state=matched", // r = 1 and d = 0 but for rounding
          "6x3x4 data=constant kappa=3", // σ = √ε
          "4x3x5 affine=no",
          "4x3x5 frozen=yes",
          "4x3x5 eps=1", // ε as large as V
          "4x3x5 eps=0.001 momentum=0.01",
          "4x3x5 momentum=0.9",
          "5x2x3 dy=aligned",
          "4x3x5 second=yes",
          "9x2x1 second=yes state=far",
          "8x4x9 kappa=1000", // a one-pass variance keeps one digit in float32
          "8x4x9 kappa=100000",
          "4x3x5 exp=20", // V = 2^40, beyond binary16
          "2049x1x1"); // a count that binary16 does not have

  private static final List<String> RENORM =
      List.of(
          "6x3x5 rmax=1 dmax=0", // batch normalization
          "6x3x5 rmax=1 dmax=5 state=far",
          "6x3x5 rmax=1.5 dmax=0.25 state=far", // both clipped
          "6x3x5 rmax=Infinity dmax=Infinity", // neither clipped
          "1x4x1 rmax=Infinity dmax=Infinity");

  private static final List<String> INFERENCE =
      List.of(
          "8x4x9",
          "7x3x1 state=far",
          "13x17x1",
          "1x3x1",
          "0x3x5",
          "4x3x5 eps=1",
          "4x3x5 affine=no",
          "4x3x5 second=yes");

  private static final List<String> OF_A_SAMPLE =
      List.of(
          "8x4x9", // a map
          "7x6x1", // features last
          "2x6x5 dy=onehot", // groups of two or three channels
          "3x2x4",
          "3x1x1", // one value
          "0x3x5", // no value
          "6x3x4 data=constant kappa=3", // σ = √ε
          "4x3x5 affine=no",
          "4x6x5 eps=1", // ε as large as V
          "5x2x3 dy=aligned",
          "2x4x2", // blocks short enough for forward mode
          "4x3x5 second=yes",
          "8x4x9 kappa=1000",
          "8x4x9 kappa=100000",
          "4x3x5 exp=20");

  private KillCases() {}

  /**
   * The cases of one layer in one format.
   *
   * @param seed of all of them
   */
  public static List<Case> of(Layer layer, Dtype dtype, long seed) {
    if (!layer.is(Property.OVER_BATCH)) {
      return cases(
          layer,
          dtype,
          seed,
          OF_A_SAMPLE.stream().map(rest -> ofASample(layer, dtype, rest)).toList());
    }
    List<String> lines = new ArrayList<>();
    TRAINING.forEach(rest -> lines.add("training " + dtype.label() + " " + rest));
    if (layer.has(Roles.R)) {
      RENORM.forEach(rest -> lines.add("training " + dtype.label() + " " + rest));
    }
    INFERENCE.forEach(rest -> lines.add("inference " + dtype.label() + " " + rest));
    return cases(layer, dtype, seed, lines);
  }

  // An even number of channels falls into two groups.
  private static String ofASample(Layer layer, Dtype dtype, String rest) {
    boolean even = Integer.parseInt(rest.split("[x ]")[1]) % 2 == 0;
    return "training "
        + dtype.label()
        + " "
        + rest
        + (layer.has(Settings.GROUPS) && even ? " groups=2" : "");
  }

  private static List<Case> cases(Layer layer, Dtype dtype, long seed, List<String> lines) {
    List<Case> cases = new ArrayList<>();
    for (String line : lines) {
      cases.add(
          CaseLine.parse(
              String.format(
                  Locale.ROOT, "%s %s seed=%d", layer.label(), line, seed * 1_000 + cases.size())));
    }
    // Formats of few digits hold no large κ, and those of few exponents no large numbers.
    cases.removeIf(c -> c.kappa() > Catalogue.largestKappa(dtype));
    cases.removeIf(c -> c.exponent() > 0 && !dtype.hasWideRange());
    return cases;
  }
}
