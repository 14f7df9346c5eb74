package org.normaudit.verification.convention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;
import org.normaudit.reference.definition.DefinedLayer;
import org.normaudit.verification.arithmetic.RoundedArithmetic;
import org.normaudit.verification.bound.ErrorModel;
import org.normaudit.verification.subject.LayerSubject;
import org.normaudit.verification.subject.Subject;

class ConventionProbeTest {

  private static NormalizationLayer layer(LayerKind kind, Convention convention, Dtype dtype) {
    Dtype compute = ErrorModel.unknown(dtype).compute();
    return new DefinedLayer<>(
        "definition", new RoundedArithmetic(compute), dtype, Map.of(kind, convention));
  }

  private static Subject subject(NormalizationLayer layer) {
    return new LayerSubject("subject", layer, ErrorModel::unknown);
  }

  /** The presets and every single change of one of them. */
  private static Set<Convention> neighbourhood(LayerKind kind) {
    Set<Convention> points = new LinkedHashSet<>();
    for (ConventionPreset preset : ConventionPreset.of(kind)) {
      for (Coordinate coordinate : Coordinate.of(kind)) {
        coordinate
            .alternatives(preset.convention())
            .forEach(point -> points.add(Lattice.canonical(kind, point)));
      }
    }
    return points;
  }

  @ParameterizedTest
  @EnumSource(LayerKind.class)
  void findsEveryPresetAndEveryNeighbour(LayerKind kind) {
    for (Convention convention : neighbourhood(kind)) {
      assertFound(kind, convention, Dtype.FLOAT64);
    }
    for (ConventionPreset preset : ConventionPreset.of(kind)) {
      for (Dtype dtype : Dtype.values()) {
        assertFound(kind, preset.convention(), dtype);
      }
    }
  }

  private static void assertFound(LayerKind kind, Convention convention, Dtype dtype) {
    FoundConvention found = ConventionProbe.find(subject(layer(kind, convention, dtype)), kind);
    String text = dtype + " " + Lattice.text(kind, convention) + " but " + found.text();
    assertEquals(List.of(Lattice.canonical(kind, convention)), found.candidates(), text);
    assertEquals(FoundConvention.Kind.UNIQUE, found.kind(), text);
  }

  /** Any two of them differ in some answer by more than a thousand times what both may err. */
  @ParameterizedTest
  @EnumSource(LayerKind.class)
  void conventionsDifferByFarMoreThanTheBounds(LayerKind kind) {
    List<Question> questions = Question.about(kind, Dtype.FLOAT32);
    List<List<ConventionProbe.Prediction>> predictions = new ArrayList<>();
    List<Convention> points = List.copyOf(neighbourhood(kind));
    for (Convention point : points) {
      predictions.add(
          questions.stream()
              .map(
                  q ->
                      ConventionProbe.Prediction.of(
                          q.input(), point, ErrorModel.unknown(Dtype.FLOAT32)))
              .toList());
    }
    for (int a = 0; a < points.size(); a++) {
      for (int b = 0; b < a; b++) {
        double apart = 0;
        for (int q = 0; q < questions.size(); q++) {
          apart =
              Math.max(
                  apart,
                  apart(
                      questions.get(q).quantity(),
                      predictions.get(a).get(q),
                      predictions.get(b).get(q)));
        }
        assertTrue(
            apart > 1000,
            apart
                + " between "
                + Lattice.text(kind, points.get(a))
                + " and "
                + Lattice.text(kind, points.get(b)));
      }
    }
  }

  private static double apart(
      Quantity quantity, ConventionProbe.Prediction a, ConventionProbe.Prediction b) {
    double apart = 0;
    for (int i = 0; i < a.output().get(quantity).length; i++) {
      double distance = Math.abs(a.output().get(quantity)[i] - b.output().get(quantity)[i]);
      double allowed = a.allowed(quantity, i) + b.allowed(quantity, i);
      apart = Math.max(apart, distance == 0 ? 0 : distance / allowed);
    }
    return apart;
  }

  /** A coordinate that a question does not see changes not one bit of its answer. */
  @ParameterizedTest
  @EnumSource(LayerKind.class)
  void questionsSeeNothingElse(LayerKind kind) {
    for (Question question : Question.about(kind, Dtype.FLOAT64)) {
      for (ConventionPreset preset : ConventionPreset.of(kind)) {
        double[] expected = answer(question, preset.convention());
        for (Coordinate unseen : EnumSet.complementOf(EnumSet.copyOf(question.sees()))) {
          for (Convention other : unseen.alternatives(preset.convention())) {
            assertArrayEquals(
                expected, answer(question, other), question.what() + " sees " + unseen);
          }
        }
      }
    }
  }

  private static double[] answer(Question question, Convention convention) {
    return layer(question.input().layer(), convention, Dtype.FLOAT64)
        .run(question.input())
        .get(question.quantity());
  }

  /** A layer that changes what another one gives. */
  private record Changed(
      NormalizationLayer layer, Set<Quantity> given, UnaryOperator<LayerOutput> change)
      implements NormalizationLayer {
    @Override
    public Capabilities capabilities() {
      Capabilities c = layer.capabilities();
      return new Capabilities(c.name(), c.ranOn(), c.layers(), c.modes(), c.dtypes(), given);
    }

    @Override
    public LayerOutput run(LayerInput input) {
      LayerOutput all = change.apply(layer.run(input));
      LayerOutput some = LayerOutput.empty();
      for (Quantity quantity : given) {
        some = all.has(quantity) ? some.with(quantity, all.get(quantity)) : some;
      }
      return some;
    }
  }

  @Test
  void whatIsNotGivenIsNotDecided() {
    NormalizationLayer whole =
        layer(LayerKind.BATCH_NORM, Convention.paper(LayerKind.BATCH_NORM), Dtype.FLOAT64);
    FoundConvention found =
        ConventionProbe.find(
            subject(new Changed(whole, EnumSet.of(Quantity.Y), output -> output)),
            LayerKind.BATCH_NORM);
    assertEquals(FoundConvention.Kind.AMBIGUOUS, found.kind());
    assertEquals(Convention.paper(LayerKind.BATCH_NORM), found.convention());
    assertTrue(
        found
            .text()
            .contains(
                "running variance: running_spread of a training step would decide, but the subject"
                    + " gives no running_spread"),
        found.text());
    assertTrue(found.text().contains("momentum: "), found.text());
  }

  /** A forgotten β hides nothing that β has no part in. */
  @Test
  void whatNoConventionExplainsLeavesTheRestFound() {
    Convention pytorch = ConventionPreset.named("pytorch").get(0).convention();
    NormalizationLayer whole = layer(LayerKind.BATCH_NORM, pytorch, Dtype.FLOAT64);
    FoundConvention found =
        ConventionProbe.find(
            subject(
                new Changed(
                    whole,
                    EnumSet.allOf(Quantity.class),
                    output -> output.with(Quantity.Y, new double[output.get(Quantity.Y).length]))),
            LayerKind.BATCH_NORM);
    assertEquals(FoundConvention.Kind.NONE, found.kind());
    assertEquals(pytorch.correction(), found.convention().correction());
    assertTrue(found.text().contains("no convention explains y of"), found.text());
  }

  @ParameterizedTest
  @EnumSource(LayerKind.class)
  void nothingThatFitsFallsBackToThePaper(LayerKind kind) {
    NormalizationLayer whole = layer(kind, Convention.paper(kind), Dtype.FLOAT32);
    UnaryOperator<LayerOutput> nan =
        output -> {
          LayerOutput all = output;
          for (Quantity quantity : output.quantities()) {
            double[] values = new double[output.get(quantity).length];
            Arrays.fill(values, Double.NaN);
            all = all.with(quantity, values);
          }
          return all;
        };
    FoundConvention found =
        ConventionProbe.find(subject(new Changed(whole, EnumSet.allOf(Quantity.class), nan)), kind);
    assertEquals(FoundConvention.Kind.NONE, found.kind());
    assertEquals(Convention.paper(kind), found.convention());
  }

  @Test
  void textNamesEveryCoordinate() {
    FoundConvention found =
        ConventionProbe.find(
            subject(
                layer(
                    LayerKind.BATCH_NORM,
                    Convention.paper(LayerKind.BATCH_NORM)
                        .withCorrection(Correction.BESSEL)
                        .with(Sense.KEEP),
                    Dtype.FLOAT32)),
            LayerKind.BATCH_NORM);
    assertEquals(
        "batchnorm: djl: ε inside the root, √(V + ε); normalizes with the biased variance; running"
            + " spread: the variance; running variance: Bessel; momentum: new = m·old +"
            + " (1−m)·batch; inference over the running σ; γ learned",
        found.text());
  }

  @Test
  void unknownNamesAreListed() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ConventionPreset.named("torch"));
    assertTrue(
        e.getMessage()
            .startsWith("unknown convention 'torch': one of annotated-transformer, authors"));
  }
}
