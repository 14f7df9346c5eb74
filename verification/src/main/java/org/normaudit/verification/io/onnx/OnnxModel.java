package org.normaudit.verification.io.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.normaudit.reference.Dtype;

/**
 * A {@code ModelProto} whose graph is one BatchNormalization node.
 *
 * @param opset the version of the default operator set, 7 to 15
 * @param epsilon the attribute, a binary32 number
 * @param momentum the attribute, a binary32 number: the share of the old running statistics
 * @param training whether the node trains: {@code training_mode} since opset 14, more than one
 *     output before
 * @param nodeInputs the names of X, scale, B, mean and var
 * @param nodeOutputs the names of Y and, in training, of the running mean and variance
 * @param graphInputs the inputs of the graph, in the order of the files that hold them
 * @param graphOutputs the outputs of the graph, in the order of the files that hold them
 * @param initializers tensors that the graph has itself
 */
record OnnxModel(
    long opset,
    float epsilon,
    float momentum,
    boolean training,
    List<String> nodeInputs,
    List<String> nodeOutputs,
    List<String> graphInputs,
    List<String> graphOutputs,
    Map<String, OnnxTensor> initializers) {

  private static final String OPERATOR = "BatchNormalization";
  private static final long OLDEST = 7;
  private static final long NEWEST = 15;
  private static final long SINCE_TRAINING_MODE = 14;
  // The IR version that came with opset 15.
  private static final long IR_VERSION = 8;
  private static final float DEFAULT_EPSILON = 1e-5f;
  private static final float DEFAULT_MOMENTUM = 0.9f;

  /**
   * The model of a message.
   *
   * @throws OnnxException if the bytes are no such message, or the graph is another one
   */
  static OnnxModel of(byte[] bytes) {
    long opset = 0;
    ProtobufReader graph = null;
    ProtobufReader model = new ProtobufReader(bytes);
    while (model.next()) {
      switch (model.field()) {
        case 7 -> graph = model.message();
        case 8 -> opset = Math.max(opset, defaultOpset(model.message()));
        default -> model.skip();
      }
    }
    if (graph == null) {
      throw new OnnxException("the model has no graph");
    }
    if (opset < OLDEST || opset > NEWEST) {
      throw new OnnxException(
          String.format(
              Locale.ROOT, "the model is of opset %d: %d to %d are read", opset, OLDEST, NEWEST));
    }
    return Graph.of(graph).model(opset);
  }

  private static long defaultOpset(ProtobufReader reader) {
    String domain = "";
    long version = 0;
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> domain = reader.text();
        case 2 -> version = reader.varint();
        default -> reader.skip();
      }
    }
    return domain.isEmpty() || domain.equals("ai.onnx") ? version : 0;
  }

  /** The parts of a {@code GraphProto}. */
  private static final class Graph {
    private final List<ProtobufReader> nodes = new ArrayList<>();
    private final Map<String, OnnxTensor> initializers = new TreeMap<>();
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();

    static Graph of(ProtobufReader reader) {
      Graph graph = new Graph();
      while (reader.next()) {
        switch (reader.field()) {
          case 1 -> graph.nodes.add(reader.message());
          case 5 -> {
            OnnxTensor tensor = OnnxTensor.of(reader.message());
            graph.initializers.put(tensor.name(), tensor);
          }
          case 11 -> graph.inputs.add(valueName(reader.message()));
          case 12 -> graph.outputs.add(valueName(reader.message()));
          default -> reader.skip();
        }
      }
      return graph;
    }

    private static String valueName(ProtobufReader value) {
      String name = "";
      while (value.next()) {
        if (value.field() == 1) {
          name = value.text();
        } else {
          value.skip();
        }
      }
      return name;
    }

    OnnxModel model(long opset) {
      if (nodes.size() != 1) {
        throw new OnnxException(
            String.format(
                Locale.ROOT, "the graph has %d nodes: one %s is read", nodes.size(), OPERATOR));
      }
      Node node = Node.of(nodes.get(0));
      boolean training = opset >= SINCE_TRAINING_MODE ? node.trainingMode : node.outputs.size() > 1;
      return new OnnxModel(
          opset,
          node.epsilon,
          node.momentum,
          training,
          node.inputs,
          node.outputs,
          inputs,
          outputs,
          initializers);
    }
  }

  /** The parts of a {@code NodeProto}. */
  private static final class Node {
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private String operator = "";
    private float epsilon = DEFAULT_EPSILON;
    private float momentum = DEFAULT_MOMENTUM;
    private boolean trainingMode;

    static Node of(ProtobufReader reader) {
      Node node = new Node();
      while (reader.next()) {
        switch (reader.field()) {
          case 1 -> node.inputs.add(reader.text());
          case 2 -> node.outputs.add(reader.text());
          case 4 -> node.operator = reader.text();
          case 5 -> node.attribute(reader.message());
          default -> reader.skip();
        }
      }
      if (!node.operator.equals(OPERATOR)) {
        throw new OnnxException(
            String.format(
                Locale.ROOT, "the graph's node is '%s', not %s", node.operator, OPERATOR));
      }
      if (node.inputs.size() != 5 || node.outputs.isEmpty()) {
        throw new OnnxException(
            String.format(
                Locale.ROOT,
                "the node has %d inputs and %d outputs: X, scale, B, mean, var go in and Y comes out",
                node.inputs.size(),
                node.outputs.size()));
      }
      return node;
    }

    private void attribute(ProtobufReader reader) {
      String name = "";
      float real = 0;
      long integer = 0;
      while (reader.next()) {
        switch (reader.field()) {
          case 1 -> name = reader.text();
          case 2 -> real = reader.fixed32();
          case 3 -> integer = reader.varint();
          default -> reader.skip();
        }
      }
      switch (name) {
        case "epsilon" -> epsilon = real;
        case "momentum" -> momentum = real;
        case "training_mode" -> trainingMode = integer != 0;
        case "spatial" -> requireSpatial(integer);
        default ->
            throw new OnnxException(
                String.format(Locale.ROOT, "the node has an unknown attribute '%s'", name));
      }
    }

    private static void requireSpatial(long spatial) {
      if (spatial != 1) {
        throw new OnnxException(
            String.format(Locale.ROOT, "the node has spatial = %d: only 1 is read", spatial));
      }
    }
  }

  /** The bytes of the message; every tensor of the graph is an input or an output of it. */
  byte[] toBytes(Dtype dtype, List<Integer> dims) {
    int channels = dims.get(1);
    ProtobufWriter node = new ProtobufWriter();
    nodeInputs.forEach(name -> node.text(1, name));
    nodeOutputs.forEach(name -> node.text(2, name));
    node.text(4, OPERATOR)
        .message(5, real("epsilon", epsilon))
        .message(5, real("momentum", momentum))
        .message(5, integer("training_mode", training ? 1 : 0));
    ProtobufWriter graph = new ProtobufWriter().message(1, node).text(2, "batch_normalization");
    for (String name : graphInputs) {
      graph.message(
          11, value(name, dtype, name.equals(nodeInputs.get(0)) ? dims : List.of(channels)));
    }
    for (String name : graphOutputs) {
      graph.message(
          12, value(name, dtype, name.equals(nodeOutputs.get(0)) ? dims : List.of(channels)));
    }
    ProtobufWriter operators = new ProtobufWriter().text(1, "").varint(2, opset);
    return new ProtobufWriter()
        .varint(1, IR_VERSION)
        .text(2, "normaudit")
        .message(7, graph)
        .message(8, operators)
        .toBytes();
  }

  private static ProtobufWriter real(String name, float value) {
    return new ProtobufWriter().text(1, name).fixed32(2, value).varint(20, 1);
  }

  private static ProtobufWriter integer(String name, long value) {
    return new ProtobufWriter().text(1, name).varint(3, value).varint(20, 2);
  }

  private static ProtobufWriter value(String name, Dtype dtype, List<Integer> dims) {
    ProtobufWriter shape = new ProtobufWriter();
    dims.forEach(dim -> shape.message(1, new ProtobufWriter().varint(1, dim)));
    ProtobufWriter tensor =
        new ProtobufWriter().varint(1, OnnxTensor.type(dtype)).message(2, shape);
    return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
  }
}
