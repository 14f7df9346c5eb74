package org.normaudit.verification.io.exec;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The JSON Schema of the protocol. */
final class ProtocolSchema {
  private final JsonNode root;
  private final JsonSchema schema;

  ProtocolSchema() throws IOException {
    try (InputStream in = Protocol.class.getResourceAsStream("protocol.schema.json")) {
      root = Protocol.JSON.readTree(in);
    }
    schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
  }

  JsonNode root() {
    return root;
  }

  /** What is wrong with a line; empty if nothing is. */
  List<String> mistakes(String line) throws IOException {
    return schema.validate(Protocol.JSON.readTree(line)).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  /** Every key of a message and every name that a value may be. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (JsonNode definition : root.findValues("properties")) {
      definition.fieldNames().forEachRemaining(names::add);
    }
    for (JsonNode values : root.findValues("enum")) {
      values.forEach(value -> names.add(value.asText()));
    }
    return names;
  }
}
