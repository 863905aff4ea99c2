"""The weights of all-MiniLM-L6-v2 as Tare stores them, and the way back to fp32.

`weights.bin` holds every tensor once, one after another; `manifest.json` says where each one is.
The word embeddings are int8 with one fp32 scale a row (half of the model's parameters, read by row, so they stay
int8 in memory), the other matrices are fp16, the vectors (biases, layer norms) are fp32.

    from stored_weights import load_state_dict
    model.load_state_dict(load_state_dict("models/minilm"))      # a transformers.BertModel without pooler
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

WORDS = "embeddings.word_embeddings.weight"
WORD_SCALES = "embeddings.word_embeddings.scale"
ALIGNMENT = 64


@dataclass(frozen=True)
class StoredTensor:
    """Where a tensor is in `weights.bin`. `dtype` is numpy's name."""

    name: str
    dtype: str
    shape: list[int]
    offset: int
    bytes: int


def quantise_rows(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 values (r, c) and fp32 scales (r, 1) such that values * scales is close to `matrix` (r, c)."""
    scales = np.maximum(np.abs(matrix).max(axis=1, keepdims=True), 1e-12).astype(np.float32) / np.float32(127)
    return np.rint(matrix / scales).astype(np.int8), scales


def stored_form(state: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The model's fp32 tensors in the types they are stored in. The pooler is left out: sentences are mean-pooled."""
    stored = {}
    for name, tensor in state.items():
        if name == WORDS:
            stored[WORDS], stored[WORD_SCALES] = quantise_rows(tensor)
        elif name != "embeddings.position_ids" and not name.startswith("pooler."):
            stored[name] = tensor.astype(np.float16 if tensor.ndim == 2 else np.float32)
    return stored


def write(stored: dict[str, np.ndarray], path: Path) -> list[StoredTensor]:
    """Writes `weights.bin` and returns its table of contents."""
    contents = []
    with path.open("wb") as file:
        for name, tensor in stored.items():
            file.write(bytes(-file.tell() % ALIGNMENT))
            contents.append(StoredTensor(name, tensor.dtype.name, list(tensor.shape), file.tell(), tensor.nbytes))
            file.write(np.ascontiguousarray(tensor).tobytes())
    return contents


def read(folder: str | Path) -> dict[str, np.ndarray]:
    """The tensors of `folder`/weights.bin in the types they are stored in."""
    folder = Path(folder)
    data = (folder / "weights.bin").read_bytes()
    tensors = [StoredTensor(**entry) for entry in json.loads((folder / "manifest.json").read_text())["tensors"]]
    return {
        t.name: np.frombuffer(data, t.dtype, int(np.prod(t.shape)), t.offset).reshape(t.shape) for t in tensors
    }


def to_fp32(stored: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The stored tensors as fp32, under the names of transformers.BertModel: what the graphs compute with."""
    full = {name: tensor.astype(np.float32) for name, tensor in stored.items() if name != WORD_SCALES}
    full[WORDS] *= stored[WORD_SCALES]
    return full


def load_state_dict(folder: str | Path) -> dict:
    """The stored weights as fp32 torch tensors, for `BertModel(config, add_pooling_layer=False).load_state_dict`."""
    import torch

    return {name: torch.from_numpy(tensor.copy()) for name, tensor in to_fp32(read(folder)).items()}


def as_json(contents: list[StoredTensor]) -> list[dict]:
    return [asdict(tensor) for tensor in contents]
