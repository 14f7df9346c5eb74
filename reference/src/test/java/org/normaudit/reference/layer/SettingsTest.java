package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.normaudit.reference.Rejection.assertRejected;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.reference.Clip;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;

class SettingsTest {
  private static final List<Object> POOL =
      List.of(
          -1.0,
          0.0,
          Double.MIN_VALUE,
          1e-5,
          0.1,
          0.25,
          1.0,
          3.0,
          999999.0,
          1e6,
          123456789.125,
          Double.MAX_VALUE,
          Double.POSITIVE_INFINITY,
          Double.NaN,
          Integer.MIN_VALUE,
          0,
          1,
          7,
          Integer.MAX_VALUE,
          Long.MIN_VALUE,
          0L,
          12L,
          Long.MAX_VALUE,
          true,
          false);

  static Stream<Arguments> everySetting() {
    return Layers.all().stream()
        .flatMap(layer -> layer.settings().stream().map(setting -> arguments(layer, setting)));
  }

  /** Values of the setting's type, allowed or not. */
  @SuppressWarnings("unchecked")
  private static <V> List<V> values(Setting<V> setting) {
    List<V> values = new ArrayList<>();
    values.add(setting.usual());
    if (setting.usual() instanceof Enum<?> choice) {
      values.addAll((List<V>) List.of(choice.getDeclaringClass().getEnumConstants()));
    }
    POOL.stream()
        .filter(value -> value.getClass() == setting.usual().getClass())
        .forEach(value -> values.add((V) value));
    return values;
  }

  @ParameterizedTest
  @MethodSource("everySetting")
  void everyValueSurvivesItsText(Layer layer, Setting<?> setting) {
    assertTrue(layer.has(setting));
    survives(setting);
  }

  private static <V> void survives(Setting<V> setting) {
    int different = 0;
    for (V value : values(setting)) {
      if (!setting.allowed().test(value)) {
        continue;
      }
      Settings settings = Settings.USUAL.with(setting, value);
      String text = settings.text(setting);
      Settings read = Settings.USUAL.parsed(setting, text);
      assertEquals(value, read.get(setting), text);
      assertEquals(text, read.text(setting));
      assertEquals(settings, read);
      assertEquals(settings.hashCode(), read.hashCode());
      assertEquals(value.equals(setting.usual()), settings.equals(Settings.USUAL), text);
      different += value.equals(setting.usual()) ? 0 : 1;
    }
    assertTrue(different > 0, "no value but the usual one is allowed");
  }

  @Property
  void everyNumberSurvivesItsText(
      @ForAll @DoubleRange(min = 0, max = Double.MAX_VALUE) double value) {
    String text = Settings.EPSILON.text().apply(value);
    assertEquals(value, Settings.EPSILON.parse().apply(text), 0.0, text);
  }

  @ParameterizedTest
  @MethodSource("everySetting")
  void aValueThatIsNotAllowedIsQuoted(Layer layer, Setting<?> setting) {
    refuses(setting);
  }

  private static <V> void refuses(Setting<V> setting) {
    for (V value : values(setting)) {
      if (!setting.allowed().test(value)) {
        assertRejected(
            setting.key() + " " + setting.demand() + ": " + value,
            () -> Settings.USUAL.with(setting, value));
      }
    }
    // NaN is no number of any setting.
    assertTrue(
        values(setting).stream()
            .filter(value -> value.equals(Double.NaN))
            .noneMatch(setting.allowed()));
  }

  @ParameterizedTest
  @MethodSource("org.normaudit.reference.layer.Layers#all")
  void keysAndWordsAreUnique(Layer layer) {
    Set<String> keys = new HashSet<>();
    Set<String> words = new HashSet<>();
    for (Setting<?> setting : layer.settings()) {
      assertTrue(keys.add(setting.key()), setting.key());
      assertTrue(words.add(setting.word()), setting.word());
      assertEquals(setting.key(), setting.toString());
    }
  }

  @Test
  void theSentencesOfRefusedValues() {
    refused("epsilon must be at least 0 and finite: -1.0", Settings.EPSILON, -1.0);
    refused("epsilon must be at least 0 and finite: NaN", Settings.EPSILON, Double.NaN);
    refused("momentum must lie in [0, 1]: 1.5", Settings.MOMENTUM, 1.5);
    refused("r_min must lie in [0, 1]: -0.5", Settings.R_MIN, -0.5);
    refused("r_max must be at least 1: 0.5", Settings.R_MAX, 0.5);
    refused("d_max must be at least 0: -1.0", Settings.D_MAX, -1.0);
    refused("groups must be a whole number in [1, 2147483647]: 0", Settings.GROUPS, 0);
  }

  private static <V> void refused(String sentence, Setting<V> setting, V value) {
    assertRejected(sentence, () -> Settings.USUAL.with(setting, value));
  }

  @Test
  void theSentencesOfRefusedTexts() {
    unreadable("eps=small is not a number", Settings.EPSILON, "small");
    unreadable("epsilon must be at least 0 and finite: Infinity", Settings.EPSILON, "Infinity");
    unreadable("rmax= is not a number", Settings.R_MAX, "");
    unreadable("groups=1.5 must be a whole number in [1, 2147483647]", Settings.GROUPS, "1.5");
    unreadable("groups=0 must be a whole number in [1, 2147483647]", Settings.GROUPS, "0");
    unreadable("groups=NaN must be a whole number in [1, 2147483647]", Settings.GROUPS, "NaN");
    unreadable("groups=two is not a number", Settings.GROUPS, "two");
    unreadable("updates=1.5 is not a 64-bit whole number", Settings.UPDATES, "1.5");
    unreadable("affine=maybe must be yes or no", Settings.AFFINE, "maybe");
    unreadable("unknown correction 'Bessel': one of biased, bessel", Settings.CORRECTION, "Bessel");
  }

  private static void unreadable(String sentence, Setting<?> setting, String text) {
    assertRejected(sentence, () -> Settings.USUAL.parsed(setting, text));
  }

  @Test
  void wholeNumbersAreWrittenWithoutAFraction() {
    assertEquals("3", Setting.number(3.0));
    assertEquals("-2", Setting.number(-2.0));
    assertEquals("999999", Setting.number(999999.0));
    assertEquals("1000000.0", Setting.number(1e6));
    assertEquals("0.25", Setting.number(0.25));
    assertEquals("1.0E-5", Setting.number(1e-5));
    assertEquals("Infinity", Setting.number(Double.POSITIVE_INFINITY));
    assertEquals("NaN", Setting.number(Double.NaN));
  }

  @Test
  void theUsualSettings() {
    assertEquals(1e-5, Settings.USUAL.get(Settings.EPSILON));
    assertEquals(UpdateRule.rate(0.1), Settings.USUAL.rule());
    assertEquals(Clip.NONE, Settings.USUAL.clip());
    assertEquals(false, Settings.USUAL.get(Settings.AFFINE));
    assertEquals(0L, Settings.USUAL.get(Settings.UPDATES));
    assertEquals(1, Settings.USUAL.get(Settings.GROUPS));
    assertEquals("{}", Settings.USUAL.toString());
  }

  @Test
  void ruleAndClipAreSettingsToo() {
    UpdateRule rule = new UpdateRule(Sense.DEBIASED, 0.75, Correction.BESSEL);
    Clip clip = new Clip(0.25, 3, 5);
    Settings both = Settings.USUAL.with(rule).with(clip);
    assertEquals(rule, both.rule());
    assertEquals(clip, both.clip());
    assertEquals(Sense.DEBIASED, both.get(Settings.MEANING));
    assertEquals(5.0, both.get(Settings.D_MAX));
    assertNotEquals(Settings.USUAL, both);
    assertEquals(Settings.USUAL, both.with(Settings.USUAL.rule()).with(Clip.NONE));
  }
}
