package org.normaudit.verification.io.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.convention.ConventionProbe;
import org.normaudit.verification.core.subject.SubjectException;
import org.normaudit.verification.io.data.NpyArray;
import org.normaudit.verification.io.data.Npz;

/**
 * Steps as NumPy archives: {@code manifest.json}, {@code steps/ID.npz} with the tensors of each
 * step, and {@code answers/ID.npz} with what an implementation made of it. The steps that tell
 * conventions apart come first. The exact answers are not in the files.
 */
final class NumpyVectors {
  private static final String PROBE = "probe";

  private NumpyVectors() {}

  /** Writes the steps of cases, and those that tell their layers' conventions apart. */
  static void write(Path folder, List<Case> cases) throws IOException {
    Files.createDirectories(folder.resolve("steps"));
    Files.createDirectories(folder.resolve("answers"));
    List<Manifest.Entry> entries = new ArrayList<>();
    List<Step> inputs = new ArrayList<>();
    for (String line : lines(cases)) {
      Step input = input(line);
      String id = String.format(Locale.ROOT, "%04d", entries.size() + 1);
      Npz.write(folder.resolve("steps").resolve(id + ".npz"), tensors(input));
      entries.add(new Manifest.Entry(id, line, InputDigest.of(input)));
      inputs.add(input);
    }
    Manifest.write(folder, entries, inputs);
  }

  private static List<String> lines(List<Case> cases) {
    Set<String> probes = new TreeSet<>();
    for (Case c : cases) {
      int count = ConventionProbe.steps(c.layer(), c.dtype()).size();
      for (int i = 0; i < count; i++) {
        probes.add(
            String.format(
                Locale.ROOT, "%s %s %s %d", PROBE, c.layer().label(), c.dtype().label(), i));
      }
    }
    List<String> lines = new ArrayList<>(probes);
    cases.forEach(c -> lines.add(c.toString()));
    return lines;
  }

  private static boolean isProbe(String line) {
    return line.startsWith(PROBE + " ");
  }

  /** The step that a line of the manifest stands for. */
  private static Step input(String line) {
    if (!isProbe(line)) {
      return CaseSources.input(CaseLine.parse(line));
    }
    String[] words = line.split(" ");
    if (words.length != 4 || !words[3].matches("\\d{1,3}")) {
      throw new SubjectException(
          String.format(Locale.ROOT, "'%s' is not probe LAYER DTYPE NUMBER", line));
    }
    List<Step> steps = ConventionProbe.steps(Layers.of(words[1]), Dtype.of(words[2]));
    int index = Integer.parseInt(words[3]);
    if (index >= steps.size()) {
      throw new SubjectException(
          String.format(Locale.ROOT, "'%s': there are %d steps of that kind", line, steps.size()));
    }
    return steps.get(index);
  }

  // NumPy has no bfloat16; binary32 holds its values.
  private static Dtype stored(Dtype dtype) {
    return NpyArray.has(dtype) ? dtype : Dtype.FLOAT32;
  }

  private static Map<String, NpyArray> tensors(Step input) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (Role role : input.roles()) {
      arrays.put(role.label(), array(input, role));
    }
    return arrays;
  }

  private static NpyArray array(Step input, Role role) {
    Shape shape = input.shape();
    int[] dims =
        role.isElementwise()
            ? new int[] {shape.outer(), shape.channels(), shape.inner()}
            : new int[] {role.length(shape)};
    return new NpyArray(stored(input.format(role)), dims, input.get(role));
  }

  /**
   * The answers in a folder.
   *
   * @throws SubjectException if there are none, or they answer other steps
   */
  static RecordedSubject read(Path folder) {
    RecordedSubject subject = new RecordedSubject("vectors:" + folder, "recorded, NumPy archives");
    for (Manifest.Entry entry : Manifest.read(folder)) {
      Path file = folder.resolve("answers").resolve(entry.id() + ".npz");
      if (!Files.exists(file)) {
        continue;
      }
      Step input = input(entry.line());
      if (!InputDigest.of(input).equals(entry.digest())) {
        throw new SubjectException(
            String.format(
                Locale.ROOT,
                "step %s, '%s', has other data in this version: export the vectors anew",
                entry.id(),
                entry.line()));
      }
      StepOutput output = output(file, input);
      if (isProbe(entry.line())) {
        subject.record(input, output);
      } else {
        subject.record(CaseLine.parse(entry.line()), input, output);
      }
    }
    if (subject.cases().isEmpty()) {
      throw new SubjectException(
          String.format(
              Locale.ROOT,
              "'%s' holds no answer to any case: write one .npz a step, such as 0001.npz",
              folder.resolve("answers")));
    }
    return subject;
  }

  private static StepOutput output(Path file, Step input) {
    StepOutput output = StepOutput.empty();
    for (Map.Entry<String, NpyArray> entry : Npz.read(file).entrySet()) {
      Role role;
      try {
        role = Layers.result(entry.getKey());
      } catch (IllegalArgumentException e) {
        throw new SubjectException(String.format(Locale.ROOT, "'%s': %s", file, e.getMessage()));
      }
      NpyArray array = entry.getValue();
      if (array.dtype() != stored(input.format(role))) {
        throw new SubjectException(
            String.format(
                Locale.ROOT,
                "'%s': %s is %s where %s is due",
                file,
                entry.getKey(),
                array.dtype().label(),
                stored(input.format(role)).label()));
      }
      output = output.with(role, array.values());
    }
    return output;
  }
}
