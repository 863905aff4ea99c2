"""Times the authors' DecompX (biases off) beside our graph: same weights, same tokens, two threads, in turn.

    python models/recipes/reference_time.py DECOMPX TOKENS

DECOMPX is a checkout of github.com/mohsenfayyaz/DecompX. Prints one JSON object: milliseconds of each round, the
largest difference of the scores relative to the largest, and how long our matrix products alone would take at the rate
of one large product (what no code in fp32 goes below on the machine).
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from reference_code import CONFIG, build, load
from stored_weights import load_state_dict

MODEL = Path(__file__).resolve().parent.parent / "minilm"
THREADS, ROUNDS = 2, 7
SIDE = 2048


def authors(checkout: Path, ids: np.ndarray):
    """A function that returns the contributions to the text's own direction by the authors' code."""
    module = load(checkout / "src/modeling_bert.py", "decompx")
    embed, encode = build(module, load_state_dict(MODEL))
    config = module.DecompXConfig(
        include_biases=False, aggregation="vector", include_classifier_w_pooler=False, output_aggregated="vector"
    )
    mask = torch.zeros(1, 1, 1, len(ids))

    @torch.inference_mode()
    def run() -> np.ndarray:
        embedded = embed(input_ids=torch.from_numpy(ids)[None])
        hidden, decomposed = encode(embedded, attention_mask=mask, decompx_config=config, return_dict=False)
        direction = torch.nn.functional.normalize(hidden.mean(1)[0], dim=0)
        return (decomposed.aggregated[0].mean(1)[0] @ direction).numpy()

    return run


def ours(ids: np.ndarray):
    """The same by our graph."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    session = onnxruntime.InferenceSession(MODEL / "decompx.onnx", options, providers=["CPUExecutionProvider"])
    no_target = np.zeros((1, CONFIG.hidden_size), np.float32)
    feeds = {"ids": ids, "targets": no_target, "own": np.ones((1, 1), np.float32)}
    return lambda: session.run(["decompx"], feeds)[0][0]


def large_product():
    """A function that multiplies two square matrices, and how many operations that takes."""
    matrix = torch.rand(SIDE, SIDE)
    return lambda: matrix @ matrix, 2 * SIDE**3


def own_operations(tokens: int) -> int:
    """Additions and multiplications of our graph's matrix products: forward 24 n d^2 a layer, in reverse 20 n d^2."""
    return 44 * tokens * CONFIG.hidden_size**2 * CONFIG.num_hidden_layers


def main(checkout: Path, tokens: int) -> None:
    torch.set_num_threads(THREADS)
    ids = np.random.default_rng(0).integers(1996, CONFIG.vocab_size, tokens)
    ids[[0, -1]] = 101, 102  # [CLS], [SEP]
    product, operations = large_product()
    candidates = {"authors": authors(checkout, ids), "ours": ours(ids), "product": product}
    scores = {name: run() for name, run in candidates.items()}  # also warms up, uncounted
    times = {name: [] for name in candidates}
    for _ in range(ROUNDS):
        for name, run in candidates.items():
            start = time.perf_counter()
            run()
            times[name].append(1000 * (time.perf_counter() - start))
    error = np.abs(scores["authors"] - scores["ours"]).max() / np.abs(scores["authors"]).max()
    floor = min(times["product"]) * own_operations(tokens) / operations
    print(json.dumps({"ms": times, "floor": floor, "error": float(error)}))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), int(sys.argv[2]))
