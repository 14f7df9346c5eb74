package org.normaudit.verification.core.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Setting;
import org.normaudit.reference.layer.Settings;

/**
 * The one line that a case is written as: {@code LAYER MODE DTYPE OUTERxCHANNELSxINNER}, then
 * {@code key=value} for everything that is not at its default.
 */
public final class CaseLine {
  private static final String FORM =
      "LAYER MODE DTYPE OUTERxCHANNELSxINNER [key=value]..., such as"
          + " 'batchrenorm training f32 8x3x5 kappa=1000 rmax=3 dmax=5 seed=7'";

  private CaseLine() {}

  /** The case with every setting at its default. */
  public static Case standard(Layer layer, Mode mode, Dtype dtype, Shape shape) {
    Settings settings = Settings.USUAL.with(Settings.AFFINE, true);
    return new Case(
        layer,
        mode,
        dtype,
        shape,
        layer.has(Roles.R)
            ? settings.with(Settings.R_MAX, 3.0).with(Settings.D_MAX, 5.0)
            : settings);
  }

  static String format(Case c) {
    List<String> words = new ArrayList<>();
    words.add(c.layer().label());
    words.add(c.mode().label());
    words.add(c.dtype().label());
    words.add(c.shape().toString());
    Settings usual = standard(c.layer(), c.mode(), c.dtype(), c.shape()).settings();
    for (Setting<?> setting : CaseSettings.of(c.layer())) {
      String text = c.settings().text(setting);
      if (!text.equals(usual.text(setting))) {
        words.add(setting.word() + "=" + text);
      }
    }
    return String.join(" ", words);
  }

  /**
   * The case that a line says.
   *
   * @throws IllegalArgumentException with one sentence that quotes what is wrong
   */
  public static Case parse(String line) {
    // A path may end in a blank that is none here, such as an em space: it is kept.
    String[] words = line.trim().split("\\s+");
    if (words.length < 4) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "case '%s' is not %s", line.strip(), FORM));
    }
    Layer layer = Layers.of(words[0]);
    Mode mode = mode(words[1]);
    Shape shape = shape(words[3]);
    Dtype dtype = Dtype.of(words[2]);
    Settings settings = standard(layer, mode, dtype, shape).settings();
    List<Setting<?>> known = CaseSettings.of(layer);
    for (String word : Arrays.asList(words).subList(4, words.length)) {
      int equals = word.indexOf('=');
      String key = equals < 0 ? word : word.substring(0, equals);
      Optional<Setting<?>> setting = known.stream().filter(s -> s.word().equals(key)).findFirst();
      if (equals < 0 || setting.isEmpty()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "unknown setting '%s': key=value with a key of %s",
                word,
                known.stream().map(Setting::word).collect(Collectors.joining(", "))));
      }
      settings = settings.parsed(setting.get(), word.substring(equals + 1));
    }
    return new Case(layer, mode, dtype, shape, settings);
  }

  private static Mode mode(String word) {
    for (Mode mode : Mode.values()) {
      if (mode.label().equals(word)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "unknown mode '%s': one of %s",
            word,
            Arrays.stream(Mode.values()).map(Mode::label).collect(Collectors.joining(", "))));
  }

  private static Shape shape(String word) {
    if (!word.matches("\\d{1,9}x\\d{1,9}x\\d{1,9}")) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "shape '%s' is not OUTERxCHANNELSxINNER, such as 8x3x5", word));
    }
    String[] parts = word.split("x");
    return new Shape(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }
}
