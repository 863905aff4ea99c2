"""The student network: one hidden layer on a piece and the piece before it (see surprisal_graph.py)."""

import torch
from torch import nn
from torch.nn.functional import huber_loss, softplus

from surprisal_data import Data
from surprisal_graph import WIDTH

UNITS = 128
EPOCHS = 8
BATCH = 1024
BEND = 4.0  # nats beyond which an error counts by its size, not its square
RESTORING = 0.1  # weight of what the reader cannot restore, known of few words


class Student(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(2 * WIDTH, UNITS)
        self.surprisal = nn.Linear(UNITS, 1)
        self.unrecoverable = nn.Linear(UNITS, 1)

    def read(self, states: torch.Tensor, pieces: torch.Tensor) -> torch.Tensor:
        """(pieces, units)"""
        both = torch.cat([states[pieces], states[pieces - 1]], 1)
        with torch.autocast("cpu", torch.bfloat16):
            return torch.relu(self.hidden(both)).float()


def fit(data: Data) -> Student:
    """Every piece learns its word's values; a word weighs the same whatever its number of pieces."""
    torch.manual_seed(8)
    pieces = (data.word_of >= 0).nonzero()[:, 0]
    counts = torch.bincount(data.word_of[pieces], minlength=len(data.words))
    held_out = torch.from_numpy(data.held_out[data.text_of])
    pieces = pieces[~held_out[data.word_of[pieces]] & ~data.surprisal[data.word_of[pieces]].isnan()]
    student = Student()
    optimiser = torch.optim.AdamW(student.parameters(), lr=1e-3, weight_decay=0.01)
    steps = EPOCHS * (len(pieces) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps)
    for _ in range(EPOCHS):
        for batch in pieces[torch.randperm(len(pieces))].split(BATCH)[: len(pieces) // BATCH]:
            words = data.word_of[batch]
            weights = 1 / counts[words]
            hidden = student.read(data.states, batch)
            errors = huber_loss(
                softplus(student.surprisal(hidden)[:, 0]), data.surprisal[words], reduction="none", delta=BEND
            )
            loss = (weights * errors).sum() / weights.sum()
            known = ~data.unrecoverable[words].isnan()
            if known.any():
                predicted = student.unrecoverable(hidden[known])[:, 0]
                loss = loss + RESTORING * huber_loss(predicted, data.unrecoverable[words[known]], delta=BEND)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return student.eval()


def values(weights: dict[str, torch.Tensor], states: torch.Tensor) -> torch.Tensor:
    """What the graph computes: (n, outputs), in nats, of consecutive pieces (n, WIDTH)."""
    earlier = torch.cat([torch.zeros(1, WIDTH), states[:-1]])
    hidden = torch.relu(torch.cat([states, earlier], 1) @ weights["w1"].T + weights["b1"])
    return softplus(hidden @ weights["w2"].T + weights["b2"])


def hidden_units(student: Student, data: Data) -> torch.Tensor:
    """(pieces, units), 0 for [CLS]."""
    hidden = torch.zeros(len(data.word_of), UNITS)
    with torch.inference_mode():
        for batch in (data.word_of >= 0).nonzero()[:, 0].split(BATCH):
            hidden[batch] = student.read(data.states, batch)
    return hidden


def word_values(data: Data, hidden: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    """A head's value of every word."""
    return word_means(data, softplus(hidden @ weight + bias)[:, None])[:, 0]


def word_means(data: Data, values: torch.Tensor) -> torch.Tensor:
    """(pieces, k) -> (words, k): the mean over a word's pieces. Words without pieces get 0."""
    inside = data.word_of >= 0
    words = data.word_of[inside]
    sums = torch.zeros(len(data.words), values.shape[1]).index_add_(0, words, values[inside])
    return sums / torch.bincount(words, minlength=len(data.words)).clamp(min=1)[:, None]
