"""Two scores from the attention maps alone: H2O's heavy hitters and Zero-TPrune's weighted PageRank."""

from encoder_graph import Encoder
from onnx_graph import Graph

# Zero-TPrune iterates to convergence, which takes fewer steps the deeper the layer; the counts are the paper's ranges.
STEPS = (30, 30, 8, 8, 1, 1)


def heavy_hitter(graph: Graph, encoder: Encoder) -> str:
    """(n,): attention received, the mean over heads, summed over targets and layers (Zhang et al., 2023)."""
    received = [
        graph.op("ReduceSum", graph.op("ReduceMean", layer.attention, axes=[0], keepdims=0), graph.constant([0]), keepdims=0)
        for layer in encoder.layers
    ]
    return graph.op("Sum", *received)


def ranks_of_layer(graph: Graph, attention: str, steps: int) -> str:
    """(n,): s <- s A from the uniform start, for each head; heads are joined by root mean square.

    [CLS] and [SEP] draw most of the attention whatever the text, so the walk goes among the other tokens only.
    """
    bounds = [graph.constant(value) for value in ([1, 1], [-1, -1], [1, 2])]
    among = graph.op("Slice", attention, *bounds)
    among = graph.op("Div", among, graph.op("ReduceSum", among, graph.constant([2]), keepdims=1))
    rank = graph.op("ReduceMean", among, axes=[1], keepdims=1)  # the first step from the uniform start
    for _ in range(steps - 1):
        rank = graph.op("MatMul", rank, among)
    rank = graph.op("Sqrt", graph.op("ReduceMean", graph.op("Mul", rank, rank), axes=[0], keepdims=0))
    return graph.op("Pad", graph.op("Squeeze", rank, graph.constant([0])), graph.constant([1, 1]))


def attention_rank(graph: Graph, encoder: Encoder) -> str:
    """(n,): the mean over layers of the tokens' PageRank (Wang et al., Zero-TPrune, CVPR 2024); 0 for [CLS], [SEP]."""
    ranks = [ranks_of_layer(graph, layer.attention, steps) for layer, steps in zip(encoder.layers, STEPS, strict=True)]
    return graph.op("Mean", *ranks)
