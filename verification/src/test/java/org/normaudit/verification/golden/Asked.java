package org.normaudit.verification.golden;

import java.time.Duration;
import java.util.List;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.io.exec.ExecSubject;
import org.normaudit.verification.lab.bugs.MutantLayer;

/** A layer that is asked in strings; steps are written as {@link Bridge} says. */
interface Asked {
  /** The layer that it is meant for; empty where it has several. */
  String layer();

  /** The format of its tensors. */
  String dtype();

  /** Adds what is said of it. */
  void addWords(Imprint print);

  /** Asks for one step, and adds the answer. */
  void ask(String step, Imprint print);

  /** Asks for the steps of one layer object, and adds the answers. */
  void trace(List<String> steps, Imprint print);

  /** A layer. */
  static Asked of(Implementation layer) {
    return new OfLayer(layer);
  }

  /** A subject that is meant for one layer, held to a convention. */
  static Asked of(String layer, String convention, Subject subject) {
    return new OfSubject(layer, convention, subject);
  }

  /**
   * A program over the adapter protocol.
   *
   * @param command that starts it
   */
  static OfSubject program(String command) {
    return new OfSubject("", "", ExecSubject.start(command, Duration.ofSeconds(30)));
  }

  private static String dtype(Supported capabilities) {
    return capabilities.dtypes().iterator().next().label();
  }

  /** A layer: exceptions are answers. What a mutant makes of its questions is added before. */
  record OfLayer(Implementation asked) implements Asked {
    @Override
    public String layer() {
      return "";
    }

    @Override
    public String dtype() {
      return Asked.dtype(asked.supported());
    }

    @Override
    public void addWords(Imprint print) {
      print.text("name", asked.supported().name());
    }

    @Override
    public void ask(String step, Imprint print) {
      print.text("step", step);
      Step input = Bridge.step(step);
      if (asked instanceof MutantLayer mutant) {
        guard(print, () -> addRead(print, input, mutant.read(input)));
      }
      guard(print, () -> print.arrays(Bridge.arrays(asked.run(input))));
    }

    @Override
    public void trace(List<String> steps, Imprint print) {
      print.text("trace", String.join(" -> ", steps));
      guard(
          print,
          () -> {
            List<Step> inputs = steps.stream().map(Bridge::step).toList();
            if (asked instanceof MutantLayer mutant) {
              mutant.seen(inputs).forEach(seen -> Bridge.add(print, seen));
            }
            for (StepOutput output : asked.trace(inputs)) {
              print.arrays(Bridge.arrays(output));
            }
          });
    }

    // A step that is read as it was asked is not added again.
    private static void addRead(Imprint print, Step input, Step read) {
      if (!digest(read).equals(digest(input))) {
        Bridge.add(print.text("read", "otherwise"), read);
      }
    }

    private static String digest(Step input) {
      Imprint silent = Imprint.silent();
      Bridge.add(silent, input);
      return silent.hex();
    }

    private static void guard(Imprint print, Runnable question) {
      try {
        question.run();
      } catch (RuntimeException e) {
        print.text("throws", Bridge.said(e));
      }
    }
  }

  /** A subject. */
  record OfSubject(String layer, String convention, Subject subject)
      implements Asked, AutoCloseable {
    @Override
    public String dtype() {
      return Asked.dtype(subject.supported());
    }

    @Override
    public void addWords(Imprint print) {
      print.text("name", subject.name());
      print.text("convention", convention);
      print.text("model", Bridge.words(subject.model(Dtype.of(dtype()))));
    }

    @Override
    public void ask(String step, Imprint print) {
      print.text("step", step);
      add(print, subject.ask(Bridge.step(step)));
    }

    @Override
    public void trace(List<String> steps, Imprint print) {
      print.text("trace", String.join(" -> ", steps));
      subject.trace(steps.stream().map(Bridge::step).toList()).forEach(a -> add(print, a));
    }

    private static void add(Imprint print, Answer answer) {
      if (answer instanceof Answer.Given given) {
        print.arrays(Bridge.arrays(given.output()));
      } else {
        print.text("answer", Bridge.said(answer));
      }
    }

    @Override
    public void close() {
      subject.close();
    }
  }
}
