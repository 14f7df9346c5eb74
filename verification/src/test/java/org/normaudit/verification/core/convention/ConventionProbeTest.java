package org.normaudit.verification.core.convention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinate;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;
import org.normaudit.reference.layer.DefinedLayer;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.arithmetic.RoundedArithmetic;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.core.subject.Subject;

class ConventionProbeTest {

  private static Implementation layer(Layer kind, Convention convention, Dtype dtype) {
    Dtype compute = ErrorModel.unknown(dtype).compute();
    return new DefinedLayer<>(
        "definition", new RoundedArithmetic(compute), dtype, Map.of(kind, convention));
  }

  private static Subject subject(Implementation layer) {
    return new LayerSubject("subject", layer, ErrorModel::unknown);
  }

  /** The presets and every single change of one of them. */
  private static Set<Convention> neighbourhood(Layer kind) {
    Set<Convention> points = new LinkedHashSet<>();
    for (ConventionPreset preset : ConventionPreset.of(kind)) {
      for (Coordinate<?> coordinate : kind.coordinates()) {
        coordinate
            .alternatives(preset.convention())
            .forEach(point -> points.add(Lattice.canonical(kind, point)));
      }
    }
    return points;
  }

  @ParameterizedTest
  @MethodSource("org.normaudit.reference.layer.Layers#all")
  void findsEveryPresetAndEveryNeighbour(Layer kind) {
    for (Convention convention : neighbourhood(kind)) {
      assertFound(kind, convention, Dtype.FLOAT64);
    }
    for (ConventionPreset preset : ConventionPreset.of(kind)) {
      for (Dtype dtype : Dtype.standard()) {
        assertFound(kind, preset.convention(), dtype);
      }
    }
  }

  private static void assertFound(Layer kind, Convention convention, Dtype dtype) {
    FoundConvention found = ConventionProbe.find(subject(layer(kind, convention, dtype)), kind);
    String text = dtype + " " + Lattice.text(kind, convention) + " but " + found.text();
    assertEquals(List.of(Lattice.canonical(kind, convention)), found.candidates(), text);
    assertEquals(FoundConvention.Kind.UNIQUE, found.kind(), text);
  }

  /** Any two of them differ in some answer by more than a thousand times what both may err. */
  @ParameterizedTest
  @MethodSource("org.normaudit.reference.layer.Layers#all")
  void conventionsDifferByFarMoreThanTheBounds(Layer kind) {
    Predictions shared = new Predictions();
    List<Question> questions = shared.questions(kind, Dtype.FLOAT32);
    List<List<Predictions.Prediction>> predictions = new ArrayList<>();
    List<Convention> points = List.copyOf(neighbourhood(kind));
    for (Convention point : points) {
      predictions.add(
          questions.stream()
              .map(q -> shared.of(q.input(), point, ErrorModel.unknown(Dtype.FLOAT32)))
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

  private static double apart(Role quantity, Predictions.Prediction a, Predictions.Prediction b) {
    double apart = 0;
    for (int i = 0; i < a.predicted(quantity).length; i++) {
      double distance = Math.abs(a.predicted(quantity)[i] - b.predicted(quantity)[i]);
      double allowed = a.allowed(quantity, i) + b.allowed(quantity, i);
      apart = Math.max(apart, distance == 0 ? 0 : distance / allowed);
    }
    return apart;
  }

  /** A coordinate that a question does not see changes not one bit of its answer. */
  @ParameterizedTest
  @MethodSource("org.normaudit.reference.layer.Layers#all")
  void questionsSeeNothingElse(Layer kind) {
    for (Question question : Question.about(kind, Dtype.FLOAT64)) {
      for (ConventionPreset preset : ConventionPreset.of(kind)) {
        double[] expected = answer(question, preset.convention());
        List<Coordinate<?>> unseen = new ArrayList<>(Layers.of("batchrenorm").coordinates());
        unseen.removeAll(question.sees());
        for (Coordinate<?> coordinate : unseen) {
          for (Convention other : coordinate.alternatives(preset.convention())) {
            assertArrayEquals(
                expected, answer(question, other), question.what() + " sees " + coordinate);
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
  private record Changed(Implementation layer, Set<Role> given, UnaryOperator<StepOutput> change)
      implements Implementation {
    @Override
    public Supported supported() {
      Supported c = layer.supported();
      return new Supported(c.name(), c.ranOn(), c.layers(), c.modes(), c.dtypes(), given);
    }

    @Override
    public StepOutput run(Step input) {
      StepOutput all = change.apply(layer.run(input));
      StepOutput some = StepOutput.empty();
      for (Role quantity : given) {
        some = all.has(quantity) ? some.with(quantity, all.get(quantity)) : some;
      }
      return some;
    }
  }

  @Test
  void whatIsNotGivenIsNotDecided() {
    Implementation whole =
        layer(Layers.of("batchnorm"), Layers.of("batchnorm").paper(), Dtype.FLOAT64);
    FoundConvention found =
        ConventionProbe.find(
            subject(new Changed(whole, Set.of(Roles.Y), output -> output)), Layers.of("batchnorm"));
    assertEquals(FoundConvention.Kind.AMBIGUOUS, found.kind());
    assertEquals(Layers.of("batchnorm").paper(), found.convention());
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
    Implementation whole = layer(Layers.of("batchnorm"), pytorch, Dtype.FLOAT64);
    FoundConvention found =
        ConventionProbe.find(
            subject(
                new Changed(
                    whole,
                    Layers.results(),
                    output -> output.with(Roles.Y, new double[output.get(Roles.Y).length]))),
            Layers.of("batchnorm"));
    assertEquals(FoundConvention.Kind.NONE, found.kind());
    assertEquals(
        pytorch.get(Coordinates.CORRECTION), found.convention().get(Coordinates.CORRECTION));
    assertTrue(found.text().contains("no convention explains y of"), found.text());
  }

  @ParameterizedTest
  @MethodSource("org.normaudit.reference.layer.Layers#all")
  void nothingThatFitsFallsBackToThePaper(Layer kind) {
    Implementation whole = layer(kind, kind.paper(), Dtype.FLOAT32);
    UnaryOperator<StepOutput> nan =
        output -> {
          StepOutput all = output;
          for (Role quantity : output.roles()) {
            double[] values = new double[output.get(quantity).length];
            Arrays.fill(values, Double.NaN);
            all = all.with(quantity, values);
          }
          return all;
        };
    FoundConvention found =
        ConventionProbe.find(subject(new Changed(whole, Layers.results(), nan)), kind);
    assertEquals(FoundConvention.Kind.NONE, found.kind());
    assertEquals(kind.paper(), found.convention());
  }

  @Test
  void textNamesEveryCoordinate() {
    FoundConvention found =
        ConventionProbe.find(
            subject(
                layer(
                    Layers.of("batchnorm"),
                    Layers.of("batchnorm")
                        .paper()
                        .with(Coordinates.CORRECTION, Correction.BESSEL)
                        .with(Coordinates.SENSE, Sense.DECAY),
                    Dtype.FLOAT32)),
            Layers.of("batchnorm"));
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
