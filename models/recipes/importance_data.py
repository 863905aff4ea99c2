"""What the importance head learns from: annotated prompts, as the encoder reads them."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

NEEDED, FREE, UNMARKED = 1, 0, -1
# As engine/salience/windows.ts; where it cuts matters little here.
WINDOW = 254
BOS, EOS = 0, 2


@dataclass(frozen=True)
class Prompt:
    """A prompt's n pieces: their states (n, d), and whether people marked them as NEEDED, as FREE to go, or not at all."""

    language: str
    states: np.ndarray
    marks: np.ndarray


def prompts(folder: Path, graph: Path, tokenizer: Tokenizer) -> list[Prompt]:
    session = onnxruntime.InferenceSession(graph)
    found = []
    for name in ("files", "other"):
        for line in (folder / f"{name}.jsonl").read_text().splitlines():
            prompt = json.loads(line)
            encoded = tokenizer.encode(prompt["text"], add_special_tokens=False)
            windows = [encoded.ids[at : at + WINDOW] for at in range(0, len(encoded.ids), WINDOW)]
            runs = [session.run(["states"], {"ids": np.array([BOS, *ids, EOS])})[0][1:-1] for ids in windows]
            marks = marked(prompt)[[start for start, _ in encoded.offsets]]
            found.append(Prompt(prompt["lang"], np.concatenate(runs), marks))
    return found


def marked(prompt: dict) -> np.ndarray:
    """The mark of each character. What would go only under pressure (level 2) is unmarked."""
    text = prompt["text"]
    marks = np.full(len(text), UNMARKED)
    for removable in prompt["removable"]:
        if removable["level"] == 1:
            marks[occurrence(text, removable["span"], removable.get("occ") or 1)] = FREE
    for must in prompt["must"]:
        for span in must["spans"]:
            marks[occurrence(text, *(span if isinstance(span, list) else [span]))] = NEEDED
    return marks


def occurrence(text: str, words: str, number: int = 1) -> slice:
    start = -1
    for _ in range(number):
        start = text.index(words, start + 1)
    return slice(start, start + len(words))
