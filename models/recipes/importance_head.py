"""The head: whether a piece of a prompt is needed, by a linear model of its state."""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from importance_data import NEEDED, UNMARKED, Prompt

PENALTY = 0.0003  # C: its inverse
# How much a piece without a mark teaches: mostly words that grammar restores.
UNMARKED_WEIGHT = 0.25
FOLDS = 5


class Head:
    """`weights` (d,) and `bias` give the log-odds that a piece is needed."""

    def __init__(self, training: list[Prompt]):
        states = np.concatenate([prompt.states for prompt in training])
        marks = np.concatenate([prompt.marks for prompt in training])
        mean, deviation = states.mean(0), states.std(0) + 1e-6
        model = LogisticRegression(C=PENALTY, max_iter=500)
        importance = np.where(marks == UNMARKED, UNMARKED_WEIGHT, 1.0)
        model.fit((states - mean) / deviation, marks == NEEDED, sample_weight=importance)
        self.weights = model.coef_[0] / deviation
        self.bias = float(model.intercept_[0] - self.weights @ mean)

    def __call__(self, prompt: Prompt) -> np.ndarray:
        return prompt.states @ self.weights + self.bias


def fitted(training: list[Prompt]) -> Head:
    """The head, set right so that its chance is that of being marked as needed (Platt 1999), by prompts not seen."""
    odds = held_out(training)
    needed = np.concatenate([prompt.marks for prompt in training]) == NEEDED
    line = LogisticRegression(C=1e6).fit(np.concatenate(odds)[:, None], needed)
    slope, shift = float(line.coef_[0, 0]), float(line.intercept_[0])
    print_merit(training, odds)
    print_calibration(slope * np.concatenate(odds) + shift, needed)
    head = Head(training)
    head.weights, head.bias = slope * head.weights, slope * head.bias + shift
    return head


def held_out(training: list[Prompt]) -> list[np.ndarray]:
    """The log-odds of each prompt's pieces by a head that has not seen the prompt."""
    found: dict[int, np.ndarray] = {}
    for known, new in GroupKFold(FOLDS).split(training, groups=range(len(training))):
        head = Head([training[i] for i in known])
        found |= {i: head(training[i]) for i in new}
    return [found[i] for i in range(len(training))]


def print_merit(training: list[Prompt], odds: list[np.ndarray]) -> None:
    for name, is_english in (("English", True), ("other languages", False)):
        own = [i for i, prompt in enumerate(training) if (prompt.language == "en") == is_english]
        values, marks = (np.concatenate([of[i] for i in own]) for of in (odds, [prompt.marks for prompt in training]))
        marked = marks != UNMARKED
        print(
            f"{name}, {len(own)} prompts: area for needed against filler {roc_auc_score(marks[marked], values[marked]):.3f},"
            f" against all else {roc_auc_score(marks == NEEDED, values):.3f}"
        )


def print_calibration(odds: np.ndarray, needed: np.ndarray) -> None:
    chance = 1 / (1 + np.exp(-odds))
    for low in range(0, 100, 20):
        inside = (chance >= low / 100) & (chance < low / 100 + 0.2)
        if inside.any():
            print(f"chance {low} to {low + 20} %: {100 * needed[inside].mean():.0f} % needed, n = {inside.sum()}")
