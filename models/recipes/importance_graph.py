"""The graph of models/encoder: ids -> what it says of each piece. The matrices stay in four bits, also in memory.

Shapes: n tokens, d = 384 hidden, H = 12 heads, dh = 32, f = 1536. One window a run, so there is no padding and no mask.
"""

from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save_model

from e5_package import BLOCK, Blocks

HIDDEN, HEADS = 384, 12
HEAD = HIDDEN // HEADS
EPSILON = 1e-12
OPSET, IR_VERSION = 18, 8
INT8 = 4  # What MatMulNBits multiplies in: int8 where the machine can.


class EncoderGraph:
    """Collects nodes; values are known by their names."""

    def __init__(self, tensors: dict[str, np.ndarray | Blocks]):
        self._tensors = tensors
        self._nodes: list = []
        self._initializers: dict[str, TensorProto] = {}

    def op(self, kind: str, *inputs: str, outputs: int = 1, **attributes):
        names = [f"{kind}_{len(self._nodes)}" + (f".{i}" if i else "") for i in range(outputs)]
        self._nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else tuple(names)

    def value(self, name: str, array: np.ndarray) -> str:
        self._initializers[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def constant(self, value) -> str:
        array = np.asarray(value)
        array = array if array.dtype == np.uint8 else array.astype(np.int64 if array.dtype.kind == "i" else np.float32)
        return self.value(f"const_{array.dtype.name}_{array.tolist()}".replace(" ", ""), array)

    def tensor(self, name: str) -> str:
        return self.value(name, self._tensors[name])

    def scales(self, name: str, scales: np.ndarray) -> str:
        return self.op("Cast", self.value(name, scales), to=TensorProto.FLOAT)

    def linear(self, x: str, name: str) -> str:
        """x W' + b. MatMulNBits has weights 2j and 2j + 1 of a block in byte j."""
        matrix = self._tensors[f"{name}.w"]
        halves = np.concatenate([matrix.halves & 15, matrix.halves >> 4], axis=2)
        rows, count, _ = halves.shape
        product = self.op(
            "MatMulNBits",
            x,
            self.value(f"{name}.w", halves[..., ::2] | halves[..., 1::2] << 4),
            self.scales(f"{name}.scales", matrix.scales.reshape(-1)),
            domain="com.microsoft",
            K=count * BLOCK,
            N=rows,
            bits=4,
            block_size=BLOCK,
            accuracy_level=INT8,
        )
        return self.op("Add", product, self.tensor(f"{name}.b"))

    def rows(self, name: str, ids: str) -> str:
        """Rows of a matrix in blocks, as fp32 (n, d)."""
        matrix = self._tensors[name]
        halves = self.op("Gather", self.value(name, matrix.halves), ids)
        low = self.op("BitwiseAnd", halves, self.constant(np.uint8(15)))
        high = self.op("BitShift", halves, self.constant(np.uint8(4)), direction="RIGHT")
        weights = self.op("Cast", self.op("Concat", low, high, axis=2), to=TensorProto.FLOAT)
        scales = self.op("Gather", self.value(f"{name}.scales", matrix.scales[..., None]), ids)
        scaled = self.op("Mul", self.op("Sub", weights, self.constant(8.0)), self.op("Cast", scales, to=TensorProto.FLOAT))
        return self.op("Reshape", scaled, self.constant([0, HIDDEN]))

    def norm(self, x: str, name: str) -> str:
        weight, bias = self.tensor(f"{name}.w"), self.tensor(f"{name}.b")
        return self.op("LayerNormalization", x, weight, bias, epsilon=EPSILON)

    def heads(self, x: str) -> str:
        return self.op("Transpose", self.op("Reshape", x, self.constant([0, HEADS, HEAD])), perm=[1, 0, 2])

    def layer(self, x: str, prefix: str) -> str:
        query, key, value = (self.heads(self.linear(x, f"{prefix}.{part}")) for part in "qkv")
        scores = self.op("MatMul", query, self.op("Transpose", key, perm=[0, 2, 1]))
        attention = self.op("Softmax", self.op("Mul", scores, self.constant(HEAD**-0.5)), axis=-1)
        mixed = self.op("Transpose", self.op("MatMul", attention, value), perm=[1, 0, 2])
        mixed = self.linear(self.op("Reshape", mixed, self.constant([0, HIDDEN])), f"{prefix}.ao")
        y = self.norm(self.op("Add", x, mixed), f"{prefix}.aln")
        u = self.linear(y, f"{prefix}.fi")
        gate = self.op("Add", self.op("Erf", self.op("Mul", u, self.constant(0.5**0.5))), self.constant(1.0))
        inner = self.op("Mul", self.op("Mul", u, gate), self.constant(0.5))
        return self.norm(self.op("Add", y, self.linear(inner, f"{prefix}.fo")), f"{prefix}.oln")

    def states(self, ids: str, layers: int) -> str:
        """What leaves the last of so many layers, (n, d)."""
        places = self.value("places", self._tensors["emb.pos"].reshape(-1, HIDDEN) + self._tensors["emb.type"][:HIDDEN])
        places = self.op("Slice", places, self.constant([0]), self.op("Shape", ids), self.constant([0]))
        x = self.norm(self.op("Add", self.rows("emb.word", ids), places), "emb.ln")
        for number in range(layers):
            x = self.layer(x, f"l{number}")
        return x

    def head(self, states: str, weights: np.ndarray, bias: float) -> str:
        """The chance of each piece, (n,), by a linear model: weights (d,)."""
        product = self.op("MatMul", states, self.value("head.w", weights.astype(np.float32)))
        return self.op("Sigmoid", self.op("Add", product, self.constant(float(bias))))

    def save(self, path: Path, outputs: dict[str, tuple[str, tuple]]) -> None:
        """`outputs`: name -> (value, shape) of fp32."""
        for name, (value, _) in outputs.items():
            self._nodes.append(helper.make_node("Identity", [value], [name]))
        graph = helper.make_graph(
            self._nodes,
            path.stem,
            [helper.make_tensor_value_info("ids", TensorProto.INT64, ("n",))],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, (_, shape) in outputs.items()],
            list(self._initializers.values()),
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
        save_model(helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION), path)
        checker.check_model(path)
