"""How far the stored weights are from the original fp32 ones, over this project's prompt fixtures.

    python models/recipes/measure_minilm.py

The graphs are built a second time with the original weights in fp32; both run over windows of the fixtures' texts.
"""

import importlib.resources
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
from safetensors.numpy import load_file
from scipy.stats import spearmanr
from transformers import BertTokenizerFast

from build_minilm import OUTPUTS, PACKAGE, build_graph
from encoder_graph import HIDDEN
from stored_weights import WORD_SCALES, WORDS, stored_form, write

FIXTURES = OUTPUTS.parent.parent / "test" / "fixtures"
WINDOW = 254
LEAST = 16


def original(folder: Path, state: dict[str, np.ndarray]) -> Path:
    """The salience graph with all weights in fp32; the word embeddings' scales are 1."""
    weights = {name: state[name] for name in stored_form(state) if name != WORD_SCALES}
    weights[WORD_SCALES] = np.ones((len(state[WORDS]), 1), np.float32)
    path = folder / "salience.onnx"
    build_graph(path, ["globenc", "decompx"], write(weights, folder / "weights.bin"))
    return path


def windows(tokenizer: BertTokenizerFast) -> list[np.ndarray]:
    found = []
    for file in sorted(path for path in FIXTURES.rglob("*") if path.is_file()):
        ids = tokenizer(file.read_text(errors="replace"), add_special_tokens=False, verbose=False)["input_ids"]
        for start in range(0, len(ids) - LEAST, WINDOW):
            bounded = [tokenizer.cls_token_id, *ids[start : start + WINDOW], tokenizer.sep_token_id]
            found.append(np.array(bounded, dtype=np.int64))
    return found


def main() -> None:
    own_direction = {"targets": np.zeros((1, HIDDEN), np.float32), "own": np.ones((1, 1), np.float32)}
    names = ["embedding", "globenc", "decompx"]
    with importlib.resources.as_file(importlib.resources.files(PACKAGE) / "model") as source:
        state = load_file(source / "model.safetensors")
        tokenizer = BertTokenizerFast.from_pretrained(source)
    with tempfile.TemporaryDirectory() as folder:
        sessions = [
            onnxruntime.InferenceSession(path) for path in (original(Path(folder), state), OUTPUTS / "salience.onnx")
        ]
        cosines, ranks = [], {"globenc": [], "decompx": []}
        for ids in windows(tokenizer):
            full, stored = (
                dict(zip(names, session.run(names, {"ids": ids, **own_direction}), strict=True)) for session in sessions
            )
            a, b = full["embedding"].ravel(), stored["embedding"].ravel()
            cosines.append(a @ b / np.linalg.norm(a) / np.linalg.norm(b))
            for method, correlations in ranks.items():
                scores = (np.abs(outputs[method]).ravel()[1:-1] for outputs in (full, stored))
                correlations.append(spearmanr(*scores).statistic)
    print(f"{len(cosines)} windows of {FIXTURES.name}; stored weights against the original fp32 ones")
    for name, values in {"cosine of embeddings": cosines, **{f"Spearman of {k}": v for k, v in ranks.items()}}.items():
        print(f"{name}: mean {np.mean(values):.6f}, least {np.min(values):.6f}")


if __name__ == "__main__":
    main()
