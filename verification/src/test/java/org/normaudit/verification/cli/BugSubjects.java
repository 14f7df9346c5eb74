package org.normaudit.verification.cli;

import java.util.List;
import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.core.subject.SubjectProvider;
import org.normaudit.verification.lab.bugs.SeededBug;
import org.normaudit.verification.lab.bugs.SeededBugs;

/** Layers with a seeded bug, for the command lines of tests. */
public final class BugSubjects implements SubjectProvider {
  private static final String PREFIX = "bug";

  /** Made by the service loader. */
  public BugSubjects() {}

  /** The word for a layer with a bug. */
  static String word(SeededBug bug) {
    return PREFIX + ":" + bug.name();
  }

  @Override
  public String prefix() {
    return PREFIX;
  }

  @Override
  public String form() {
    return PREFIX + ":NAME";
  }

  @Override
  public List<Subject> open(String name) {
    SeededBug bug = SeededBugs.named(name);
    Map<Layer, Convention> paper = Layers.map();
    bug.layers().forEach(layer -> paper.put(layer, layer.paper()));
    return List.of(
        new LayerSubject(
            word(bug), SeededBug.layer(bug.dtype(), paper, List.of(bug)), ErrorModel::unknown));
  }
}
