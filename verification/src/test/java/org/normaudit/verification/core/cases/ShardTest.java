package org.normaudit.verification.core.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of a list are disjoint, even, and together the list. */
final class ShardTest {
  @Property
  void thePartsAreTheWhole(
      @ForAll @IntRange(max = 200) int size, @ForAll @IntRange(min = 1, max = 40) int count) {
    List<Integer> whole = IntStream.range(0, size).boxed().toList();
    List<List<Integer>> parts = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      List<Integer> part = new Shard(i, count).part(whole);
      assertTrue(part.size() == size / count || part.size() == size / count + 1);
      parts.add(part);
    }
    assertEquals(whole, Shard.whole(parts));
    List<List<Integer>> less = new ArrayList<>(parts);
    if (!less.get(0).isEmpty() && count > 1 && size > count) {
      less.set(0, less.get(0).subList(1, less.get(0).size()));
      less.set(0, less.get(0).subList(0, Math.max(0, less.get(0).size() - 1)));
      assertThrows(IllegalArgumentException.class, () -> Shard.whole(less));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/3", "4/3", "1/0", "1", "a/b", "-1/2", "1/2/3", ""})
  void whatIsNoShardIsRefused(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Shard.of(text)).getMessage();
    assertTrue(message.contains("'" + text + "'"), message);
  }
}
