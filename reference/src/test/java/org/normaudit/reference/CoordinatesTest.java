package org.normaudit.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.UpdateRule.Sense;

class CoordinatesTest {

  @Provide
  Arbitrary<Coordinate<?>> coordinates() {
    return Arbitraries.of(Coordinates.all());
  }

  /** A convention by the number of the choice in each coordinate, any constant allowed. */
  @Provide
  Arbitrary<Convention> conventions() {
    return Arbitraries.integers()
        .between(0, 11)
        .list()
        .ofSize(Coordinates.all().size())
        .map(CoordinatesTest::convention);
  }

  private static Convention convention(List<Integer> numbers) {
    Convention convention = Convention.paper(LayerKind.BATCH_NORM);
    for (Coordinate<?> coordinate : Coordinates.all()) {
      convention = chosen(convention, coordinate, numbers.get(coordinate.index()));
    }
    return convention;
  }

  private static <E extends Enum<E>> Convention chosen(
      Convention convention, Coordinate<E> coordinate, int number) {
    E[] constants = coordinate.usual().getDeclaringClass().getEnumConstants();
    return convention.with(coordinate, constants[number % constants.length]);
  }

  @Property
  void whatIsSetIsRead(
      @ForAll("conventions") Convention convention,
      @ForAll("coordinates") Coordinate<?> coordinate) {
    setsEveryConstant(convention, coordinate);
  }

  private static <E extends Enum<E>> void setsEveryConstant(
      Convention convention, Coordinate<E> coordinate) {
    for (E choice : coordinate.usual().getDeclaringClass().getEnumConstants()) {
      Convention changed = convention.with(coordinate, choice);
      assertEquals(choice, changed.get(coordinate));
      for (Coordinate<?> other : Coordinates.all()) {
        assertTrue(other == coordinate || other.same(convention, changed), other.label());
      }
      assertEquals(coordinate.same(convention, changed), convention.equals(changed));
      assertEquals(convention, changed.with(coordinate, convention.get(coordinate)));
    }
  }

  @Property
  void equalityIsThatOfEveryChoice(
      @ForAll("conventions") Convention a, @ForAll("conventions") Convention b) {
    boolean same = Coordinates.all().stream().allMatch(coordinate -> coordinate.same(a, b));
    assertEquals(same, a.equals(b));
    assertTrue(!same || a.hashCode() == b.hashCode());
    Convention rebuilt = b;
    for (Coordinate<?> coordinate : Coordinates.all()) {
      rebuilt = copied(rebuilt, coordinate, a);
    }
    assertEquals(a, rebuilt);
    assertEquals(a.hashCode(), rebuilt.hashCode());
    assertEquals(a.toString(), rebuilt.toString());
  }

  private static <E extends Enum<E>> Convention copied(
      Convention to, Coordinate<E> coordinate, Convention from) {
    return to.with(coordinate, from.get(coordinate));
  }

  /** A meaning without words is no choice, so it is not taken over. */
  @Property
  void alternativesAndTakingOverGoThroughTheChoices(
      @ForAll("conventions") Convention convention,
      @ForAll("conventions") Convention other,
      @ForAll("coordinates") Coordinate<?> coordinate) {
    List<Convention> alternatives = coordinate.alternatives(convention);
    assertEquals(coordinate.choices(), alternatives.stream().map(a -> a.get(coordinate)).toList());
    Convention taken = coordinate.take(convention, other);
    boolean choice = coordinate.choices().contains(other.get(coordinate));
    assertTrue(coordinate.same(taken, choice ? other : convention));
    assertEquals(choice, alternatives.contains(taken) && !coordinate.text(other).endsWith("none"));
  }

  @Test
  void everyCoordinateHasItsPlaceAndItsWords() {
    HashSet<String> words = new HashSet<>();
    for (Coordinate<?> coordinate : Coordinates.all()) {
      assertSame(coordinate, Coordinates.all().get(coordinate.index()));
      assertSame(coordinate.choices().get(0), coordinate.usual());
      assertTrue(words.add(coordinate.label()), coordinate.label());
      for (Convention convention :
          coordinate.alternatives(Convention.paper(LayerKind.BATCH_NORM))) {
        assertTrue(words.add(coordinate.text(convention)), coordinate.text(convention));
      }
    }
  }

  @Test
  void thePaperMakesTheUsualChoices() {
    for (LayerKind layer : LayerKind.values()) {
      for (Coordinate<?> coordinate : Coordinates.all()) {
        boolean special = layer == LayerKind.BATCH_RENORM && coordinate == Coordinates.KEPT;
        assertEquals(
            !special, Convention.paper(layer).get(coordinate) == coordinate.usual(), layer.label());
      }
    }
    assertEquals(
        "Convention[running spread=DEVIATION]",
        Convention.paper(LayerKind.BATCH_RENORM).toString());
    assertNotEquals(Convention.paper(LayerKind.BATCH_RENORM), null);
  }

  @Test
  void aFrozenStatisticIsNoReadingOfMomentum() {
    Convention paper = Convention.paper(LayerKind.BATCH_NORM);
    Convention frozen = paper.with(Coordinates.SENSE, Sense.FROZEN);
    assertEquals("momentum: none", Coordinates.SENSE.text(frozen));
    assertEquals(paper, Coordinates.SENSE.take(paper, frozen));
    assertEquals(
        List.of(Sense.UPDATE_WEIGHT, Sense.DECAY, Sense.CUMULATIVE, Sense.DEBIASED),
        Coordinates.SENSE.choices());
  }

  @Test
  void aChoiceIsNeverMissing() {
    Convention paper = Convention.paper(LayerKind.BATCH_NORM);
    assertThrows(NullPointerException.class, () -> paper.with(Coordinates.SENSE, null));
  }
}
