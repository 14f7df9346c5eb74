package org.normaudit.verification.convention;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Convention.Denominator;
import org.normaudit.reference.Convention.Epsilon;
import org.normaudit.reference.Convention.Kept;
import org.normaudit.reference.LayerKind;

/**
 * All conventions of a layer, and the words for one.
 *
 * <p>Two conventions that give the same numbers on every input are one point, written with the
 * paper's choice. What real layers do beyond the lattice: two sets of running statistics with rates
 * of their own (the renormalization of Keras; it lies in the lattice where both rates are equal),
 * an average of V + ε (Chainer's renormalization), a lowest ε (cuDNN before version 8).
 */
public final class Lattice {
  private Lattice() {}

  /** Every convention of a layer, the paper's first. */
  public static List<Convention> of(LayerKind layer) {
    List<Convention> points = new ArrayList<>(List.of(Convention.paper(layer)));
    for (Coordinate coordinate : Coordinate.of(layer)) {
      List<Convention> more = new ArrayList<>();
      for (Convention point : points) {
        more.addAll(coordinate.alternatives(point));
      }
      points = more;
    }
    Set<Convention> distinct = new LinkedHashSet<>();
    distinct.add(Convention.paper(layer));
    points.forEach(point -> distinct.add(canonical(layer, point)));
    return List.copyOf(distinct);
  }

  /** The point of the lattice that gives the same numbers. */
  public static Convention canonical(LayerKind layer, Convention convention) {
    Convention canonical = convention;
    for (Coordinate coordinate : Coordinate.values()) {
      if (!Coordinate.of(layer).contains(coordinate)) {
        canonical = coordinate.take(canonical, Convention.paper(layer));
      }
    }
    // √(V + ε) and √max(V, ε) are never below √ε.
    boolean floored = canonical.kept() == Kept.VARIANCE && canonical.epsilon() != Epsilon.OUTSIDE;
    return floored ? canonical.with(Denominator.RUNNING) : canonical;
  }

  /** Every choice in words: what a report says of a convention. */
  public static String text(LayerKind layer, Convention convention) {
    return Coordinate.of(layer).stream()
        .map(coordinate -> coordinate.text(convention))
        .collect(Collectors.joining("; "));
  }

  /** The choices that are not the paper's, in words; empty for the paper's convention. */
  public static String difference(LayerKind layer, Convention convention) {
    return Coordinate.of(layer).stream()
        .filter(coordinate -> !coordinate.same(convention, Convention.paper(layer)))
        .map(coordinate -> coordinate.text(convention))
        .collect(Collectors.joining("; "));
  }
}
