"""Processor time of the graphs beside a standard export of the model, on one thread at 256 tokens.

    python models/recipes/measure_speed.py

Processor time of one thread is little touched by what else a machine does; elapsed times are what `npm run bench` has.
"""

import importlib.resources
import tempfile
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from transformers import BertModel

from build_minilm import GRAPHS, OUTPUTS, PACKAGE
from encoder_graph import HIDDEN

TOKENS, ROUNDS, TARGETS = 256, 12, 3


def session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options)


def standard_export(folder: Path) -> onnxruntime.InferenceSession:
    with importlib.resources.as_file(importlib.resources.files(PACKAGE) / "model") as source:
        model = BertModel.from_pretrained(source, add_pooling_layer=False, attn_implementation="eager").eval()
    names = ["input_ids", "attention_mask", "token_type_ids"]
    example = torch.ones(1, 16, dtype=torch.long)
    axes = {name: {0: "batch", 1: "n"} for name in names}
    path = folder / "standard.onnx"
    torch.onnx.export(
        model, (example,) * 3, path, input_names=names, dynamic_axes=axes, opset_version=17, dynamo=False
    )
    return session(path)


def main() -> None:
    ids = np.random.default_rng(1).integers(1000, 30000, TOKENS)
    directions = {"targets": np.zeros((TARGETS, HIDDEN), np.float32), "own": np.ones((TARGETS, 1), np.float32)}
    runs = {}
    with tempfile.TemporaryDirectory() as folder:
        standard = standard_export(Path(folder))
    batch = ids[None]
    feeds = {"input_ids": batch, "attention_mask": np.ones_like(batch), "token_type_ids": np.zeros_like(batch)}
    runs["standard export"] = (standard, feeds)
    for name, methods in GRAPHS.items():
        runs[name] = (session(OUTPUTS / f"{name}.onnx"), {"ids": ids} | (directions if "decompx" in methods else {}))

    times = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, (graph, feeds) in runs.items():
            start = time.thread_time()
            graph.run(None, feeds)
            times[name].append(time.thread_time() - start)
    for name, values in times.items():
        least = min(values)
        print(f"{name:16} {least * 1e3:6.1f} ms, {least / min(times['embed']):.2f} x embed")


if __name__ == "__main__":
    main()
