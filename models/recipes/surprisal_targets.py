"""What the teacher says of every word of the texts: its surprisal, and for a sample what the reader cannot restore.

    python models/recipes/surprisal_targets.py texts.jsonl targets.npz

`surprisal` (words): the sum of -ln p over the word's tokens, given at most 511 tokens before; a token over several
words is shared out by the characters of each. NaN at the start of a chunk, where little is known of what came before.

`unrecoverable` (words): -ln p(word | both sides), by Bayes from the left context L and the next 12 tokens R,
    -ln p(w | L) - [ln p(R | L, w) - ln p(R | L)],
where the last term is read from the text without the word. NaN outside the sample.
"""

import json
import sys

import numpy as np

from smollm2 import Teacher

CHUNK = 511
UNSURE = 16  # tokens at the start of a later chunk
SAMPLE = 2000
LEFT, RIGHT = 24, 12


def code_points(text: str) -> np.ndarray:
    """UTF-16 offset -> code point offset, for every boundary."""
    units = np.array([1 + (ord(c) > 0xFFFF) for c in text], dtype=int)
    return np.append(np.repeat(np.arange(len(text)), units), len(text))


def shares(offsets: np.ndarray, words: np.ndarray):
    """Token, word and the share of the token's characters in words that fall in this one. Both in order, disjoint."""
    first = 0
    for token, (start, end) in enumerate(offsets):
        while first < len(words) and words[first, 1] <= start:
            first += 1
        word, parts = first, []
        while word < len(words) and words[word, 0] < end:
            parts.append((word, min(end, words[word, 1]) - max(start, words[word, 0])))
            word += 1
        total = sum(overlap for _, overlap in parts)
        yield from ((token, word, overlap / total) for word, overlap in parts)


def main(texts_path: str, targets_path: str) -> None:
    random = np.random.default_rng(4)
    teacher = Teacher()
    with open(texts_path) as lines:
        rows = [json.loads(line) for line in lines]
    chunks, places = [], []
    texts = []
    for i, row in enumerate(rows):
        ids, offsets = teacher.encode(row["text"])
        spans = code_points(row["text"])[np.array(row["words"])]
        texts.append((ids, list(shares(offsets, spans)), len(spans)))
        for from_ in range(0, len(ids), CHUNK):
            chunks.append(ids[from_ : from_ + CHUNK])
            places.append((i, from_))
    token_nats = [np.full(len(ids), np.nan) for ids, _, _ in texts]
    for (i, from_), nats in zip(places, teacher.surprisals(chunks)):
        if from_:
            nats[:UNSURE] = np.nan
        token_nats[i][from_ : from_ + len(nats)] = nats
    surprisal = [np.zeros(count) for _, _, count in texts]
    for (_, parts, _), nats, words in zip(texts, token_nats, surprisal):
        for token, word, share in parts:
            words[word] += share * nats[token]
    print(f"{sum(map(len, token_nats))} tokens, {np.nanmean(np.concatenate(token_nats)):.3f} nats a token")

    counts = np.cumsum([0] + [count for _, _, count in texts])
    unrecoverable = np.full(counts[-1], np.nan)
    pairs, where, rights = [], [], []
    for at in random.permutation(counts[-1])[:SAMPLE]:
        i = int(np.searchsorted(counts, at, side="right")) - 1
        ids, parts, _ = texts[i]
        own = [token for token, word, share in parts if word == at - counts[i] and share == 1]
        if not own or np.isnan(surprisal[i][at - counts[i]]):
            continue
        left, right = ids[max(0, own[0] - LEFT) : own[0]], ids[own[-1] + 1 : own[-1] + 1 + RIGHT]
        pairs += [left + ids[own[0] : own[-1] + 1] + right, left + right]
        rights += [len(right)] * 2
        where.append((at, surprisal[i][at - counts[i]]))
    nats = [values.sum() for values in teacher.surprisals(pairs, rights)]
    for (at, own), with_word, without in zip(where, nats[::2], nats[1::2]):
        unrecoverable[at] = own - (without - with_word)
    np.savez(targets_path, surprisal=np.concatenate(surprisal), unrecoverable=unrecoverable, counts=counts)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
