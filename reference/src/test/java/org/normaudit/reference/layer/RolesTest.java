package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;

class RolesTest {

  private static List<String> labels(Iterable<Role> roles) {
    List<String> labels = new ArrayList<>();
    roles.forEach(role -> labels.add(role.label()));
    return labels;
  }

  @Test
  void gradientsAreNamedByRule() {
    assertEquals(new Role("dx", Role.Kind.GRADIENT, Extent.ELEMENT), Roles.DX);
    assertEquals(new Role("dgamma", Role.Kind.GRADIENT, Extent.CHANNEL), Roles.DGAMMA);
    assertEquals(new Role("dbeta", Role.Kind.GRADIENT, Extent.CHANNEL), Roles.DBETA);
    assertEquals(new Role("dy", Role.Kind.UPSTREAM, Extent.ELEMENT), Roles.DY);
    assertEquals(new Role("ddx", Role.Kind.SECOND_UPSTREAM, Extent.ELEMENT), Roles.DDX);
    assertEquals(new Role("ddgamma", Role.Kind.SECOND_UPSTREAM, Extent.CHANNEL), Roles.DDGAMMA);
    assertEquals(new Role("ddbeta", Role.Kind.SECOND_UPSTREAM, Extent.CHANNEL), Roles.DDBETA);
    assertEquals(new Role("grad_x", Role.Kind.SECOND_GRADIENT, Extent.ELEMENT), Roles.GRAD_X);
    assertEquals(
        new Role("grad_gamma", Role.Kind.SECOND_GRADIENT, Extent.CHANNEL), Roles.GRAD_GAMMA);
    assertEquals(new Role("grad_dy", Role.Kind.SECOND_GRADIENT, Extent.ELEMENT), Roles.GRAD_DY);
  }

  @Test
  void eachMakerHasItsKindAndExtent() {
    assertEquals(new Role("v", Role.Kind.INPUT, Extent.ELEMENT), Role.input("v"));
    assertEquals(new Role("v", Role.Kind.OUTPUT, Extent.ELEMENT), Role.output("v"));
    assertEquals(new Role("v", Role.Kind.PARAMETER, Extent.CHANNEL), Role.parameter("v"));
    assertEquals(new Role("v", Role.Kind.STATE, Extent.CHANNEL), Role.state("v"));
    assertEquals(new Role("v", Role.Kind.AUXILIARY, Extent.CHANNEL), Role.auxiliary("v"));
    assertNotEquals(Role.state("v"), Role.auxiliary("v"));
    assertEquals(Role.state("v").hashCode(), Role.auxiliary("v").hashCode());
    assertEquals("v", Role.input("v").toString());
  }

  @Test
  void extentsCountAndFindValues() {
    Shape shape = new Shape(2, 3, 4);
    assertEquals(24, Roles.X.length(shape));
    assertEquals(3, Roles.GAMMA.length(shape));
    assertTrue(Roles.DX.isElementwise());
    assertFalse(Roles.R.isElementwise());
    assertEquals(17, Extent.ELEMENT.of(shape, 17));
    for (int c = 0; c < 3; c++) {
      assertEquals(c, Extent.CHANNEL.of(shape, shape.index(1, c, 3)));
    }
    assertEquals("element", Extent.ELEMENT.toString());
    assertEquals("channel", Extent.CHANNEL.toString());
  }

  @Test
  void theClassicalResultsComeInTheOrderOfTheOlderInterface() {
    List<String> quantities = Stream.of(Quantity.values()).map(Quantity::label).toList();
    assertEquals(
        List.of(
            "y",
            "running_mean",
            "running_spread",
            "r",
            "d",
            "dx",
            "dgamma",
            "dbeta",
            "grad_x",
            "grad_gamma",
            "grad_dy"),
        quantities);
    List<Role> roles =
        new ArrayList<>(Stream.of(Quantity.values()).map(ClassicalView::role).toList());
    for (int seed = 0; seed < 10; seed++) {
      Collections.shuffle(roles, new Random(seed));
      assertEquals(quantities, labels(Roles.ordered(roles)));
    }
  }

  /** After the classical results, by kind and then by name. */
  @Test
  void otherRolesFollow() {
    Role residual = Role.input("residual");
    List<Role> roles =
        List.of(
            residual.second(),
            Role.output("b"),
            residual.gradient(),
            Role.state("scale"),
            Role.output("a"),
            Roles.GRAD_DY,
            Roles.Y);
    List<String> expected =
        List.of("y", "grad_dy", "scale", "a", "b", "dresidual", "grad_residual");
    assertEquals(expected, labels(Roles.ordered(roles)));
    Map<Role, Integer> map = Roles.map();
    roles.forEach(role -> map.put(role, 0));
    assertEquals(expected, labels(map.keySet()));
    assertEquals(1, Roles.ordered(List.of(Role.output("a"), Role.output("a"))).size());
  }

  @Test
  void whatIsGivenIsSaid() {
    for (Role role : List.of(Roles.X, Roles.GAMMA, Roles.RUNNING_MEAN, Roles.DY, Roles.DDX)) {
      assertTrue(role.kind().isGiven(), role.label());
    }
    for (Role role : List.of(Roles.Y, Roles.R, Roles.DX, Roles.GRAD_X)) {
      assertFalse(role.kind().isGiven(), role.label());
    }
  }
}
