package org.normaudit.verification.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;

/** Several strings as a JSON array. */
public final class StringsJson {
  private StringsJson() {}

  /** Writes them, in their order. */
  public static void write(Collection<String> strings, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (String string : strings) {
      json.writeString(string);
    }
    json.writeEndArray();
  }

  /** Writes them as a field. */
  public static void write(String field, Collection<String> strings, JsonGenerator json)
      throws IOException {
    json.writeFieldName(field);
    write(strings, json);
  }
}
