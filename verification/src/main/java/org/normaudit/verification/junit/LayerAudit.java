package org.normaudit.verification.junit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.audit.Catalogue;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.check.CaseContext;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.CheckContext;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.core.subject.TimeLimitedSubject;
import org.normaudit.verification.io.vectors.CaseSources;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * The whole audit of a layer as dynamic tests: a container for each check, a test for each case.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> audit() {
 *   return LayerAudit.of(new MyLayer()).tests();
 * }
 * }</pre>
 *
 * <p>A finding fails its test, and the message says what was observed, what is allowed, and the
 * line that reproduces the case. What the layer does not offer is an aborted test, with the reason.
 */
public final class LayerAudit {
  private final Subject subject;
  private final Catalogue.Size size;
  private final long seed;
  private final Optional<String> convention;

  private LayerAudit(Subject subject, Catalogue.Size size, long seed, Optional<String> convention) {
    this.subject = subject;
    this.size = size;
    this.seed = seed;
    this.convention = convention;
  }

  /**
   * The audit of a layer of which nothing is promised: IEEE arithmetic, any order of summation. The
   * quick cases, seed 1, 30 s for an answer, the convention that the layer is found to keep.
   */
  public static LayerAudit of(NormalizationLayer layer) {
    String name = layer.getClass().getSimpleName();
    return of(
        new TimeLimitedSubject(
            new LayerSubject(name, layer, ErrorModel::unknown), Duration.ofSeconds(30)));
  }

  /** The same of a layer by roles. */
  public static LayerAudit of(Implementation layer) {
    String name = layer.getClass().getSimpleName();
    return of(
        new TimeLimitedSubject(
            new LayerSubject(name, layer, ErrorModel::unknown), Duration.ofSeconds(30)));
  }

  /** The audit of any subject, such as a {@link LayerSubject} with a narrower error model. */
  public static LayerAudit of(Subject subject) {
    return new LayerAudit(subject, Catalogue.Size.QUICK, 1, Optional.empty());
  }

  /** The same with another catalogue of cases. */
  public LayerAudit cases(Catalogue.Size other) {
    return new LayerAudit(subject, other, seed, convention);
  }

  /** The same with cases from another seed. */
  public LayerAudit seed(long other) {
    return new LayerAudit(subject, size, other, convention);
  }

  /** The same under a convention that is demanded by its name, such as {@code pytorch}. */
  public LayerAudit convention(String name) {
    return new LayerAudit(subject, size, seed, Optional.of(name));
  }

  /**
   * The tests. The subject is closed together with the stream, which JUnit does.
   *
   * @throws IllegalArgumentException if there is no case for the subject, or no such convention
   */
  public Stream<DynamicNode> tests() {
    SubjectUnderConvention audited =
        convention
            .map(name -> SubjectUnderConvention.demanded(subject, name))
            .orElseGet(() -> SubjectUnderConvention.found(subject));
    List<CheckContext> contexts = contexts(audited);
    String heldTo = String.join("; ", audited.texts());
    Stream<DynamicNode> containers =
        Checks.all().stream()
            .map(
                check ->
                    DynamicContainer.dynamicContainer(
                        check.name() + ": " + check.asserts(), tests(check, contexts, heldTo)));
    return containers.onClose(subject::close);
  }

  private List<CheckContext> contexts(SubjectUnderConvention audited) {
    Supported can = subject.supported();
    List<Case> cases = Catalogue.of(size, Layers.set(can.layers()), can.dtypes(), seed);
    List<CheckContext> contexts = new ArrayList<>();
    for (Case c : cases) {
      if (audited.answers(c)) {
        contexts.add(context(audited, c));
      }
    }
    if (contexts.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "there is no case for %s: it has the layers %s, the modes %s and the dtypes %s",
              subject.name(),
              can.layers().stream().map(Layer::label).toList(),
              can.modes(),
              can.dtypes().stream().map(Dtype::label).toList()));
    }
    return contexts;
  }

  private static CheckContext context(SubjectUnderConvention audited, Case c) {
    CaseContext caseContext = new CaseContext(c, CaseSources.input(c));
    return audited.on(caseContext);
  }

  // The stream is run through when the container is, so cases are worked out as they come.
  private static Stream<DynamicTest> tests(
      Check check, List<CheckContext> contexts, String heldTo) {
    return contexts.stream()
        .filter(context -> context.isAbout(check))
        .map(
            context ->
                DynamicTest.dynamicTest(
                    context.caseLine(), () -> judge(context.examine(check), heldTo)));
  }

  private static void judge(Result result, String heldTo) {
    if (result.verdict() == Verdict.SKIPPED) {
      throw new TestAbortedException(result.note());
    }
    if (!result.verdict().isFinding()) {
      return;
    }
    StringBuilder message = new StringBuilder(result.verdict().name());
    if (!result.where().isEmpty()) {
      message.append(
          String.format(
              Locale.ROOT,
              ": %s is off by %.3g, allowed are %.3g (%.3g ulp)",
              result.where(),
              result.observed(),
              result.allowed(),
              result.ulp()));
    }
    if (!result.note().isEmpty()) {
      message.append("; ").append(result.note());
    }
    message.append("\n  case: ").append(result.caseLine());
    message.append("\n  held to ").append(heldTo);
    throw new AssertionFailedError(message.toString());
  }
}
