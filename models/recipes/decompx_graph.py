"""DecompX (Modarressi et al., ACL 2023) without biases, exactly, as one reverse pass through a frozen-linear network.

With attention, standard deviations and the GELU slope gelu(u)/u frozen, the encoder without biases is linear in the
embedded tokens. The contribution of token j to a target <t, embedding> is then <g_j, x_j>, where g is carried from the
pooled embedding (g_i = t/n) down through the transposed layers. m targets travel together, as g (n, m, d).
One bias stays: like the authors' code, layer 0 decomposes its true value vectors, so that their bias counts to the
tokens they belong to.
"""

from encoder_graph import HEAD, HEADS, HIDDEN, INNER, Encoder, Layer, inner_weights
from globenc_graph import centred
from onnx_graph import Graph


class ReversePass:
    """The transposed layers for a number of targets that is known only when the graph runs."""

    def __init__(self, graph: Graph, targets: str):
        self.graph = graph
        self.count = graph.op("Slice", graph.op("Shape", targets), *map(graph.constant, ([0], [1], [0])))

    def per_target(self, x: str, *width: int) -> str:
        """(n m, width) -> (n, m, *width)"""
        shape = self.graph.op("Concat", self.graph.constant([-1]), self.count, self.graph.constant([*width]), axis=0)
        return self.graph.op("Reshape", x, shape)

    def rows(self, x: str, width: int) -> str:
        """(n, m, ...) -> (n m, width)"""
        return self.graph.op("Reshape", x, self.graph.constant([-1, width]))

    def norm(self, g: str, layer: Layer, name: str, inverse_std: str) -> str:
        """C (gamma * g) / s_i for g (n, m, d)."""
        scale = self.graph.op("Mul", inverse_std, self.graph.weight(f"{layer.prefix}.{name}.weight"))
        return centred(self.graph, self.graph.op("Mul", g, self.graph.op("Unsqueeze", scale, self.graph.constant([1]))), -1)

    def opened(self, g: str, layer: Layer) -> str:
        """(n, m, f): W2' g."""
        _, w2 = inner_weights(self.graph, layer.prefix)
        return self.per_target(self.graph.op("MatMul", self.rows(g, HIDDEN), w2), INNER)

    def inner(self, g: str, opened: str, layer: Layer) -> str:
        """g + W1' (slope * W2' g). Both weights are over sqrt 2, as in the forward pass, which makes the gate the slope."""
        w1, _ = inner_weights(self.graph, layer.prefix)
        gated = self.graph.op("Mul", opened, self.graph.op("Unsqueeze", layer.gate, self.graph.constant([1])))
        return self.per_target(self.graph.op("Gemm", self.rows(gated, INNER), w1, self.rows(g, HIDDEN)), HIDDEN)

    def values(self, g: str, layer: Layer) -> str:
        """(n m, d): what reaches the source tokens' values, sum_i a_ij W_O' g_i, all targets in one product a head."""
        output = self.graph.weight(f"{layer.prefix}.attention.output.dense.weight")
        heads = self.per_target(self.graph.op("MatMul", self.rows(g, HIDDEN), output), HEADS, HEAD)
        heads = self.graph.op("Transpose", heads, perm=[2, 0, 1, 3])
        merged = self.graph.op("Reshape", heads, self.graph.constant([HEADS, 0, -1]))  # (H, n, m dh)
        sources = self.graph.op("MatMul", self.graph.op("Transpose", layer.attention, perm=[0, 2, 1]), merged)
        sources = self.graph.op("Reshape", sources, self.graph.op("Shape", heads))
        return self.rows(self.graph.op("Transpose", sources, perm=[1, 2, 0, 3]), HIDDEN)

    def output_norm(self, g: str, layer: Layer, top: bool) -> tuple[str, str]:
        """g through the second layer norm, and that through W2'."""
        if not top:
            g = self.norm(g, layer, "output.LayerNorm", layer.inverse_std2)
            return g, self.opened(g, layer)
        # Above the top layer all tokens have the same g, so W2' is applied to m vectors instead of n m.
        shared = self.norm(g, layer, "output.LayerNorm", self.graph.constant([[1.0]]))
        scale = self.graph.op("Unsqueeze", layer.inverse_std2, self.graph.constant([1]))
        return self.graph.op("Mul", shared, scale), self.graph.op("Mul", self.opened(shared, layer), scale)

    def layer(self, g: str, layer: Layer, top: bool) -> tuple[str, str]:
        """g after all of the layer but the value projection, and what is still to go through that."""
        g, opened = self.output_norm(g, layer, top)
        g = self.inner(g, opened, layer)
        g = self.norm(g, layer, "attention.output.LayerNorm", layer.inverse_std1)
        return g, self.values(g, layer)


def targets_of(graph: Graph, encoder: Encoder, targets: str, own: str) -> str:
    """(m, d): targets (m, d) + own (m, 1) times the unit vector of the text's embedding."""
    length = graph.op("ReduceL2", encoder.embedding, axes=[1], keepdims=1)
    return graph.op("Add", targets, graph.op("Mul", own, graph.op("Div", encoder.embedding, length)))


def decompx(graph: Graph, encoder: Encoder, ids: str, targets: str, own: str) -> str:
    """(m, n): contribution of each token to each target."""
    directions = targets_of(graph, encoder, targets, own)
    reverse = ReversePass(graph, directions)
    count = graph.op("Cast", graph.op("Shape", ids), to=1)
    g = graph.op("Unsqueeze", graph.op("Div", directions, count), graph.constant([0]))  # (1, m, d)
    for layer in reversed(encoder.layers):
        g, values = reverse.layer(g, layer, top=layer is encoder.layers[-1])
        if layer is not encoder.layers[0]:
            weight = graph.weight(f"{layer.prefix}.attention.self.value.weight")
            g = reverse.per_target(graph.op("Gemm", values, weight, reverse.rows(g, HIDDEN)), HIDDEN)
    shares = [
        graph.op("Mul", towards, graph.op("Unsqueeze", source, graph.constant([1])))
        for towards, source in ((g, encoder.embedded), (reverse.per_target(values, HIDDEN), encoder.layers[0].value))
    ]
    contributions = graph.op("ReduceSum", graph.op("Add", *shares), graph.constant([2]), keepdims=0)
    return graph.op("Transpose", contributions, perm=[1, 0])
