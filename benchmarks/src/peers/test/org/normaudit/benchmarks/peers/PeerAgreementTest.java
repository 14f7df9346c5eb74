package org.normaudit.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.benchmarks.Workload;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.ClassicalView;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.scalar.ReferenceLayer;
import org.normaudit.verification.core.bound.Bounds;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.Subject;

/** The peers give what the scalar layer gives, within the derived allowances, on the data timed. */
class PeerAgreementTest {
  static Stream<Arguments> steps() {
    return Peers.all().stream()
        .flatMap(
            peer ->
                Stream.of(
                        new Shape(2, 64, 56 * 56),
                        Workload.N4_C256_H14_W14.shape(),
                        Workload.N256_C512_H1_W1.shape(),
                        new Shape(3, 5, 7))
                    .map(shape -> arguments(peer, shape)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("steps")
  void agreesWithTheScalarLayer(Peer peer, Shape shape) {
    LayerInput step = Workload.step(LayerKind.BATCH_NORM, shape);
    LayerOutput expected = new ReferenceLayer().run(step);
    Convention paper = Convention.paper(step.layer());
    Step roles = ClassicalView.step(step);
    Bounds scalar =
        Bounds.of(roles, paper, ErrorModel.ieee(Dtype.FLOAT32).withCompute(Dtype.FLOAT64));
    Bounds library = Bounds.of(roles, paper, ErrorModel.unknown(Dtype.FLOAT32));
    LayerOutput actual;
    try (BenchmarkedStep loaded = peer.load(step)) {
      loaded.forward();
      if (loaded.hasBackward()) {
        loaded.backward();
      }
      actual = loaded.results();
    }
    // The running statistics are a matter of convention: the audit finds it.
    for (Quantity quantity : List.of(Quantity.Y, Quantity.DX, Quantity.DGAMMA, Quantity.DBETA)) {
      assertEquals(
          peer.capabilities().quantities().contains(quantity),
          actual.has(quantity),
          quantity::label);
      if (actual.has(quantity)) {
        double[] got = actual.get(quantity);
        double[] wanted = expected.get(quantity);
        Role role = ClassicalView.role(quantity);
        assertEquals(wanted.length, got.length);
        for (int i = 0; i < got.length; i++) {
          double allowed = scalar.get(role)[i] + library.get(role)[i];
          assertTrue(Double.isFinite(allowed));
          assertEquals(wanted[i], got[i], allowed, quantity.label() + " " + i);
        }
      }
    }
  }

  @Test
  void everyPeerIsASubject() {
    List<String> names = new PeerSubjects().open("all").stream().map(Subject::name).toList();
    assertEquals(Peers.all().stream().map(peer -> "peer:" + peer.name()).toList(), names);
  }

  @Test
  void anUnknownPeerIsNamedInTheComplaint() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Peers.named("onednn:nwhc"));
    assertTrue(e.getMessage().contains("'onednn:nwhc'") && e.getMessage().contains("onednn:nhwc"));
  }
}
