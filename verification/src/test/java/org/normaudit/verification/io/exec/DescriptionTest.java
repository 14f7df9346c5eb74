package org.normaudit.verification.io.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.reference.Dtype;

final class DescriptionTest {
  private static Description of(String dtypes) throws JsonProcessingException, ProtocolException {
    String text =
        """
        {"protocol":1,"name":"mine","layers":["batchnorm"],"modes":["training"],"dtypes":[%s],
         "quantities":["y"],"compute":{"bf16":"f64"}}
        """;
    return Description.of(new JsonMapper().readTree(text.formatted(dtypes)));
  }

  /** A name that other commands know is none here unless the protocol has bytes for it. */
  @ParameterizedTest
  @ValueSource(strings = {"f9", "f8e4m3"})
  void aFormatThatTheProtocolLacksIsRefused(String label) {
    ProtocolException e =
        assertThrows(ProtocolException.class, () -> of("\"f32\",\"" + label + "\""));
    assertEquals(
        "in the description: unknown dtype '" + label + "': one of f64, f32, bf16, f16",
        e.getMessage());
  }

  @Test
  void whatItComputesInIsItsOwnMatter() throws JsonProcessingException, ProtocolException {
    Description description = of("\"f16\",\"bf16\"");
    assertEquals("[BFLOAT16, BINARY16]", description.supported().dtypes().toString());
    assertEquals(Dtype.FLOAT64, description.model(Dtype.BFLOAT16).compute());
    assertEquals(Dtype.FLOAT32, description.model(Dtype.BINARY16).compute());
  }
}
