"""Fits CoIn's verdict: whether what was opened of hidden tokens looks as if it were thought for the answer.

    python models/recipes/coin_traces.py CLONES > traces.jsonl
    node --import tsx models/recipes/coin_samples.ts traces.jsonl > samples.jsonl
    python models/recipes/coin_verdict.py samples.jsonl

Reads the half `fit` alone; `npm run bench -- coin` judges the other. Two logistic regressions, of blocks and of answers,
the second on what the first says of traces that it was not fitted to, and so are the log-odds of honest answers that
calls are held against, each with its number of blocks. Prints what cross-validation finds, then writes models/coin/weights.json.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
from scipy.linalg import eigh
from sklearn.linear_model import LogisticRegression

from manifest import write_manifest

FOLDER = Path(__file__).parent.parent / "coin"
DIRECTIONS = 24
SHRINKAGE = 0.5  # of the covariance within answers, toward a sphere
BLOCK_STRENGTH, ANSWER_STRENGTH = 0.5, 0.05  # C: the inverse of the penalty
FOLDS, INNER_FOLDS = 8, 4
LONGEST = 40  # blocks of an honest answer that is fitted to; what is padded is held against longer ones, too
SHARES = [0.1, 0.25, 0.5, 1, 2]
WHOLE = 255  # of a share that is a byte


class Sample:
    def __init__(self, group, share, question, answer, blocks, shares, tokens, padded):
        self.group, self.share = group, share
        self.question, self.answer = question, answer
        self.blocks, self.shares, self.tokens, self.padded = blocks, shares, tokens, padded
        self.fold = int(hashlib.md5(group.encode()).hexdigest()[2:4], 16)


def vector(text):
    values = np.frombuffer(base64.b64decode(text), np.int8).astype(float)
    return values / (np.linalg.norm(values) or 1)


def sample(row):
    blocks = np.array([vector(block["embedding"]) for block in row["blocks"]])
    tokens = [np.mean([vector(token) @ one for token in block["tokens"]]) for block, one in zip(row["blocks"], blocks)]
    shares = [np.frombuffer(base64.b64decode(block["shares"]), np.uint8) / WHOLE for block in row["blocks"]]
    return Sample(
        row["group"],
        row["share"],
        vector(row["question"]),
        vector(row["answer"]),
        blocks,
        np.array(shares),
        np.array(tokens),
        np.array(row["padded"]),
    )


def unit(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-12)


def subject(samples):
    """Directions in which answers differ most beside what their own blocks do (Fisher)."""
    honest = [s.blocks for s in samples if s.share == 0]
    means = np.array([blocks.mean(0) for blocks in honest])
    within = np.mean([np.cov(blocks.T, bias=True) for blocks in honest], axis=0)
    within += SHRINKAGE * np.trace(within) / len(within) * np.eye(len(within))
    size = len(within)
    _, vectors = eigh(np.cov(means.T, bias=True), within, subset_by_index=[size - DIRECTIONS, size - 1])
    directions = vectors.T[::-1]
    return means.mean(0).round(4), np.round(999 * directions / np.abs(directions).max()).astype(int)


def evidence(blocks, question, answer):
    """As in engine/audit/coin/evidence.ts."""
    count = len(blocks)
    like = blocks @ blocks.T
    beside = [np.mean([like[i, j] for j in (i - 1, i + 1) if 0 <= j < count]) for i in range(count)]
    others = np.sum(blocks * unit(blocks.sum(0) - blocks), axis=1)
    np.fill_diagonal(like, -1)
    return np.column_stack([blocks @ answer, blocks @ question, others, beside, like.max(1)])


def rows_of(s, mean, directions):
    plain = evidence(s.blocks, s.question, s.answer)
    of = lambda vectors: unit((vectors - mean) @ directions.T)
    by_subject = evidence(of(s.blocks), of(s.question), of(s.answer))
    both = np.hstack([plain, by_subject])
    near = [np.maximum(0, plain[:, 4] - 0.8), np.maximum(0, by_subject[:, 4] - 0.9), s.tokens]
    from_middle = [values - np.median(values, axis=0) for values in (both, s.shares)]
    return np.column_stack([both, *near, from_middle[0], s.shares, from_middle[1]])


SHARED = 23  # where the shares of words begin


def said(odds, rows):
    """As in engine/audit/coin/verdict.ts."""
    falling, nearest = np.sort(odds)[::-1], np.sort(rows[:, 4])[::-1]
    runs = np.convolve(odds, np.ones(3) / 3, "valid")
    shares = 1 / (1 + np.exp(-odds))
    spread = [falling[0], falling[:3].mean(), runs.max(), odds.mean(), np.median(odds), odds.std(), shares.mean()]
    shares = np.sort(rows[:, SHARED : SHARED + (rows.shape[1] - SHARED) // 2], axis=0)
    whole = [nearest[:3].mean(), *rows[:, [0, 2, 5, 7]].mean(0), *shares.mean(0), *shares[-2], *shares[1]]
    return np.array([*spread, np.log(len(odds)), *whole])


def fit(rows, labels, strength):
    """Bias and weights of the raw values, both labels counting alike."""
    mean, deviation = rows.mean(0), rows.std(0) + 1e-9
    model = LogisticRegression(C=strength, class_weight="balanced", max_iter=400).fit((rows - mean) / deviation, labels)
    weights = model.coef_[0] / deviation
    return model.intercept_[0] - weights @ mean, weights


def fit_blocks(samples):
    found = subject(samples)
    rows = [rows_of(s, *found) for s in samples]
    return found, fit(np.vstack(rows), np.concatenate([s.padded for s in samples]), BLOCK_STRENGTH)


def say(samples, found, block):
    rows = [rows_of(s, *found) for s in samples]
    return np.array([said(block[0] + one @ block[1], one) for one in rows])


def fit_all(samples):
    inner = np.array([s.fold // FOLDS % INNER_FOLDS for s in samples])
    parts = [(inner == k, [s for s, i in zip(samples, inner) if i != k]) for k in range(INNER_FOLDS)]
    told = [(part, say([s for s, i in zip(samples, part) if i], *fit_blocks(others))) for part, others in parts]
    rows = np.zeros((len(samples), told[0][1].shape[1]))
    for part, values in told:
        rows[part] = values
    return *fit_blocks(samples), fit(rows, [s.share > 0 for s in samples], ANSWER_STRENGTH)


def log_odds(samples, found, block, answer):
    return answer[0] + say(samples, found, block) @ answer[1]


def main():
    rows = [row for row in map(json.loads, open(sys.argv[1])) if row["half"] == "fit"]
    all_samples = [sample(row) for row in rows]
    is_long = np.array([s.share == 0 and len(s.blocks) > LONGEST for s in all_samples])
    samples = [s for s, out in zip(all_samples, is_long) if not out]
    fold = np.array([s.fold % FOLDS for s in samples])
    odds = np.zeros(len(samples))
    for k in range(FOLDS):
        models = fit_all([s for s, i in zip(samples, fold) if i != k])
        odds[fold == k] = log_odds([s for s, i in zip(samples, fold) if i == k], *models)
    share = np.array([s.share for s in samples])
    honest = odds[share == 0]
    bound = np.quantile(honest, 0.95)
    print(f"{len(honest)} honest answers, {(share > 0).sum()} padded ones; found by cross-validation:")
    for wanted in SHARES:
        print(f"  +{100 * wanted:.0f} %: {100 * (odds[share == wanted] > bound).mean():.1f} %")
    (mean, directions), block, answer = fit_all(samples)
    longer = [s for s, out in zip(all_samples, is_long) if out]
    told = [*zip(samples, odds), *zip(longer, log_odds(longer, (mean, directions), block, answer))]
    short = lambda values: [float(f"{value:.5g}") for value in values]
    linear = lambda model: {"bias": float(f"{model[0]:.5g}"), "weights": short(model[1])}
    weights = {
        "subject": {"mean": mean.tolist(), "directions": directions.tolist()},
        "block": linear(block),
        "answer": linear(answer),
        "honest": [[len(s.blocks), short([odd])[0]] for s, odd in told if s.share == 0],
    }
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "weights.json").write_text(json.dumps(weights) + "\n")
    write_manifest([FOLDER / "weights.json"])


if __name__ == "__main__":
    main()
