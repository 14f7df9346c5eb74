package org.normaudit.verification.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.verification.bound.ErrorModel;

/** A {@link NormalizationLayer} of this JVM as a subject. */
public final class LayerSubject implements Subject {
  private final String name;
  private final NormalizationLayer layer;
  private final Function<Dtype, ErrorModel> model;

  /**
   * @param model what the layer's arithmetic promises for a dtype
   */
  public LayerSubject(String name, NormalizationLayer layer, Function<Dtype, ErrorModel> model) {
    this.name = name;
    this.layer = layer;
    this.model = model;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Capabilities capabilities() {
    return layer.capabilities();
  }

  @Override
  public ErrorModel model(Dtype dtype) {
    return model.apply(dtype);
  }

  @Override
  public synchronized Answer ask(LayerInput input) {
    return guard(() -> List.of(new Answer.Given(layer.run(input)))).get(0);
  }

  @Override
  public synchronized List<Answer> trace(List<LayerInput> steps) {
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
