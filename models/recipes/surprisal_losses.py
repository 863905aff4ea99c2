"""What losing words costs the answers: the teacher reads a text with half of its words, then the other half.

    python models/recipes/surprisal_losses.py texts.jsonl losses.npz

For every text with questions and a few seeded halves of its words (so that each half's opposite is its own control):
`text`, `dropped` (a boolean a word, all texts in a row) and `difference`, the nats that the gold answers lose more
without this half than without the other, a mean over the text's questions.
"""

import json
import sys

import numpy as np

from smollm2 import Teacher

HALVES = {"xquad": 4, "nq": 1}


def without(text: str, words: list[list[int]], dropped: np.ndarray) -> str:
    """The text with the dropped words and the white space before each gone. Offsets are UTF-16."""
    units, kept, at = text.encode("utf-16-le"), [], 0
    for (start, end), gone in zip(words, dropped):
        if gone:
            kept.append(units[2 * at : 2 * start].decode("utf-16-le").rstrip())
            at = end
    return ("".join(kept) + units[2 * at :].decode("utf-16-le")).strip()


def main(texts_path: str, losses_path: str) -> None:
    random = np.random.default_rng(5)
    teacher = Teacher()
    sequences, lasts, answers, numbers, masks = [], [], [], [], []
    with open(texts_path) as lines:
        rows = [json.loads(line) for line in lines]
    for number, row in enumerate(rows):
        asking, places = [], []
        for question, answer in row.get("asked", []):
            asking += teacher.encode(f"\n\nQuestion: {question}\nAnswer:")[0]
            ids = teacher.encode(f" {answer}")[0]
            places.append((len(asking), len(asking) + len(ids)))
            asking += ids
        for _ in range(HALVES.get(row["set"], 0)):
            dropped = random.permutation(len(row["words"])) % 2 == 0
            for gone in (dropped, ~dropped):
                sequences.append(teacher.encode(without(row["text"], row["words"], gone))[0] + asking)
                lasts.append(len(asking))
                answers.append(places)
            numbers.append(number)
            masks.append(dropped)
    nats = [
        np.mean([tail[from_:to].sum() for from_, to in places])
        for tail, places in zip(teacher.surprisals(sequences, lasts), answers)
    ]
    difference = np.array(nats[::2]) - np.array(nats[1::2])
    print(f"{sum(map(len, sequences))} tokens, {np.mean(nats):.3f} nats an answer, difference {difference.std():.3f}")
    np.savez(losses_path, text=numbers, dropped=np.concatenate(masks), difference=difference)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
