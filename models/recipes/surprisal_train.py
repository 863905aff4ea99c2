"""Fits the surprisal student, prints how it does on texts held out, and writes it into models/minilm.

    node --import tsx models/recipes/surprisal_texts.ts > texts.jsonl
    python models/recipes/surprisal_targets.py texts.jsonl targets.npz
    python models/recipes/surprisal_losses.py texts.jsonl losses.npz
    python models/recipes/surprisal_train.py texts.jsonl targets.npz losses.npz EFFECTS

EFFECTS is frugal_word_drop_effects.json. Rewrites models/minilm/surprisal.onnx with the manifest, and
test/unit/salience/golden/student.json, what the network says of the texts of the other parity test.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from scipy.stats import spearmanr

import build_minilm
import surprisal_data
import surprisal_loss
import surprisal_student
from surprisal_data import MODEL, Data
from surprisal_graph import OUTPUTS
from surprisal_loss import Losses

TESTS = MODEL.parents[1] / "test/unit/salience/golden"


def explained(truth: np.ndarray, predicted: np.ndarray) -> tuple[float, float]:
    """R2 and Spearman's correlation."""
    return 1 - np.var(truth - predicted) / np.var(truth), spearmanr(truth, predicted).statistic


def frequency_surprisal(data: Data, train: np.ndarray) -> np.ndarray:
    """-ln p of each word by its count in the training texts, the best that knows no context."""
    counts: dict[str, int] = {}
    for i in np.flatnonzero(train):
        counts[data.words[i]] = counts.get(data.words[i], 0) + 1
    return -np.log([(counts.get(word, 0) + 0.5) / train.sum() for word in data.words])


def print_held_out(data: Data, predictions: dict[str, np.ndarray]) -> None:
    sets = np.array([data.rows[text]["set"] for text in data.text_of])
    held_out = data.held_out[data.text_of]
    truth = data.surprisal.numpy()
    print("\nsurprisal of the words of held-out texts: R2, Spearman")
    for name in ["all", *dict.fromkeys(sets)]:
        chosen = held_out & ~np.isnan(truth) & ((sets == name) | (name == "all"))
        found = [explained(truth[chosen], values[chosen]) for values in predictions.values()]
        cells = "   ".join(f"{key} {r2:.3f} {rank:.3f}" for key, (r2, rank) in zip(predictions, found))
        print(f"{name:8} n = {chosen.sum():6}   {cells}")


def golden(student: dict[str, np.ndarray]) -> dict:
    """What the stored network says of the cases of the parity test, [CLS] and [SEP] left out."""
    cases = json.loads((TESTS / "published-scores.json").read_text())["cases"]
    weights = {name: torch.from_numpy(array).float() for name, array in student.items()}
    model = surprisal_data.encoder()
    found = []
    for case in cases:
        states = surprisal_data.states_of(model, case["ids"])
        values = surprisal_student.values(weights, states)[1:-1].double().numpy().round(6)
        found.append({"name": case["name"], "ids": case["ids"][1:-1], **dict(zip(OUTPUTS, values.T.tolist()))})
    return {"command": "python models/recipes/surprisal_train.py", "cases": found}



def cross_validated(
    data: Data, hidden: torch.Tensor, start: torch.Tensor, losses: Losses, effects: list[dict]
) -> np.ndarray:
    """Differences of the losses by heads that never saw the text; five folds over texts."""
    texts = np.unique([data.rows[text]["text"] for text in losses.text], return_inverse=True)[1]
    fold = np.random.default_rng(9).permutation(texts.max() + 1)[texts] % 5
    found = np.zeros(len(texts))
    for held in range(5):
        head = surprisal_loss.fit(data, hidden, start, losses, torch.from_numpy(fold != held), effects)
        worth = surprisal_student.word_values(data, hidden, *head)
        found[fold == held] = surprisal_loss.predicted(losses, worth).numpy()[fold == held]
    return found


def print_losses(
    data: Data, losses: Losses, effects: list[dict], blind: np.ndarray, worth: dict[str, torch.Tensor]
) -> None:
    truth = losses.difference.numpy()
    print(f"\nwhat answers lose: correlation with the {len(truth)} differences between halves")
    print(f"learned, cross-validated {np.corrcoef(truth, blind)[0, 1]:.3f}")
    words, kinds = surprisal_loss.occurrences(data, effects)
    effect = -np.array([e["logodds_drop"] for e in effects])
    for name, values in worth.items():
        means = surprisal_loss.effect_means(values, words, kinds, len(effects)).numpy()
        rank = spearmanr(effect, means, nan_policy="omit").statistic
        r = np.corrcoef(truth, surprisal_loss.predicted(losses, values).numpy())[0, 1]
        kinds_known = np.sum(~np.isnan(means))
        print(f"{name:10} {r:.3f}, and Spearman with the effects of {kinds_known} kinds of words {rank:.3f}")


def main(texts: str, targets: str, losses_path: str, effects_path: str) -> None:
    data = surprisal_data.load(texts, targets)
    network = surprisal_student.fit(data)
    hidden = surprisal_student.hidden_units(network, data)
    surprisal_head = (network.surprisal.weight[0].detach(), network.surprisal.bias[0].detach())
    surprisal = surprisal_student.word_values(data, hidden, *surprisal_head)

    train = ~data.held_out[data.text_of] & ~data.surprisal.isnan().numpy()
    frequency = frequency_surprisal(data, train)
    slope, level = np.polyfit(frequency[train], data.surprisal.numpy()[train], 1)
    print_held_out(data, {"student": surprisal.numpy(), "word frequency": slope * frequency + level})
    restored = surprisal_student.word_means(data, network.unrecoverable(hidden).detach())[:, 0].numpy()
    held = data.held_out[data.text_of] & ~data.unrecoverable.isnan().numpy()
    r2, rank = explained(data.unrecoverable.numpy()[held], restored[held])
    print(f"unrecoverable: {held.sum()} held-out words, R2 {r2:.3f}, Spearman {rank:.3f}")

    losses = surprisal_loss.load(losses_path, data)
    effects = json.loads(Path(effects_path).read_text())
    start = surprisal_head[0]
    blind = cross_validated(data, hidden, start, losses, effects)
    every = torch.ones(len(losses.difference), dtype=torch.bool)
    learned_head = surprisal_loss.fit(data, hidden, start, losses, every, effects)
    learned = surprisal_student.word_values(data, hidden, *learned_head)
    print_losses(data, losses, effects, blind, {"learned": learned, "surprisal": surprisal})

    student = {
        "w1": network.hidden.weight.detach().numpy().astype(np.float16),
        "b1": network.hidden.bias.detach().numpy(),
        "w2": torch.stack([surprisal_head[0], learned_head[0]]).numpy(),
        "b2": torch.stack([surprisal_head[1], learned_head[1]]).numpy(),
    }
    build_minilm.build(MODEL, student)
    (TESTS / "student.json").write_text(json.dumps(golden(student), separators=(",", ":")) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
