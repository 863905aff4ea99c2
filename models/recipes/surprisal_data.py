"""What the student learns from: the encoder's states of every piece, the teacher's values of every word."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from transformers import BertConfig, BertModel

from encoder_graph import HEADS, HIDDEN, INNER, LAYERS
from stored_weights import load_state_dict, read
from surprisal_graph import STATES

MODEL = Path(__file__).resolve().parent.parent / "minilm"
CLS, SEP = 101, 102
HELD_OUT = 0.15


@dataclass(frozen=True)
class Data:
    """Pieces and words of all texts in a row. Row 0 of `states` stands before the first piece of a window."""

    rows: list[dict]
    states: torch.Tensor  # (pieces, WIDTH) bf16, [CLS] of every window among them
    word_of: torch.Tensor  # (pieces): the word, -1 for [CLS]
    text_of: np.ndarray  # (words)
    words: list[str]  # lower case
    surprisal: torch.Tensor  # (words), NaN where the teacher cannot know
    unrecoverable: torch.Tensor  # (words), NaN outside the sample
    held_out: np.ndarray  # (texts): never trained on


def encoder() -> BertModel:
    vocabulary = read(MODEL)["embeddings.word_embeddings.weight"].shape[0]
    config = BertConfig(
        vocab_size=vocabulary,
        hidden_size=HIDDEN,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        intermediate_size=INNER,
    )
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict(load_state_dict(MODEL), strict=False)
    return model.eval()


def states_of(model: BertModel, ids: list[int]) -> torch.Tensor:
    """(n, WIDTH)"""
    with torch.inference_mode():
        layers = model(torch.tensor([ids]), output_hidden_states=True).hidden_states
    return torch.cat([layers[i][0] for i in STATES], 1)


def load(texts_path: str, targets_path: str) -> Data:
    model = encoder()
    with open(texts_path) as lines:
        rows = [json.loads(line) for line in lines]
    states, word_of, text_of, words = [], [], [], []
    for number, row in enumerate(rows):
        for window in row["windows"]:
            states.append(states_of(model, [CLS, *window["ids"], SEP])[:-1].bfloat16())
            word_of += [-1, *(len(words) + word for word in window["wordOf"])]
        units = row["text"].encode("utf-16-le")
        words += [units[2 * start : 2 * end].decode("utf-16-le", "replace").lower() for start, end in row["words"]]
        text_of += [number] * len(row["words"])
    targets = np.load(targets_path)
    # Equal texts go to the same side.
    shuffled = np.random.default_rng(7).permutation(sorted({row["text"] for row in rows}))
    apart = set(shuffled[: int(HELD_OUT * len(shuffled))])
    return Data(
        rows,
        torch.cat(states),
        torch.tensor(word_of),
        np.array(text_of),
        words,
        torch.from_numpy(targets["surprisal"]).float(),
        torch.from_numpy(targets["unrecoverable"]).float(),
        np.array([row["text"] in apart for row in rows]),
    )
