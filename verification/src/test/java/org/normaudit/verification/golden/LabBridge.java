package org.normaudit.verification.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.DefinedLayer;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.scalar.ReferenceImplementation;
import org.normaudit.verification.lab.bugs.HonestVariant;
import org.normaudit.verification.lab.bugs.HonestVariants;
import org.normaudit.verification.lab.bugs.SeededBug;
import org.normaudit.verification.lab.bugs.SeededBugs;
import org.normaudit.verification.lab.variants.OutputForm;
import org.normaudit.verification.lab.variants.Summation;
import org.normaudit.verification.lab.variants.VarianceAlgorithm;
import org.normaudit.verification.lab.variants.Variant;

/** The part of the {@link Bridge} to layers: mistaken, honest and the library's own. */
final class LabBridge {
  private LabBridge() {}

  /** The names of all seeded bugs of these layers. */
  static List<String> bugs() {
    return SeededBugs.all().stream()
        .filter(
            bug -> bug.layers().stream().anyMatch(layer -> Bridge.layers().contains(layer.label())))
        .map(SeededBug::name)
        .toList();
  }

  /** The names of the seeded bugs that a layer can have. */
  static List<String> bugs(String layer) {
    return SeededBugs.all().stream()
        .filter(bug -> bug.layers().contains(Layers.of(layer)))
        .map(SeededBug::name)
        .toList();
  }

  /** The format that a bug shows in. */
  static String dtypeOf(String bug) {
    return SeededBugs.named(bug).dtype().label();
  }

  /** Whether a bug does not always do the same. */
  static boolean isRandom(String bug) {
    return SeededBugs.named(bug).isRandom();
  }

  /** Adds all that is said of a bug, and the conventions that it keeps to in a layer. */
  static void addWords(Imprint print, String name, String layer) {
    SeededBug bug = SeededBugs.named(name);
    print.text("kind", bug.kind().name());
    print.text("layers", String.join(" ", bug.layers().stream().map(Layer::label).toList()));
    print.text("effect", bug.effect());
    print.text("links", String.join(" ", bug.links()));
    print.text("dtype", bug.dtype().label());
    print.text("variance", bug.variance().name());
    print.text("random", Boolean.toString(bug.isRandom()));
    print.text("numerical", Boolean.toString(bug.isNumerical()));
    for (String due : Bridge.conventions(layer)) {
      print.text("keeps for " + due, Bridge.words(layer, bug.keeps(Bridge.convention(layer, due))));
    }
  }

  /** A layer that makes mistakes, in one format under one convention. */
  static Asked mutant(String layer, String dtype, String convention, List<String> bugs) {
    Layer kind = Layers.of(layer);
    return Asked.of(
        SeededBug.layer(
            Dtype.of(dtype),
            Map.of(kind, Bridge.convention(layer, convention)),
            bugs.stream().map(SeededBugs::named).toList()));
  }

  /** The honest layers of the kill matrix, by their names. */
  static Map<String, Asked> honest() {
    Map<String, Asked> honest = new LinkedHashMap<>();
    for (HonestVariant variant : HonestVariants.all()) {
      String layer = variant.layer().label();
      if (!Bridge.layers().contains(layer)) {
        continue;
      }
      String held = Bridge.words(layer, variant.convention());
      honest.put(variant.name(), Asked.of(layer, held, variant.subject()));
    }
    return honest;
  }

  /** Every way to write the batch layers in two formats, honest or not, by their names. */
  static Map<String, Asked> variants(String storage, String compute) {
    List<Variant> all = new ArrayList<>();
    for (VarianceAlgorithm algorithm : VarianceAlgorithm.values()) {
      for (Summation order : Summation.values()) {
        for (OutputForm form : OutputForm.values()) {
          for (boolean fused : new boolean[] {false, true}) {
            all.add(
                new Variant(Dtype.of(storage), Dtype.of(compute), algorithm, order, form, fused));
          }
        }
      }
    }
    List<Variant> honest = Variant.honest(Dtype.of(storage), Dtype.of(compute));
    Map<String, Asked> variants = new LinkedHashMap<>();
    for (Variant variant : all) {
      String name = variant + (honest.contains(variant) ? "" : " (not honest)");
      variants.put(name, Asked.of("", "paper", variant.subject(name)));
    }
    return variants;
  }

  /** The scalar layers. */
  static Asked reference() {
    return Asked.of(new ReferenceImplementation());
  }

  /** The definition of one layer in binary64, rounded to a format. */
  static Asked definition(String layer, String dtype, String convention) {
    return Asked.of(
        new DefinedLayer<>(
            "definition",
            Binary64.INSTANCE,
            Dtype.of(dtype),
            Map.of(Layers.of(layer), Bridge.convention(layer, convention))));
  }
}
