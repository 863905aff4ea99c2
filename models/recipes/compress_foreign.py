"""Fits which sentences of a text that is not in English hold the answer to a question: `foreign` of the keep model.

    node --import tsx models/recipes/foreign_features.ts FOLDER > features.jsonl
    python models/recipes/compress_foreign.py features.jsonl

Prints survival at half of the tokens by cross-validation, over documents and with each language left out in turn; then
writes it, fitted on all rows, into models/compress-keep/weights.json.
"""

import json
import sys
from pathlib import Path
from zlib import crc32

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, LeaveOneGroupOut

from manifest import write_manifest

STRENGTH = 1.0  # C: the inverse of the penalty
COST = 0.5  # as in engine/compress/worth/worth.ts
OUT = Path(__file__).resolve().parent.parent / "compress-keep"


class Example:
    def __init__(self, row):
        self.language, self.document = row["language"], row["document"]
        self.features = np.array(list(row["features"].values()), dtype=float).T
        self.holds = np.array(row["holds"], dtype=bool)
        self.tokens, self.words = np.array(row["tokens"]), np.array(row["words"])


def fit(examples):
    """Each language counts as much as any other."""
    features = np.vstack([e.features for e in examples])
    size = {e.language: 0 for e in examples}
    for e in examples:
        size[e.language] += 1
    weights = np.concatenate([np.full(len(e.holds), 1000 / size[e.language]) for e in examples])
    mean, deviation = features.mean(0), features.std(0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=500)
    model.fit((features - mean) / deviation, np.concatenate([e.holds for e in examples]), sample_weight=weights)
    coefficients = model.coef_[0] / deviation
    return coefficients, model.intercept_[0] - coefficients @ mean


def survives(example, model):
    """Whether the answer stays where whole sentences go, the least worth first, until half of the tokens is left."""
    weights, intercept = model
    worth = -np.logaddexp(0, -(example.features @ weights + intercept)) - COST * np.log(example.words)
    left, kept = example.tokens.sum(), np.ones(len(worth), dtype=bool)
    for s in np.argsort(worth, kind="stable"):
        if left <= example.tokens.sum() // 2 or kept.sum() == 1:
            break
        kept[s] = False
        left -= example.tokens[s]
    return kept[example.holds].all()


def print_folds(title, examples, folds):
    by_language = {}
    for known, new in folds:
        model = fit([examples[i] for i in known])
        for i in new:
            by_language.setdefault(examples[i].language, []).append(survives(examples[i], model))
    shares = {language: 100 * np.mean(kept) for language, kept in sorted(by_language.items())}
    print(title, *(f"{language} {share:.1f}" for language, share in shares.items()), f"mean {np.mean([*shares.values()]):.1f}")


def main():
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines()]
    examples = [Example(row) for row in rows if any(row["holds"])]
    documents = [crc32(e.document.encode()) for e in examples]
    languages = [e.language for e in examples]
    print_folds("over documents:", examples, GroupKFold(4).split(examples, groups=documents))
    print_folds("language left out:", examples, LeaveOneGroupOut().split(examples, groups=languages))
    coefficients, intercept = fit(examples)
    path = OUT / "weights.json"
    models = json.loads(path.read_text())
    models["foreign"] = {
        "intercept": round(float(intercept), 4),
        "weights": {name: round(float(w), 4) for name, w in zip(rows[0]["features"], coefficients)},
    }
    path.write_text(json.dumps(models, indent=1) + "\n")
    write_manifest([path])


if __name__ == "__main__":
    main()
