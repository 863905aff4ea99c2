"""The encoder's forward pass, with what the salience methods need of it.

Shapes: n tokens, d = 384 hidden, H = 12 heads, dh = 32, f = 1536. One text a run, so there is no padding and no mask.
"""

from dataclasses import dataclass

from onnx_graph import Graph

LAYERS, HIDDEN, HEADS, INNER = 6, 384, 12, 1536
HEAD = HIDDEN // HEADS
EPSILON = 1e-12


@dataclass(frozen=True)
class Layer:
    """One layer's values in a graph, all of them names."""

    prefix: str
    input: str  # (n, d)
    attention: str  # (H, n, n): target token, source token
    value: str  # (n, d), with bias
    value_heads: str  # (H, n, dh)
    inverse_std1: str  # (n, 1) of the first layer norm
    inverse_std2: str  # (n, 1) of the second
    gate: str  # (n, f): 1 + erf(u / sqrt 2), twice the frozen slope of GELU


@dataclass(frozen=True)
class Encoder:
    embedded: str  # (n, d): what enters layer 0
    layers: list[Layer]
    output: str  # (n, d): what leaves the last layer
    embedding: str  # (1, d): the mean over tokens, not normalised


def split_heads(graph: Graph, x: str) -> str:
    """(n, d) -> (H, n, dh)"""
    return graph.op("Transpose", graph.op("Reshape", x, graph.constant([0, HEADS, HEAD])), perm=[1, 0, 2])


def join_heads(graph: Graph, x: str) -> str:
    """(H, n, dh) -> (n, d)"""
    return graph.op("Reshape", graph.op("Transpose", x, perm=[1, 0, 2]), graph.constant([0, HIDDEN]))


def scaled(graph: Graph, x: str, factor: float) -> str:
    return graph.op("Mul", x, graph.constant(factor))


def inner_weights(graph: Graph, prefix: str) -> tuple[str, str]:
    """W1 and W2, each over sqrt 2: so u = W1 y + c1 enters erf as it is, and the 1/2 of GELU is already in W2."""
    return tuple(
        scaled(graph, graph.weight(f"{prefix}.{side}.dense.weight"), 0.5**0.5) for side in ("intermediate", "output")
    )


def layer_norm(graph: Graph, x: str, name: str) -> tuple[str, str]:
    """The normalised value and the inverse standard deviations (n, 1)."""
    y, _, inverse_std = graph.op(
        "LayerNormalization", x, graph.weight(f"{name}.weight"), graph.weight(f"{name}.bias"), outputs=3, epsilon=EPSILON
    )
    return y, inverse_std


def embed_tokens(graph: Graph, ids: str) -> str:
    words = graph.op("Cast", graph.op("Gather", graph.stored("embeddings.word_embeddings.weight"), ids), to=1)
    words = graph.op("Mul", words, graph.op("Gather", graph.stored("embeddings.word_embeddings.scale"), ids))
    segment = graph.op("Gather", graph.weight("embeddings.token_type_embeddings.weight"), graph.constant(0))
    places = graph.op("Add", graph.weight("embeddings.position_embeddings.weight"), segment)
    places = graph.op("Slice", places, graph.constant([0]), graph.op("Shape", ids), graph.constant([0]))
    return layer_norm(graph, graph.op("Add", words, places), "embeddings.LayerNorm")[0]


def layer_forward(graph: Graph, x: str, prefix: str) -> tuple[Layer, str]:
    def project(x: str, name: str, factor: float | None = None) -> str:
        weight, bias = (graph.weight(f"{prefix}.{name}.{part}") for part in ("weight", "bias"))
        if factor is not None:
            weight, bias = scaled(graph, weight, factor), scaled(graph, bias, factor)
        return graph.op("Gemm", x, weight, bias, transB=1)

    query = split_heads(graph, project(x, "attention.self.query", HEAD**-0.5))
    key = split_heads(graph, project(x, "attention.self.key"))
    value = project(x, "attention.self.value")
    value_heads = split_heads(graph, value)
    scores = graph.op("MatMul", query, graph.op("Transpose", key, perm=[0, 2, 1]))
    attention = graph.op("Softmax", scores, axis=-1)
    mixed = project(join_heads(graph, graph.op("MatMul", attention, value_heads)), "attention.output.dense")
    y, inverse_std1 = layer_norm(graph, graph.op("Add", mixed, x), f"{prefix}.attention.output.LayerNorm")

    w1, w2 = inner_weights(graph, prefix)
    u = graph.op("Gemm", y, w1, scaled(graph, graph.weight(f"{prefix}.intermediate.dense.bias"), 0.5**0.5), transB=1)
    gate = graph.op("Add", graph.op("Erf", u), graph.constant(1.0))
    outer = graph.op("Gemm", graph.op("Mul", u, gate), w2, graph.weight(f"{prefix}.output.dense.bias"), transB=1)
    output, inverse_std2 = layer_norm(graph, graph.op("Add", outer, y), f"{prefix}.output.LayerNorm")
    return Layer(prefix, x, attention, value, value_heads, inverse_std1, inverse_std2, gate), output


def encoder(graph: Graph, ids: str) -> Encoder:
    embedded = x = embed_tokens(graph, ids)
    layers = []
    for number in range(LAYERS):
        layer, x = layer_forward(graph, x, f"encoder.layer.{number}")
        layers.append(layer)
    embedding = graph.op("ReduceMean", x, axes=[0], keepdims=1)
    return Encoder(embedded, layers, x, embedding)
