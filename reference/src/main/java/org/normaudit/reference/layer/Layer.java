package org.normaudit.reference.layer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinate;
import org.normaudit.reference.Shape;

/**
 * A layer, written once. What it declares and its two passes are all that the suite needs of it:
 * truth, gradients, honest variants, mistakes, conventions, case lines, protocol and checks follow.
 */
public interface Layer {

  /** The name on the command line, in case lines and reports. */
  String label();

  /** Inputs, parameters, states, outputs and auxiliaries, in the order of the protocol. */
  List<Role> roles();

  /** The settings that a step of this layer has, in the order of the protocol. */
  List<Setting<?>> settings();

  /** The choices of a convention that make a difference to the layer. */
  List<Coordinate<?>> coordinates();

  /** The convention of the layer's paper. */
  Convention paper();

  /** Conventions with a name, the paper's first. */
  List<Preset> presets();

  /** What is true of the layer. */
  Set<Property> properties();

  /**
   * Which values share statistics.
   *
   * @throws IllegalArgumentException if the settings do not fit the shape
   */
  Statistics statistics(Shape shape, Settings settings);

  /** Gives the outputs, the auxiliaries and the states after the step. */
  <T> void forward(Algebra<T> v, BlockStep<T> s, Convention convention);

  /** Gives the gradients by inputs and parameters; after the forward pass. */
  <T> void backward(Algebra<T> v, BlockStep<T> s, Convention convention);

  /** Gives the gradients of a double backward; after the backward pass. Nothing by default. */
  default <T> void doubleBackward(Algebra<T> v, BlockStep<T> s, Convention convention) {}

  /** The roles by which a double backward differentiates; none where the layer has no formula. */
  default List<Role> secondOrder() {
    return List.of();
  }

  /** The layer that this one equals while its correction is clipped to none. */
  default Optional<Layer> reducesTo() {
    return Optional.empty();
  }

  /** Whether something is true of the layer. */
  default boolean is(Property property) {
    return properties().contains(property);
  }

  /** Whether the layer has one input and one output. */
  default boolean hasOneInputAndOutput() {
    return roles(Role.Kind.INPUT).size() == 1 && roles(Role.Kind.OUTPUT).size() == 1;
  }

  /** Whether values of several channels share statistics, at the usual settings. */
  default boolean joinsChannels() {
    return statistics(new Shape(1, 2, 1), Settings.USUAL).groups() == 1;
  }

  /** Whether the layer has a role. */
  default boolean has(Role role) {
    return roles().contains(role);
  }

  /** Whether a step of the layer reads a setting. */
  default boolean has(Setting<?> setting) {
    return settings().contains(setting);
  }

  /** The roles of some kinds. */
  default List<Role> roles(Role.Kind... kinds) {
    List<Role.Kind> wanted = List.of(kinds);
    return roles().stream().filter(role -> wanted.contains(role.kind())).toList();
  }

  /**
   * States that a step carries though the layer reads none of them: version 1 of the protocol sends
   * them to every layer that it knows.
   */
  default List<Role> ignored() {
    return List.of();
  }

  /**
   * The tensors that a step has for its forward and backward pass, in the order of the protocol.
   */
  default List<Role> given() {
    return DerivedRoles.of(this).given();
  }

  /** The upstream gradients of a double backward. */
  default List<Role> secondUpstreams() {
    return DerivedRoles.of(this).secondUpstreams();
  }

  /** All results that a step can give, in the order of tables. */
  default List<Role> results() {
    return DerivedRoles.of(this).results();
  }
}
