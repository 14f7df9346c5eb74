package org.normaudit.reference.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The roles that follow from what a layer declares: found once a layer, asked for in every step.
 *
 * @param given see {@link Layer#given}
 * @param secondUpstreams see {@link Layer#secondUpstreams}
 * @param all both, in this order
 * @param differentiated the inputs and parameters
 * @param others the states that the layer reads, and the upstream gradients of the outputs
 * @param results see {@link Layer#results}
 */
record DerivedRoles(
    List<Role> given,
    List<Role> secondUpstreams,
    List<Role> all,
    List<Role> differentiated,
    List<Role> others,
    List<Role> results) {
  private static final Map<Layer, DerivedRoles> KNOWN = new ConcurrentHashMap<>();

  static DerivedRoles of(Layer layer) {
    DerivedRoles known = KNOWN.get(layer);
    return known == null ? KNOWN.computeIfAbsent(layer, DerivedRoles::derive) : known;
  }

  private static DerivedRoles derive(Layer layer) {
    List<Role> given =
        new ArrayList<>(layer.roles(Role.Kind.INPUT, Role.Kind.PARAMETER, Role.Kind.STATE));
    given.addAll(layer.ignored());
    layer.roles(Role.Kind.OUTPUT).forEach(output -> given.add(output.gradient()));
    List<Role> differentiated = layer.roles(Role.Kind.INPUT, Role.Kind.PARAMETER);
    List<Role> second =
        layer.secondOrder().isEmpty()
            ? List.of()
            : differentiated.stream().map(role -> role.gradient().upstream()).toList();
    List<Role> all = new ArrayList<>(given);
    all.addAll(second);
    Set<Role> results =
        Roles.ordered(layer.roles(Role.Kind.OUTPUT, Role.Kind.STATE, Role.Kind.AUXILIARY));
    differentiated.forEach(role -> results.add(role.gradient()));
    layer.secondOrder().forEach(role -> results.add(role.second()));
    List<Role> others = new ArrayList<>(given);
    others.removeAll(differentiated);
    others.removeAll(layer.ignored());
    return new DerivedRoles(
        List.copyOf(given),
        List.copyOf(second),
        List.copyOf(all),
        List.copyOf(differentiated),
        List.copyOf(others),
        List.copyOf(results));
  }
}
