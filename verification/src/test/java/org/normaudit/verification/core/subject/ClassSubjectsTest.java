package org.normaudit.verification.core.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.DefinedLayer;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;

class ClassSubjectsTest {
  private static final Duration PATIENT = Duration.ofSeconds(60);
  private static final Step STEP =
      Step.of(
          Layers.of("batchnorm"), Mode.TRAINING, Dtype.FLOAT64, new Shape(2, 1, 1), new double[2]);

  /** The definition, by a constructor without parameters. */
  public static class Honest implements Implementation {
    @Override
    public Supported supported() {
      return Supported.all("honest", "here", Dtype.FLOAT64);
    }

    @Override
    public StepOutput run(Step input) {
      return new DefinedLayer<>("honest", Binary64.INSTANCE, Dtype.FLOAT64).run(input);
    }
  }

  /** Cannot be constructed. */
  public static final class Throwing extends Honest {
    /** Fails. */
    public Throwing() {
      throw new IllegalStateException("no licence found");
    }
  }

  /** Has no constructor without parameters. */
  public static final class Demanding extends Honest {
    /** Does nothing with {@code device}. */
    public Demanding(int device) {}
  }

  /** Cannot be initialized. */
  public static final class Uninitialized extends Honest {
    static final int SIZE = Integer.parseInt("many");
  }

  /** Says nothing of itself. */
  public static final class Mute extends Honest {
    @Override
    public Supported supported() {
      return null;
    }
  }

  static final class Hidden extends Honest {}

  @Test
  void aLayerOfTheClassPathIsASubject() {
    try (Subject subject = ClassSubjects.load(Honest.class.getName(), List.of(), PATIENT)) {
      assertEquals("class:" + Honest.class.getName(), subject.name());
      assertInstanceOf(Answer.Given.class, subject.ask(STEP));
      assertEquals(2, subject.trace(List.of(STEP, STEP)).size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "java.lang.String, java.lang.String is no layer: it implements neither",
    "org.example.Missing, no class 'org.example.Missing' on the class path",
    "'', no class '' on the class path",
    "org.normaudit.reference.layer.Implementation, must be a public class that is not abstract",
    "org.normaudit.verification.core.subject.ClassSubjectsTest$Hidden, must be a public class",
    "org.normaudit.verification.core.subject.ClassSubjectsTest$Demanding, needs a public constructor",
    "org.normaudit.verification.core.subject.ClassSubjectsTest$Throwing, no licence found",
    "org.normaudit.verification.core.subject.ClassSubjectsTest$Uninitialized, cannot be instantiated",
    "org.normaudit.verification.core.subject.ClassSubjectsTest$Mute, capabilities() gives null",
  })
  void whatIsNoLayerIsAClearError(String name, String said) {
    SubjectException e =
        assertThrows(SubjectException.class, () -> ClassSubjects.load(name, List.of(), PATIENT));
    assertTrue(e.getMessage().contains(said), e::getMessage);
  }

  @Test
  void classesComeFromFoldersToo(@TempDir Path folder) throws Exception {
    Path source = folder.resolve("Foreign.java");
    Files.writeString(
        source,
        """
        import org.normaudit.reference.*;
        import org.normaudit.reference.layer.*;

        public class Foreign implements Implementation {
          public Supported supported() {
            return Supported.all("foreign", "elsewhere", Dtype.FLOAT64);
          }

          public StepOutput run(Step input) {
            throw new UnsupportedOperationException("not written yet");
          }
        }
        """);
    String classpath = System.getProperty("java.class.path");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-cp", classpath, source.toString());
    assertEquals(0, code);
    try (Subject subject = ClassSubjects.load("Foreign", List.of(folder), PATIENT)) {
      assertEquals(new Answer.Unsupported("not written yet"), subject.ask(STEP));
    }
    Path missing = folder.resolve("missing.jar");
    assertThrows(
        SubjectException.class, () -> ClassSubjects.load("Foreign", List.of(missing), PATIENT));
  }

  private static Subject watched(Duration timeout, Supplier<StepOutput> output) {
    Implementation layer =
        new Honest() {
          @Override
          public StepOutput run(Step input) {
            return output.get();
          }
        };
    return new TimeLimitedSubject(
        new LayerSubject(
            "watched", layer, org.normaudit.verification.core.bound.ErrorModel::unknown),
        timeout);
  }

  private static String crash(Supplier<StepOutput> output) {
    try (Subject subject = watched(PATIENT, output)) {
      return assertInstanceOf(Answer.Crashed.class, subject.ask(STEP)).detail();
    }
  }

  @Test
  void whatALayerThrowsIsItsCrash() {
    assertTrue(
        crash(
                () -> {
                  throw new AssertionError("internal");
                })
            .contains("internal"));
    assertTrue(crash(ClassSubjectsTest::recurse).contains("StackOverflowError"));
  }

  @SuppressWarnings("InfiniteRecursion")
  private static StepOutput recurse() {
    return recurse();
  }

  @Test
  void whatIsNoOutputOfTheStepIsACrash() {
    StepOutput right = new Honest().run(STEP);
    assertEquals("the output is null", crash(() -> null));
    assertEquals("y is promised but missing", crash(StepOutput::empty));
    assertTrue(crash(() -> right.with(Roles.DX, null)).contains("NullPointerException: dx"));
    assertEquals("y has 3 values where 2 are due", crash(() -> right.with(Roles.Y, new double[3])));
  }

  @Test
  void silenceTimesOutAndIsGivenUp() {
    Duration limit = Duration.ofMillis(200);
    Supplier<StepOutput> silent =
        () -> {
          while (true) {
            LockSupport.park(); // An interrupt ends the waiting, not the loop.
          }
        };
    try (Subject subject = watched(limit, silent)) {
      for (int i = 0; i < TimeLimitedSubject.SILENCES_IN_A_ROW; i++) {
        assertEquals(new Answer.TimedOut(limit), subject.ask(STEP));
      }
      assertInstanceOf(Answer.Crashed.class, subject.ask(STEP));
    }
  }
}
