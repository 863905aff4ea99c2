"""A thin writer of ONNX graphs: nodes by function call, weights by reference to one shared file."""

from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save_model

from stored_weights import StoredTensor

OPSET = 17
IR_VERSION = 8


class Graph:
    """Collects nodes. Values are known by their names (strings), so a graph is written as plain expressions."""

    def __init__(self, contents: list[StoredTensor]):
        self._contents = {tensor.name: tensor for tensor in contents}
        self._nodes: list = []
        self._initializers: dict[str, TensorProto] = {}
        self._made: dict[str, str] = {}

    def op(self, kind: str, *inputs: str, outputs: int = 1, **attributes):
        """Adds a node and returns the name of its output, or a tuple of names."""
        names = [f"{kind}_{len(self._nodes)}" + (f".{i}" if i else "") for i in range(outputs)]
        self._nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else tuple(names)

    def constant(self, value) -> str:
        """A small constant: floats become fp32, integers int64."""
        array = np.asarray(value)
        array = array.astype(np.int64 if array.dtype.kind == "i" else np.float32)
        name = f"const_{array.dtype.name}_{array.tolist()}".replace(" ", "")
        self._initializers.setdefault(name, numpy_helper.from_array(array, name))
        return name

    def stored(self, name: str) -> str:
        """A tensor of weights.bin in its stored type."""
        if name not in self._initializers:
            entry = self._contents[name]
            tensor = TensorProto(name=name, dims=entry.shape, data_location=TensorProto.EXTERNAL)
            tensor.data_type = helper.np_dtype_to_tensor_dtype(np.dtype(entry.dtype))
            for key, value in (("location", "weights.bin"), ("offset", entry.offset), ("length", entry.bytes)):
                tensor.external_data.add(key=key, value=str(value))
            self._initializers[name] = tensor
        return name

    def weight(self, name: str) -> str:
        """A tensor of weights.bin as fp32. The runtime folds the cast when it loads the graph."""
        if self._contents[name].dtype == "float32":
            return self.stored(name)
        if name not in self._made:
            self._made[name] = self.op("Cast", self.stored(name), to=TensorProto.FLOAT)
        return self._made[name]

    def inline(self, name: str, array: np.ndarray) -> str:
        """A tensor kept in the graph's own file, as fp32 whatever it is stored in."""
        self._initializers[name] = numpy_helper.from_array(array, name)
        return name if array.dtype == np.float32 else self.op("Cast", name, to=TensorProto.FLOAT)

    def save(self, path: Path, inputs: dict[str, tuple], outputs: dict[str, tuple[str, tuple]]) -> None:
        """Writes the graph. `inputs`: name -> (element type, shape); `outputs`: name -> (value, shape) of fp32."""
        for name, (value, _) in outputs.items():
            self._nodes.append(helper.make_node("Identity", [value], [name]))
        graph = helper.make_graph(
            self._nodes,
            path.stem,
            [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, (_, shape) in outputs.items()],
            list(self._initializers.values()),
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
        save_model(model, path)
        checker.check_model(path, full_check=True)
