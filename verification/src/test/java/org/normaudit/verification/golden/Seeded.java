package org.normaudit.verification.golden;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.verification.bugs.SeededBug;
import org.normaudit.verification.bugs.SeededBugs;

/**
 * A layer with the seeded bugs that a system property names, for the command line: {@code class:}
 * and this name.
 */
public final class Seeded implements NormalizationLayer {
  /** The property: names with plus signs between. */
  static final String PROPERTY = "normaudit.golden.bugs";

  private final NormalizationLayer layer = layer(System.getProperty(PROPERTY));

  /** Made by the audit. */
  public Seeded() {}

  private static NormalizationLayer layer(String names) {
    List<SeededBug> bugs = List.of(names.split("\\+")).stream().map(SeededBugs::named).toList();
    Map<LayerKind, Convention> paper = new EnumMap<>(LayerKind.class);
    bugs.get(0).layers().forEach(kind -> paper.put(kind, Convention.paper(kind)));
    return SeededBug.layer(bugs.get(0).dtype(), paper, bugs);
  }

  @Override
  public Capabilities capabilities() {
    return layer.capabilities();
  }

  @Override
  public LayerOutput run(LayerInput input) {
    return layer.run(input);
  }

  @Override
  public List<LayerOutput> trace(List<LayerInput> steps) {
    return layer.trace(steps);
  }
}
