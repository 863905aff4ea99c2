"""The surprisal student: a network of one hidden layer on the encoder's states of a piece and of the piece before it.

Of every piece it says two things in nats, from 0 up; a word's is the mean over its pieces: the word's surprisal under
the teacher, and what answers lose without the word. The weights are kept in the graph's own file.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from encoder_graph import HIDDEN, Encoder
from onnx_graph import Graph

STATES = (0, 2, 4, 6)  # what enters the first layer, what leaves the second, the fourth and the last
WIDTH = HIDDEN * len(STATES)
PREFIX = "student."
OUTPUTS = ("surprisal", "learned")


def surprisal(graph: Graph, encoded: Encoder, student: dict[str, np.ndarray]) -> list[str]:
    """The values named in `OUTPUTS`, (n) each. `student`: w1 (h, 2 WIDTH), b1 (h), w2 (2, h), b2 (2)."""
    weights = {name: graph.inline(PREFIX + name, array) for name, array in student.items()}
    every = [*(layer.input for layer in encoded.layers), encoded.output]
    states = graph.op("Concat", *(every[i] for i in STATES), axis=1)
    earlier = graph.op("Slice", states, graph.constant([0]), graph.constant([-1]), graph.constant([0]))
    earlier = graph.op("Pad", earlier, graph.constant([1, 0, 0, 0]))
    read = graph.op("Concat", states, earlier, axis=1)
    hidden = graph.op("Relu", graph.op("Gemm", read, weights["w1"], weights["b1"], transB=1))
    nats = graph.op("Softplus", graph.op("Gemm", hidden, weights["w2"], weights["b2"], transB=1))
    return [graph.op("Gather", nats, graph.constant(i), axis=1) for i in range(len(OUTPUTS))]


def stored_student(path: Path) -> dict[str, np.ndarray]:
    """The student's weights in a graph that was written before."""
    graph = onnx.load(path, load_external_data=False).graph
    return {
        tensor.name.removeprefix(PREFIX): numpy_helper.to_array(tensor)
        for tensor in graph.initializer
        if tensor.name.startswith(PREFIX)
    }
