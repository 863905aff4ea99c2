"""Fits the keep model: which words and sentences of a text hold answers (three logistic regressions).

    node --import tsx models/recipes/compress_features.ts > features.jsonl
    python models/recipes/compress_keep.py features.jsonl

Trained on the developers' half of XQuAD (CC BY-SA 4.0), NQ-open oracle passages (CC BY-SA 3.0) and HotpotQA
(CC BY-SA 4.0); no row of them ships. Prints survival by four-fold cross-validation over documents, given nothing, the
question, or the question and which sentences hold the answer (a bound for any choice of sentences); then writes
models/compress-keep/weights.json fitted on all rows.
"""

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from manifest import write_manifest

STRENGTH = {"document": 0.02, "word": 0.02, "sentence": 0.1}  # C: the inverse of the penalty
WORD_SHARE, SMOOTHING, BRIDGE = 0.6, 0.85, 0.3  # as in engine/compress/ranking.ts


class Example:
    def __init__(self, row):
        self.set, self.document = row["set"], row["document"]
        self.sentence_of = np.array(row["sentenceOf"])
        self.answer = np.array(row["answer"])
        self.tokens = np.array(row["tokens"])
        self.phrase_ends = row["phraseEnds"]
        self.bridges = np.array(row["bridges"], dtype=int)
        self.document_features = columns(row["words"])
        self.word_features = np.hstack([self.document_features, columns(row["askedWords"])])
        self.sentence_features = columns(row["askedSentences"])
        sentences = self.sentence_features.shape[0]
        self.holds = np.array([self.answer[self.sentence_of == s].any() for s in range(sentences)])
        self.group = f"{self.set} {self.document}"


def columns(named):
    return np.array(list(named.values()), dtype=float).T


def fit(features, labels, c):
    mean, deviation = features.mean(0), features.std(0) + 1e-9
    model = LogisticRegression(C=c, max_iter=500).fit((features - mean) / deviation, labels)
    weights = model.coef_[0] / deviation
    return weights, model.intercept_[0] - weights @ mean


def fit_all(examples):
    """Document rows once a text, with every answer to any of its questions."""
    texts = {}
    for e in examples:
        held = texts.setdefault(e.group, [e, np.zeros_like(e.answer)])
        held[1] |= e.answer
    inside = [e.holds[e.sentence_of] for e in examples]
    return {
        "document": fit(
            np.vstack([e.document_features for e, _ in texts.values()]),
            np.concatenate([labels for _, labels in texts.values()]),
            STRENGTH["document"],
        ),
        "word": fit(
            np.vstack([e.word_features[i] for e, i in zip(examples, inside)]),
            np.concatenate([e.answer[i] for e, i in zip(examples, inside)]),
            STRENGTH["word"],
        ),
        "sentence": fit(
            np.vstack([e.sentence_features for e in examples]),
            np.concatenate([e.holds for e in examples]),
            STRENGTH["sentence"],
        ),
    }


def log_probability(log_odds):
    return -np.logaddexp(0, -log_odds)


def smooth(values, ends):
    smoothed, first = values.copy(), 0
    for end in ends:
        smoothed[first:end] = SMOOTHING * values[first:end].mean() + (1 - SMOOTHING) * values[first:end]
        first = end
    return smoothed


def bridge(values, between):
    """A function word between two words is worth at least their mean, less a little."""
    bridged = values.copy()
    bridged[between] = np.maximum(values[between], (values[between - 1] + values[between + 1]) / 2 - BRIDGE)
    return bridged


def scores(models, e, given):
    if given == "nothing":
        weights, intercept = models["document"]
        return smooth(e.document_features @ weights + intercept, e.phrase_ends)
    weights, intercept = models["word"]
    word = bridge(smooth(log_probability(e.word_features @ weights + intercept), e.phrase_ends), e.bridges)
    weights, intercept = models["sentence"]
    sentence = log_probability(e.sentence_features @ weights + intercept)
    if given == "sentence":
        sentence = np.where(e.holds, 0.0, sentence - 100)
    return sentence[e.sentence_of] + WORD_SHARE * word


def survives(e, score, share):
    order = np.argsort(-score, kind="stable")
    kept = order[np.cumsum(e.tokens[order]) <= share * e.tokens.sum()]
    if e.set == "xquad":
        return np.isin(np.flatnonzero(e.answer), kept).all()
    runs = np.split(np.flatnonzero(e.answer), np.flatnonzero(np.diff(np.flatnonzero(e.answer)) > 1) + 1)
    return any(np.isin(run, kept).all() for run in runs)


def main():
    with open(sys.argv[1]) as lines:
        rows = [json.loads(line) for line in lines]
    names = {
        "document": list(rows[0]["words"]),
        "word": [*rows[0]["words"], *rows[0]["askedWords"]],
        "sentence": list(rows[0]["askedSentences"]),
    }
    examples = [Example(row) for row in rows]
    groups = np.unique([e.group for e in examples], return_inverse=True)[1]
    found = {}
    for train, test in GroupKFold(4).split(examples, groups=groups):
        models = fit_all([examples[i] for i in train])
        for i in test:
            e = examples[i]
            for given in ("nothing", "question", "sentence"):
                score = scores(models, e, given)
                for share in (0.8, 0.6, 0.5, 0.33, 0.2):
                    found.setdefault((e.set, given, share), []).append(survives(e, score, share))
    for (name, given, share), values in sorted(found.items()):
        print(f"{name:8} {given:8} {share:4}  {100 * np.mean(values):.1f}  n={len(values)}")

    models = fit_all(examples)
    path = Path(__file__).parents[1] / "compress-keep" / "weights.json"
    weights = json.loads(path.read_text())  # `foreign` is compress_foreign.py's.
    weights |= {
        head: {
            "intercept": round(float(intercept), 4),
            "weights": {name: round(float(w), 4) for name, w in zip(names[head], fitted)},
        }
        for head, (fitted, intercept) in models.items()
    }
    path.write_text(json.dumps(weights, indent=1) + "\n")
    write_manifest([path])


if __name__ == "__main__":
    main()
