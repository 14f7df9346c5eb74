"""Writes ONNX's own node tests of BatchNormalization to a folder, and checks those of another one.

Usage: node_tests.py write FOLDER | node_tests.py check FOLDER
"""
import glob, os, sys
import numpy as np, onnx
from onnx import numpy_helper


def write(folder):
    from onnx.backend.test.case import node
    from onnx.backend.test.case.node.batchnorm import BatchNormalization

    np.random.seed(7)
    del node._NodeTestCases[:]
    for name in dir(BatchNormalization):
        if name.startswith("export"):
            getattr(BatchNormalization, name)()
    for case in node._NodeTestCases:
        for number, (inputs, outputs) in enumerate(case.data_sets):
            data = os.path.join(folder, case.name, "test_data_set_%d" % number)
            os.makedirs(data)
            onnx.save(case.model, os.path.join(folder, case.name, "model.onnx"))
            graph = case.model.graph
            # The two forms in which values travel: typed fields and raw bytes.
            for kind, arrays, infos in (("input", inputs, graph.input), ("output", outputs, graph.output)):
                for i, (array, info) in enumerate(zip(arrays, infos)):
                    tensor = numpy_helper.from_array(array, info.name)
                    if kind == "input":
                        tensor = onnx.helper.make_tensor(info.name, tensor.data_type, array.shape, array.flatten())
                    with open(os.path.join(data, "%s_%d.pb" % (kind, i)), "wb") as f:
                        f.write(tensor.SerializeToString())


def check(folder):
    for path in sorted(glob.glob(os.path.join(folder, "*", "model.onnx"))):
        model = onnx.load(path)
        onnx.checker.check_model(model)
        node = model.graph.node[0]
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        print(os.path.basename(os.path.dirname(path)), model.opset_import[0].version,
              repr(attributes["epsilon"]), repr(attributes["momentum"]), attributes["training_mode"])
        for pb in sorted(glob.glob(os.path.join(os.path.dirname(path), "*", "*.pb"))):
            tensor = onnx.TensorProto()
            with open(pb, "rb") as f:
                tensor.ParseFromString(f.read())
            array = numpy_helper.to_array(tensor)
            print(os.path.basename(pb), tensor.name, array.dtype, list(array.shape), array.tobytes().hex())


{"write": write, "check": check}[sys.argv[1]](sys.argv[2])
