package org.normaudit.verification.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;

/**
 * The one line that a case is written as: {@code LAYER MODE DTYPE OUTERxCHANNELSxINNER}, then
 * {@code key=value} for everything that is not at its default.
 */
public final class CaseLine {
  private static final String FORM =
      "LAYER MODE DTYPE OUTERxCHANNELSxINNER [key=value]..., such as"
          + " 'batchrenorm training f32 8x3x5 kappa=1000 rmax=3 dmax=5 seed=7'";
  private static final List<String> KEYS =
      List.of(
          "data",
          "kappa",
          "exp",
          "eps",
          "momentum",
          "frozen",
          "rmin",
          "rmax",
          "dmax",
          "affine",
          "dy",
          "state",
          "second",
          "seed",
          "groups");

  private CaseLine() {}

  /** The case with every setting at its default. */
  public static Case standard(LayerKind layer, Mode mode, Dtype dtype, Shape shape) {
    return new Case(
        layer,
        mode,
        dtype,
        shape,
        Data.Generated.NORMAL,
        1,
        0,
        1e-5,
        0.1,
        false,
        layer == LayerKind.BATCH_RENORM ? Clip.symmetric(3, 5) : Clip.NONE,
        true,
        Case.Upstream.NORMAL,
        Case.State.NEAR,
        false,
        1,
        1);
  }

  static String format(Case c) {
    List<String> words = new ArrayList<>();
    words.add(c.layer().label());
    words.add(c.mode().label());
    words.add(c.dtype().label());
    words.add(c.shape().toString());
    Map<String, String> usual = settings(standard(c.layer(), c.mode(), c.dtype(), c.shape()));
    settings(c)
        .forEach(
            (key, value) -> {
              if (!value.equals(usual.get(key))) {
                words.add(key + "=" + value);
              }
            });
    return String.join(" ", words);
  }

  private static Map<String, String> settings(Case c) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("data", c.data().label());
    map.put("kappa", number(c.kappa()));
    map.put("exp", Integer.toString(c.exponent()));
    map.put("eps", number(c.epsilon()));
    map.put("momentum", number(c.momentum()));
    map.put("frozen", yes(c.frozen()));
    map.put("rmin", c.clip().isSymmetric() ? "1/rmax" : number(c.clip().rMin()));
    map.put("rmax", number(c.clip().rMax()));
    map.put("dmax", number(c.clip().dMax()));
    map.put("affine", yes(c.affine()));
    map.put("dy", c.upstream().name().toLowerCase(Locale.ROOT));
    map.put("state", c.state().name().toLowerCase(Locale.ROOT));
    map.put("second", yes(c.second()));
    map.put("seed", Long.toString(c.seed()));
    map.put("groups", Integer.toString(c.groups()));
    return map;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e6
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String yes(boolean value) {
    return value ? "yes" : "no";
  }

  /**
   * The case that a line says.
   *
   * @throws IllegalArgumentException with one sentence that quotes what is wrong
   */
  public static Case parse(String line) {
    String[] words = line.strip().split("\\s+");
    if (words.length < 4) {
      throw new IllegalArgumentException("case '%s' is not %s".formatted(line.strip(), FORM));
    }
    LayerKind layer = LayerKind.of(words[0]);
    Mode mode = one("mode", words[1], Mode.values(), Mode::label);
    Shape shape = shape(words[3]);
    Map<String, String> map = settings(standard(layer, mode, Dtype.of(words[2]), shape));
    for (String word : Arrays.asList(words).subList(4, words.length)) {
      int equals = word.indexOf('=');
      String key = equals < 0 ? word : word.substring(0, equals);
      if (equals < 0 || !KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "unknown setting '%s': key=value with a key of %s"
                .formatted(word, String.join(", ", KEYS)));
      }
      map.put(key, word.substring(equals + 1));
    }
    return new Case(
        layer,
        mode,
        Dtype.of(words[2]),
        shape,
        Data.of(map.get("data")),
        atLeastOne("kappa", map.get("kappa")),
        integer("exp", map.get("exp"), -1100, 1100),
        real("eps", map.get("eps")),
        real("momentum", map.get("momentum")),
        flag("frozen", map.get("frozen")),
        clip(map),
        flag("affine", map.get("affine")),
        one("dy", map.get("dy"), Case.Upstream.values(), CaseLine::lower),
        one("state", map.get("state"), Case.State.values(), CaseLine::lower),
        flag("second", map.get("second")),
        seed(map.get("seed")),
        integer("groups", map.get("groups"), 1, Integer.MAX_VALUE));
  }

  private static Clip clip(Map<String, String> map) {
    double rMax = real("rmax", map.get("rmax"));
    double dMax = real("dmax", map.get("dmax"));
    String rMin = map.get("rmin");
    return rMin.equals("1/rmax")
        ? Clip.symmetric(rMax, dMax)
        : new Clip(real("rmin", rMin), rMax, dMax);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Shape shape(String word) {
    if (!word.matches("\\d{1,9}x\\d{1,9}x\\d{1,9}")) {
      throw new IllegalArgumentException(
          "shape '%s' is not OUTERxCHANNELSxINNER, such as 8x3x5".formatted(word));
    }
    String[] parts = word.split("x");
    return new Shape(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  private static double real(String key, String word) {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s=%s is not a number".formatted(key, word), e);
    }
  }

  private static double atLeastOne(String key, String word) {
    double value = real(key, word);
    if (!(value >= 1 && value <= 1e15)) {
      throw new IllegalArgumentException("%s=%s must lie in [1, 1e15]".formatted(key, word));
    }
    return value;
  }

  private static int integer(String key, String word, int low, int high) {
    double value = real(key, word);
    if (!(value == Math.rint(value) && value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "%s=%s must be a whole number in [%d, %d]".formatted(key, word, low, high));
    }
    return (int) value;
  }

  private static long seed(String word) {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("seed=%s is not a 64-bit whole number".formatted(word), e);
    }
  }

  private static boolean flag(String key, String word) {
    return switch (word) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new IllegalArgumentException("%s=%s must be yes or no".formatted(key, word));
    };
  }

  private static <E> E one(String key, String word, E[] values, Function<E, String> name) {
    for (E value : values) {
      if (name.apply(value).equals(word)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "unknown %s '%s': one of %s"
            .formatted(
                key, word, Arrays.stream(values).map(name).collect(Collectors.joining(", "))));
  }
}
