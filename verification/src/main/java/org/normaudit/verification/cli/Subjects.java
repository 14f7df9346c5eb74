package org.normaudit.verification.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.normaudit.opencl.ComputeDevice;
import org.normaudit.opencl.Devices;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.scalar.ReferenceImplementation;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.ClassSubjects;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.core.subject.SubjectProvider;
import org.normaudit.verification.io.exec.ExecSubject;
import org.normaudit.verification.io.vectors.Vectors;

/** Makes subjects out of the words that the command line names them by. */
final class Subjects {
  private static final String REFERENCE = "reference";

  static final String FORMS =
      "reference[:FORMAT[:ALGORITHM]], opencl:INDEX[:f32|:f64], jtp, exec:COMMAND, class:FQCN,"
          + " vectors:DIR";

  private final List<Path> classpath;
  private final Duration timeout;

  /**
   * @param classpath where classes of {@code class:} are looked for, beside the program's own
   * @param timeout how long a subject may take for one answer
   */
  Subjects(List<Path> classpath, Duration timeout) {
    this.classpath = classpath;
    this.timeout = timeout;
  }

  /**
   * The subjects that one word stands for.
   *
   * @throws IllegalArgumentException with one sentence if it stands for none
   */
  List<Subject> of(String word) {
    int colon = word.indexOf(':');
    String kind = colon < 0 ? word : word.substring(0, colon);
    String rest = colon < 0 ? "" : word.substring(colon + 1);
    switch (kind) {
      case "reference":
        return List.of(colon < 0 ? reference() : RoundedSubjects.of(rest));
      case "opencl":
        return DeviceSubjects.of(rest);
      case "jtp":
        return DeviceSubjects.of(word);
      case "exec":
        return List.of(ExecSubject.start(rest, timeout));
      case "class":
        return List.of(ClassSubjects.load(rest, classpath, timeout));
      case "vectors":
        return List.of(Vectors.read(Path.of(rest)));
      default:
        break;
    }
    List<String> forms = new ArrayList<>(List.of(FORMS));
    for (SubjectProvider provider : ServiceLoader.load(SubjectProvider.class)) {
      if (provider.prefix().equals(kind)) {
        return provider.open(rest);
      }
      forms.add(provider.form());
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT, "unknown subject '%s': one of %s", word, String.join(", ", forms)));
  }

  /** Whether a subject is the project's own reference. */
  static boolean isOwn(Subject subject) {
    return subject.name().equals(REFERENCE);
  }

  private static Subject reference() {
    return new LayerSubject(
        REFERENCE,
        new ReferenceImplementation(),
        dtype -> ErrorModel.ieee(dtype).withCompute(Dtype.FLOAT64));
  }

  /**
   * Without a word: the reference and every OpenCL device there is, or Java's threads in its place.
   *
   * @param notes takes a sentence on what could not be run
   */
  List<Subject> standard(List<String> notes) {
    List<Subject> subjects = new ArrayList<>(List.of(reference()));
    for (ComputeDevice device : Devices.list()) {
      subjects.addAll(DeviceSubjects.all(device));
    }
    if (Devices.list().isEmpty()) {
      notes.add(
          "no OpenCL device was found, so no kernel ran on one: the kernels ran in Aparapi's pool of"
              + " Java threads (jtp) instead");
      subjects.addAll(DeviceSubjects.all(Devices.jtp()));
    }
    return subjects;
  }
}
