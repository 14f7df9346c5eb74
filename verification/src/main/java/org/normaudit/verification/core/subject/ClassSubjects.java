package org.normaudit.verification.core.subject;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.verification.core.bound.ErrorModel;

/** Loads classes as subjects by name, {@code class:FQCN}. */
public final class ClassSubjects {
  private ClassSubjects() {}

  /**
   * An instance of a public class with a public constructor without parameters that implements
   * {@link NormalizationLayer}, {@link Implementation} or {@link Subject}, watched as {@link
   * TimeLimitedSubject} says. A layer is judged by {@link ErrorModel#unknown}; one that promises
   * more implements {@link Subject}.
   *
   * @param className the binary name; nested classes have a $ in it
   * @param classpath folders and jars beside the audit's own class path
   * @param timeout for one step
   * @throws SubjectException if there is no such class, or it is no layer
   */
  public static Subject load(String className, List<Path> classpath, Duration timeout) {
    Object instance = instance(type(className, loader(classpath)));
    String name = "class:" + className;
    if (instance instanceof Subject subject) {
      return new TimeLimitedSubject(new Renamed(name, subject), timeout);
    }
    LayerSubject subject =
        instance instanceof Implementation implementation
            ? new LayerSubject(name, implementation, ErrorModel::unknown)
            : new LayerSubject(name, (NormalizationLayer) instance, ErrorModel::unknown);
    return new TimeLimitedSubject(subject, timeout);
  }

  // The loader stays open as long as the subject may load classes: to the end of the JVM.
  @SuppressWarnings("resource")
  private static ClassLoader loader(List<Path> classpath) {
    URL[] urls = new URL[classpath.size()];
    for (int i = 0; i < urls.length; i++) {
      Path path = classpath.get(i);
      if (!Files.exists(path)) {
        throw new SubjectException("no such folder or jar on the class path: " + path);
      }
      try {
        urls[i] = path.toUri().toURL();
      } catch (MalformedURLException e) {
        throw new SubjectException("not a folder or jar: " + path);
      }
    }
    return new URLClassLoader(urls, ClassSubjects.class.getClassLoader());
  }

  private static Class<?> type(String className, ClassLoader loader) {
    Class<?> type;
    try {
      type = Class.forName(className, false, loader);
    } catch (ClassNotFoundException e) {
      throw new SubjectException(
          String.format(
              Locale.ROOT,
              "no class '%s' on the class path: --classpath adds folders and jars",
              className));
    } catch (LinkageError e) {
      throw new SubjectException(
          String.format(Locale.ROOT, "class '%s' cannot be linked: %s", className, e));
    }
    if (!NormalizationLayer.class.isAssignableFrom(type)
        && !Implementation.class.isAssignableFrom(type)
        && !Subject.class.isAssignableFrom(type)) {
      throw new SubjectException(
          String.format(
              Locale.ROOT,
              "%s is no layer: it implements neither %s nor %s",
              className,
              NormalizationLayer.class.getName(),
              Subject.class.getName()));
    }
    if (!Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
      throw new SubjectException(className + " must be a public class that is not abstract");
    }
    return type;
  }

  private static Object instance(Class<?> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (NoSuchMethodException e) {
      throw new SubjectException(type.getName() + " needs a public constructor without parameters");
    } catch (InvocationTargetException e) {
      throw new SubjectException(
          String.format(
              Locale.ROOT,
              "the constructor of %s throws %s",
              type.getName(),
              SanitizedText.clean(String.valueOf(e.getCause()))));
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new SubjectException(
          String.format(
              Locale.ROOT,
              "%s cannot be instantiated: %s",
              type.getName(),
              SanitizedText.clean(e.toString())));
    }
  }
}
