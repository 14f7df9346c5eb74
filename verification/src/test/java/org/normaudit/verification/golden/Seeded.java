package org.normaudit.verification.golden;

import java.util.List;
import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.lab.bugs.SeededBug;
import org.normaudit.verification.lab.bugs.SeededBugs;

/**
 * A layer with the seeded bugs that a system property names, for the command line: {@code class:}
 * and this name.
 */
public final class Seeded implements Implementation {
  /** The property: names with plus signs between. */
  static final String PROPERTY = "normaudit.golden.bugs";

  private final Implementation layer = layer(System.getProperty(PROPERTY));

  /** Made by the audit. */
  public Seeded() {}

  private static Implementation layer(String names) {
    List<SeededBug> bugs = List.of(names.split("\\+")).stream().map(SeededBugs::named).toList();
    Map<Layer, Convention> paper = Layers.map();
    bugs.get(0).layers().forEach(kind -> paper.put(kind, kind.paper()));
    return SeededBug.layer(bugs.get(0).dtype(), paper, bugs);
  }

  @Override
  public Supported supported() {
    return layer.supported();
  }

  @Override
  public StepOutput run(Step input) {
    return layer.run(input);
  }

  @Override
  public List<StepOutput> trace(List<Step> steps) {
    return layer.trace(steps);
  }
}
