package org.normaudit.verification.lab.soundness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Reading;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.convention.Lattice;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.core.truth.Truth;

/**
 * One implementation on steps that belong together: either all are drawn afresh, or each is a small
 * change of the one before, kept where it makes the error of one quantity no smaller. Half of them
 * are under the paper's convention, half under any of the layer's. The same seed and number give
 * the same steps.
 */
final class Trial {
  /** How many steps a trial has. */
  static final int STEPS = 25;

  private static final Format[] FORMATS = {
    Format.F32,
    Format.F32,
    Format.F32,
    Format.F64,
    Format.F64,
    Format.F64,
    Format.BF16,
    Format.F16,
    Format.BF16_F32,
    Format.F16_F32
  };

  private static final Map<Layer, List<Convention>> LATTICES =
      Layers.all().stream().collect(Collectors.toMap(layer -> layer, Lattice::of));

  private final RandomGenerator random;
  private final Format format;
  private final Layer layer;
  private final Mode mode;
  private final Convention convention;
  private final Subject subject;
  private final StepDraw draw;
  private final boolean corners;
  private final boolean climbs;
  private final List<Observation> observations = new ArrayList<>();

  /**
   * @param layers of which one is drawn
   * @param corners whether every step is at a {@link Corner}
   */
  Trial(long seed, int number, List<Layer> layers, boolean corners) {
    this.corners = corners;
    random = new Well19937c(new int[] {(int) seed, (int) (seed >>> 32), number});
    format = FORMATS[random.nextInt(FORMATS.length)];
    layer = layers.get(random.nextInt(layers.size()));
    // Inference has few operations: one trial of four is enough for it.
    mode = random.nextInt(4) == 0 ? Mode.INFERENCE : Mode.TRAINING;
    boolean papers = random.nextBoolean();
    List<Convention> lattice = papers ? List.of(layer.paper()) : LATTICES.get(layer);
    convention = lattice.get(random.nextInt(lattice.size()));
    List<Subject> honest = papers ? format.honest(layer) : format.honest(layer, convention);
    subject = honest.get(random.nextInt(honest.size()));
    draw = new StepDraw(random, layer, mode, format.storage(), convention);
    climbs = random.nextBoolean();
  }

  /**
   * What was seen at one step.
   *
   * @param step its number in the trial
   */
  record Observation(int step, Step input, Measured measured) {}

  Subject subject() {
    return subject;
  }

  Convention convention() {
    return convention;
  }

  List<Observation> observations() {
    return observations;
  }

  /** Runs all steps, in order. */
  Trial run() {
    if (corners) {
      turnCorners();
    } else if (climbs) {
      climb();
    } else {
      for (int step = 0; step < STEPS; step++) {
        observe(step, draw.draw());
      }
    }
    return this;
  }

  /** Adds what was seen to a table; a step goes by the name {@code name:step}. */
  void addTo(Map<Soundness.Row, Shares> rows, String name) {
    for (Observation seen : observations) {
      seen.measured()
          .shares()
          .forEach(
              (quantity, share) ->
                  rows.computeIfAbsent(row(quantity), key -> new Shares())
                      .add(share, name + ":" + seen.step()));
    }
  }

  private Soundness.Row row(Role quantity) {
    return new Soundness.Row(layer.label(), mode.label(), format.label(), quantity);
  }

  private void turnCorners() {
    List<Corner> all = Corner.of(layer);
    for (int step = 0; step < STEPS; step++) {
      Step turned = all.get(step % all.size()).turn(random, draw.draw());
      if (Reading.defines(convention, turned)) {
        observe(step, turned);
      }
    }
  }

  private void climb() {
    Worsening worsening = new Worsening(random);
    Step best = draw.draw();
    Map<Role, Double> first = observe(0, best).shares();
    List<Role> quantities = List.copyOf(first.keySet());
    Role target = quantities.get(random.nextInt(quantities.size()));
    double height = first.get(target);
    for (int step = 1; step < STEPS; step++) {
      Step changed = worsening.change(best);
      if (!Reading.defines(convention, changed)) {
        continue;
      }
      double share = observe(step, changed).shares().getOrDefault(target, Double.NaN);
      if (share >= height || Double.isNaN(height)) {
        best = changed;
        height = share;
      }
    }
  }

  private Measured observe(int step, Step input) {
    // Double-double always: its own error is part of the allowance, and it is fast.
    Truth truth = Truth.of(input, convention, 0);
    Measured measured = Measured.of(subject, input, truth, convention);
    observations.add(new Observation(step, input, measured));
    return measured;
  }
}
