"""GlobEnc (Modarressi et al., NAACL 2022), exactly, through Gram matrices instead of the n x n x d tensor.

Both layer norms are linear once their standard deviations are frozen, so what source token j gives target token i is
w_ij = M r_ij / (s1_i s2_i), with r_ij = W_O [a_ij^h v_j^h]_h (+ x_i if i = j) and the constant matrix
M = diag(gamma2) C diag(gamma1) C, C = I - 11'/d. For i != j its squared norm is a quadratic form in the H attention
weights between i and j, with an H x H Gram matrix for each source token. The diagonal is computed by definition.
The rollout is applied from the left, to the pooling row 1/n, so no n x n matrices are multiplied.
"""

from encoder_graph import HEAD, HEADS, HIDDEN, Encoder, Layer, join_heads
from onnx_graph import Graph


def centred(graph: Graph, x: str, axis: int) -> str:
    return graph.op("Sub", x, graph.op("ReduceMean", x, axes=[axis], keepdims=1))


def through_norms(graph: Graph, x: str, layer: Layer) -> str:
    """M x for the rows of x (n, d): both layer norms without their standard deviations and biases."""
    for norm in ("attention.output.LayerNorm", "output.LayerNorm"):
        x = graph.op("Mul", centred(graph, x, -1), graph.weight(f"{layer.prefix}.{norm}.weight"))
    return x


def output_through_norms(graph: Graph, layer: Layer) -> str:
    """(M W_O)' (d, d), a constant that the runtime folds: its rows are M times the columns of W_O."""
    columns = graph.op("Transpose", graph.weight(f"{layer.prefix}.attention.output.dense.weight"), perm=[1, 0])
    return through_norms(graph, columns, layer)


def gram_matrices(graph: Graph, layer: Layer, output: str) -> str:
    """(n, H, H): for each source token, the inner products of its heads' contributions, v_h' K_hg v_g."""
    kernel = graph.op("MatMul", output, graph.op("Transpose", output, perm=[1, 0]))  # (d, d), constant
    kernel = graph.op("Reshape", kernel, graph.constant([HEADS, HEAD, HIDDEN]))
    left = graph.op("MatMul", layer.value_heads, kernel)  # (H, n, d)
    products = graph.op("Reshape", graph.op("Mul", left, layer.value), graph.constant([0, 0, HEADS, HEAD]))
    gram = graph.op("ReduceSum", products, graph.constant([3]), keepdims=0)  # (H, n, H)
    return graph.op("Transpose", gram, perm=[1, 0, 2])


def source_first(graph: Graph, attention: str) -> str:
    """(H, n, n) -> (source, H, target), in two steps: the runtime copies each of them several times faster than one."""
    flipped = graph.op("Transpose", attention, perm=[0, 2, 1])
    # The reshape keeps the runtime from joining the two.
    apart = graph.op("Reshape", flipped, graph.constant([0, 0, 0, 1]))
    return graph.op("Squeeze", graph.op("Transpose", apart, perm=[1, 0, 2, 3]), graph.constant([3]))


def norms(graph: Graph, layer: Layer, output: str) -> str:
    """(n, n), source token first: ||M W_O [a_ij^h v_j^h]_h||, which is ||w_ij|| s1_i s2_i but on the diagonal."""
    attention = source_first(graph, layer.attention)
    mixed = graph.op("MatMul", gram_matrices(graph, layer, output), attention)
    squared = graph.op("ReduceSum", graph.op("Mul", mixed, attention), graph.constant([1]), keepdims=0)
    return graph.op("Sqrt", graph.op("Relu", squared))


def diagonal(graph: Graph, layer: Layer, output: str, on_diagonal: str) -> str:
    """(n, 1): ||w_ii|| s1_i s2_i, by definition ||M (W_O [a_ii^h v_i^h]_h + x_i)||."""
    flat = graph.op("Reshape", layer.attention, graph.constant([HEADS, -1]))
    own = graph.op("Unsqueeze", graph.op("Gather", flat, on_diagonal, axis=1), graph.constant([2]))  # (H, n, 1)
    kept = join_heads(graph, graph.op("Mul", layer.value_heads, own))
    return graph.op("ReduceL2", graph.op("Gemm", kept, output, through_norms(graph, layer.input, layer)), axes=[1])


def globenc(graph: Graph, encoder: Encoder, ids: str) -> str:
    """(n,): the mean-pooled row of the rollout."""
    count = graph.op("Shape", ids)
    places = graph.op("Range", graph.constant(0), graph.op("Squeeze", count), graph.constant(1))
    on_diagonal = graph.op("Mul", places, graph.op("Add", count, graph.constant([1])))
    column = graph.op("Div", graph.constant([[1.0]]), graph.op("Cast", count, to=1))
    for layer in reversed(encoder.layers):
        output = output_through_norms(graph, layer)
        column = graph.op("Mul", column, graph.op("Mul", layer.inverse_std1, layer.inverse_std2))
        matrix = norms(graph, layer, output)
        # The diagonal is put right in the product: cheaper than in the matrix.
        wrong = graph.op("Gather", graph.op("Reshape", matrix, graph.constant([-1, 1])), on_diagonal)
        missing = graph.op("Sub", diagonal(graph, layer, output, on_diagonal), wrong)
        column = graph.op("Add", graph.op("MatMul", matrix, column), graph.op("Mul", missing, column))
    return graph.op("Squeeze", column, graph.constant([1]))
