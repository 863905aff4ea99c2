"""The student's second value: what answers lose without a word, fitted on what they did lose.

Two sources, one head on the student's hidden units: the teacher's answers from either half of a text's words
(surprisal_losses.py), and the log-odds of a right answer by dropped word, from 35,000 answers of five large models to
GSM8K's questions (research on FrugalPrompt's published outcomes).
"""

import json
from dataclasses import dataclass

import numpy as np
import torch

from surprisal_data import Data
from surprisal_student import word_values

STEPS = 200
SHARE = 0.1  # of its surprisal that a word is worth before anything is known of answers
CLOSE = 1.0  # how strongly the head is held to that
EFFECTS = 1.0  # weight of the words' effects beside the teacher's losses


@dataclass(frozen=True)
class Losses:
    text: np.ndarray  # (halves)
    sign: torch.Tensor  # (all halves' words): +1 dropped, -1 dropped by the other half
    word: torch.Tensor  # the same words' numbers
    half: torch.Tensor  # and the half each belongs to
    difference: torch.Tensor  # (halves), nats


def load(path: str, data: Data) -> Losses:
    stored = np.load(path)
    first = np.searchsorted(data.text_of, stored["text"])
    count = np.searchsorted(data.text_of, stored["text"], side="right") - first
    return Losses(
        stored["text"],
        torch.from_numpy(np.where(stored["dropped"], 1.0, -1.0)).float(),
        torch.from_numpy(np.concatenate([np.arange(a, a + n) for a, n in zip(first, count)])),
        torch.from_numpy(np.repeat(np.arange(len(count)), count)),
        torch.from_numpy(stored["difference"]).float(),
    )


def predicted(losses: Losses, words: torch.Tensor) -> torch.Tensor:
    """Difference between the halves, from what each word is worth."""
    return torch.zeros(len(losses.difference)).index_add_(0, losses.half, losses.sign * words[losses.word])


def occurrences(data: Data, effects: list[dict]) -> tuple[torch.Tensor, torch.Tensor]:
    """The words of GSM8K's questions, by number, and for each the place of the effect that it counts under."""
    places = {effect["word"]: i for i, effect in enumerate(effects)}
    words, kinds = [], []
    for i in np.flatnonzero([data.rows[text]["set"] == "gsm8k" for text in data.text_of]):
        word = data.words[i]
        number = any(c.isdigit() for c in word)
        kind = "<NUM>" if number else word if word in places else "<CONTENT>" if word.isalpha() else None
        if kind:
            words.append(i)
            kinds.append(places[kind])
    return torch.tensor(words), torch.tensor(kinds)


def effect_means(worth: torch.Tensor, words: torch.Tensor, kinds: torch.Tensor, count: int) -> torch.Tensor:
    """(count): what the words that count under each effect are worth in the mean, NaN where there are none."""
    sums = torch.zeros(count).index_add_(0, kinds, worth[words])
    return sums / torch.bincount(kinds, minlength=count)


def fit(
    data: Data, hidden: torch.Tensor, start: torch.Tensor, losses: Losses, chosen: torch.Tensor, effects: list[dict]
) -> tuple[torch.Tensor, torch.Tensor]:
    """
    Weight (units) and bias of the head on the hidden units of pieces (pieces, units), near `start` (units).
    `chosen`: of the halves, those that are learnt from.
    """
    words, kinds = occurrences(data, effects)
    effect = -torch.tensor([e["logodds_drop"] for e in effects])
    precision = torch.tensor([e["se"] for e in effects]) ** -2
    spread = losses.difference[chosen].var()
    weight, bias = (SHARE * start).clone().requires_grad_(), torch.tensor(-3.0, requires_grad=True)
    # A maths problem is not a passage: how a word's worth reads in it.
    scale, safest = torch.tensor(1.0, requires_grad=True), torch.tensor(-0.2, requires_grad=True)
    optimiser = torch.optim.Adam([weight, bias, scale, safest], lr=0.01)
    for _ in range(STEPS):
        worth = word_values(data, hidden, weight, bias)
        missed = losses.difference - predicted(losses, worth)
        means = effect_means(worth, words, kinds, len(effects))
        known = ~means.isnan()
        misjudged = (scale * means[known] + safest - effect[known]) ** 2 @ precision[known] / precision[known].sum()
        apart = ((weight - SHARE * start) ** 2).sum()
        loss = (missed[chosen] ** 2).mean() / spread + EFFECTS * misjudged + CLOSE * apart
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return weight.detach(), bias.detach()
