package org.normaudit.reference.layer;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The roles that the layers share, and the order in which results are shown. */
public final class Roles {
  /** What is normalized. */
  public static final Role X = Role.input("x");

  /** What is added to x before it is normalized. */
  public static final Role RESIDUAL = Role.input("residual");

  /** The sum of x and the residual, handed on. */
  public static final Role SUM = Role.output("sum");

  /** γ, the scale. */
  public static final Role GAMMA = Role.parameter("gamma");

  /** β, the shift. */
  public static final Role BETA = Role.parameter("beta");

  /** The running mean. */
  public static final Role RUNNING_MEAN = Role.state("running_mean");

  /** The running spread: a variance, a standard deviation or its inverse. */
  public static final Role RUNNING_SPREAD = Role.state("running_spread");

  /** The output. */
  public static final Role Y = Role.output("y");

  /** The scale correction of batch renormalization; training only. */
  public static final Role R = Role.auxiliary("r");

  /** The shift correction of batch renormalization; training only. */
  public static final Role D = Role.auxiliary("d");

  /** The upstream gradient of y. */
  public static final Role DY = Y.gradient();

  /** The gradient by x. */
  public static final Role DX = X.gradient();

  /** The gradient by γ. */
  public static final Role DGAMMA = GAMMA.gradient();

  /** The gradient by β. */
  public static final Role DBETA = BETA.gradient();

  /** The upstream gradient of dx in a double backward. */
  public static final Role DDX = DX.upstream();

  /** The upstream gradient of dγ in a double backward. */
  public static final Role DDGAMMA = DGAMMA.upstream();

  /** The upstream gradient of dβ in a double backward. */
  public static final Role DDBETA = DBETA.upstream();

  /** Double backward: the gradient by x. */
  public static final Role GRAD_X = X.second();

  /** Double backward: the gradient by γ. */
  public static final Role GRAD_GAMMA = GAMMA.second();

  /** Double backward: the gradient by dy. */
  public static final Role GRAD_DY = DY.second();

  private static final List<Role> FIRST =
      List.of(
          Y, RUNNING_MEAN, RUNNING_SPREAD, R, D, DX, DGAMMA, DBETA, GRAD_X, GRAD_GAMMA, GRAD_DY);

  /**
   * The order of results in tables: those of the classical layers, then others by kind and name.
   */
  public static final Comparator<Role> ORDER = Roles::compare;

  private Roles() {}

  private static int compare(Role one, Role other) {
    if (one == other) {
      return 0;
    }
    int byRank = Integer.compare(one.rank(), other.rank());
    int byKind = byRank == 0 ? one.kind().compareTo(other.kind()) : byRank;
    return byKind == 0 ? one.label().compareTo(other.label()) : byKind;
  }

  static int rank(Role role) {
    int place = FIRST.indexOf(role);
    return place < 0 ? FIRST.size() : place;
  }

  /** An empty map that iterates in {@link #ORDER}. */
  public static <V> TreeMap<Role, V> map() {
    return new TreeMap<>(ORDER);
  }

  /** The roles of a set in {@link #ORDER}; a copy that may be modified. */
  public static Set<Role> ordered(Iterable<Role> roles) {
    Set<Role> set = new TreeSet<>(ORDER);
    roles.forEach(set::add);
    return set;
  }
}
