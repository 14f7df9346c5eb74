package org.normaudit.verification.core.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.layer.ClassicalView;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.bound.ErrorModel;

/** A {@link Implementation} of this JVM as a subject. */
public final class LayerSubject implements Subject {
  private final String name;
  private final Implementation layer;
  private final Function<Dtype, ErrorModel> model;

  /**
   * @param model what the layer's arithmetic promises for a dtype
   */
  public LayerSubject(String name, Implementation layer, Function<Dtype, ErrorModel> model) {
    this.name = name;
    this.layer = layer;
    this.model = model;
  }

  /** A layer of the older interface, as {@link ClassicalView} sees it. */
  public LayerSubject(String name, NormalizationLayer layer, Function<Dtype, ErrorModel> model) {
    this(name, new ClassicalView(layer), model);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Supported supported() {
    return layer.supported();
  }

  @Override
  public ErrorModel model(Dtype dtype) {
    return model.apply(dtype);
  }

  @Override
  public synchronized Answer ask(Step input) {
    return guard(() -> List.of(new Answer.Given(layer.run(input)))).get(0);
  }

  @Override
  public synchronized List<Answer> trace(List<Step> steps) {
    return guard(
        () -> {
          List<Answer> answers = new ArrayList<>();
          layer.trace(steps).forEach(output -> answers.add(new Answer.Given(output)));
          return answers;
        });
  }

  // Anything that foreign code throws is that code's failure, errors of the JVM's included: a
  // StackOverflowError in a subject must not end the audit.
  private static List<Answer> guard(Supplier<List<Answer>> call) {
    try {
      return call.get();
    } catch (IllegalArgumentException e) {
      return List.of(new Answer.Rejected(String.valueOf(e.getMessage())));
    } catch (UnsupportedOperationException e) {
      return List.of(new Answer.Unsupported(String.valueOf(e.getMessage())));
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      return List.of(new Answer.Crashed(e.toString()));
    }
  }

  @Override
  public synchronized void close() {
    layer.close();
  }
}
