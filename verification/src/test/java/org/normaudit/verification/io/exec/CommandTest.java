package org.normaudit.verification.io.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.verification.core.subject.SubjectException;

class CommandTest {

  @Test
  void wordsAreThoseOfAShell() {
    assertEquals(
        List.of("a", "b c", "d\\e", "f\"g", "h\\i", "jk l", "", "m n", "$x *"),
        Command.split("  a 'b c' 'd\\e' \"f\\\"g\" \"h\\i\" j'k l' \"\" m\\ n '$x *' "));
  }

  @Property
  void quotedWordsComeBackWhole(
      @ForAll @NotEmpty
          List<
                  @Chars({'\'', '"', '\\', ' ', '$', '\n'}) @CharRange(from = 'a', to = 'e')
                  @StringLength(max = 8) String>
              words) {
    String line =
        words.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    assertEquals(words, Command.split(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \t", "a 'b", "a \"b", "a \"b\\\"", "a \\"})
  void anUnfinishedLineIsAnError(String line) {
    assertThrows(SubjectException.class, () -> Command.split(line));
  }
}
