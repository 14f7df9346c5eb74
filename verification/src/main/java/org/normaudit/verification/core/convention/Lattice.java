package org.normaudit.verification.core.convention;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Convention.Denominator;
import org.normaudit.reference.Convention.Epsilon;
import org.normaudit.reference.Convention.RunningStatistic;
import org.normaudit.reference.Coordinate;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;

/**
 * All conventions of a layer, and the words for one.
 *
 * <p>Two conventions that give the same numbers on every input are one point, written with the
 * paper's choice. What real layers do beyond the lattice: two sets of running statistics with rates
 * of their own (the renormalization of Keras; it lies in the lattice where both rates are equal),
 * an average of V + ε (Chainer's renormalization), a lowest ε (cuDNN before version 8).
 */
public final class Lattice {
  private static final Set<Coordinate<?>> SEARCHED =
      Layers.all().stream()
          .flatMap(layer -> layer.coordinates().stream())
          .collect(Collectors.toUnmodifiableSet());

  private Lattice() {}

  /** Every convention of a layer, the paper's first. */
  public static List<Convention> of(Layer layer) {
    List<Convention> points = new ArrayList<>(List.of(layer.paper()));
    for (Coordinate<?> coordinate : layer.coordinates()) {
      List<Convention> more = new ArrayList<>();
      for (Convention point : points) {
        more.addAll(coordinate.alternatives(point));
      }
      points = more;
    }
    Set<Convention> distinct = new LinkedHashSet<>();
    distinct.add(layer.paper());
    points.forEach(point -> distinct.add(canonical(layer, point)));
    return List.copyOf(distinct);
  }

  /**
   * The point of the lattice that gives the same numbers; what no lattice searches stays as it is.
   */
  public static Convention canonical(Layer layer, Convention convention) {
    List<Coordinate<?>> own = layer.coordinates();
    Convention canonical = convention;
    for (Coordinate<?> coordinate : Coordinates.all()) {
      if (!own.contains(coordinate) && SEARCHED.contains(coordinate)) {
        canonical = coordinate.take(canonical, layer.paper());
      }
    }
    // √(V + ε) and √max(V, ε) are never below √ε.
    boolean floored =
        canonical.get(Coordinates.KEPT) == RunningStatistic.VARIANCE
            && canonical.get(Coordinates.EPSILON) != Epsilon.OUTSIDE;
    return floored ? canonical.with(Coordinates.DENOMINATOR, Denominator.RUNNING) : canonical;
  }

  /**
   * Every choice in words: what a report says of a convention. A coordinate that no lattice
   * searches is left out where its choice is the paper's.
   */
  public static String text(Layer layer, Convention convention) {
    Stream<Coordinate<?>> beyond =
        Coordinates.all().stream()
            .filter(coordinate -> !SEARCHED.contains(coordinate))
            .filter(coordinate -> !coordinate.same(convention, layer.paper()));
    return Stream.concat(layer.coordinates().stream(), beyond)
        .map(coordinate -> coordinate.text(convention))
        .collect(Collectors.joining("; "));
  }
}
