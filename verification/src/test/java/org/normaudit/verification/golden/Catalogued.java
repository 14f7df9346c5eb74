package org.normaudit.verification.golden;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The cases of the quick catalogue by short names, and digests of what belongs to one case. */
final class Catalogued {
  /** Every quantity, in the order of columns. */
  static final List<String> QUANTITIES =
      List.of(
          "y",
          "running_mean",
          "running_spread",
          "r",
          "d",
          "dx",
          "dgamma",
          "dbeta",
          "grad_x",
          "grad_gamma",
          "grad_dy");

  /** Digits of one quantity's digest: there are thousands of them. */
  private static final int DIGITS = 6;

  private static final Map<String, String> QUICK = build();

  private Catalogued() {}

  private static Map<String, String> build() {
    List<String> lines = new ArrayList<>();
    for (String layer : Bridge.layers()) {
      for (String dtype : Bridge.dtypes()) {
        lines.addAll(Bridge.quick(layer, dtype));
      }
    }
    Map<String, String> named = new LinkedHashMap<>();
    lines.forEach(line -> named.put(String.format(Locale.ROOT, "%04d", named.size() + 1), line));
    return Collections.unmodifiableMap(named);
  }

  /** Every case line of every layer and format, by its number. */
  static Map<String, String> quick() {
    return QUICK;
  }

  /** One word a quantity: its digest, or - where there is none; then quantities of other names. */
  static String columns(String page, String key, Map<String, double[]> arrays) {
    Map<String, double[]> rest = new TreeMap<>(arrays);
    List<String> words = new ArrayList<>();
    for (String quantity : QUANTITIES) {
      double[] values = rest.remove(quantity);
      words.add(
          values == null ? "-" : new Imprint(page, key).numbers(quantity, values).hex(DIGITS));
    }
    if (!rest.isEmpty()) {
      words.add(new Imprint(page, key).arrays(rest).hex(DIGITS));
    }
    return String.join(" ", words);
  }

  /** The same over several cases: every quantity's arrays one after another. */
  static String columns(String page, String key, List<Map<String, double[]>> cases) {
    Map<String, Imprint> prints = new LinkedHashMap<>();
    Imprint rest = new Imprint(page, key + ", others");
    boolean others = false;
    for (int i = 0; i < cases.size(); i++) {
      for (Map.Entry<String, double[]> entry : new TreeMap<>(cases.get(i)).entrySet()) {
        boolean known = QUANTITIES.contains(entry.getKey());
        others |= !known;
        Imprint print =
            known
                ? prints.computeIfAbsent(entry.getKey(), q -> new Imprint(page, key + ", " + q))
                : rest;
        print.numbers(i + " " + entry.getKey(), entry.getValue());
      }
    }
    List<String> words = new ArrayList<>();
    QUANTITIES.forEach(q -> words.add(prints.containsKey(q) ? prints.get(q).hex(DIGITS) : "-"));
    if (others) {
      words.add(rest.hex(DIGITS));
    }
    return String.join(" ", words);
  }
}
