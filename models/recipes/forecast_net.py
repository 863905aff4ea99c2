"""The forecaster's network: a prompt has a few factors, a call has a loading on each.

    ln tokens ~ Student-t(b + l . z, exp(s + u)),    logit success = c + m . z

z (difficulty and kin) and u come from the prompt; b, l, s, c, m are sums over levels (all calls, family, size, model,
effort, ...), each level drawn to zero by a normal prior: what is unknown of a model starts from its kin (partial pooling).
Calls that were cut short enter with the probability of being at least as long.
"""

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np
import torch

from forecast_data import Calls, Prompts

DOF = 7  # odd: the distribution function then has a closed form
FACTORS = 4
INPUT_DROPOUT = 0.3
# Prior standard deviations of the levels' part of the location, in ln tokens.
LOCATION_PRIOR = {"family": 0.6, "size": 0.2, "model": 0.15, "effort": 0.3, "family and effort": 0.2, "model and effort": 0.15}
SCALE_PRIOR = 0.15
CLIP = 3.0

# Precision of the weights on the embedding, on the surface counts; standard deviation of a level's loadings.
EMBEDDING_PRIOR, COUNTS_PRIOR, LOADING_PRIOR = 160, 10, 0.2
EMBEDDING_SCALE = 10
# A data set of n calls weighs n^(1 - BALANCE).
BALANCE = 0.15
STEPS = 200


@dataclass(frozen=True)
class Reader:
    """Standardises what is read of prompts: principal directions of the embedding, counts in standard deviations."""

    centre: np.ndarray
    directions: np.ndarray
    mean: np.ndarray
    deviation: np.ndarray

    @staticmethod
    def fit(prompts: Prompts, used: np.ndarray, components: int = 128) -> "Reader":
        size = Counter(prompts.dataset[used])
        weight = np.array([size[d] ** -0.5 for d in prompts.dataset[used]])
        weight /= weight.sum()
        embedding, counts = prompts.embedding[used], prompts.counts[used]
        centre, mean = weight @ embedding, weight @ counts
        _, _, directions = np.linalg.svd((embedding - centre) * np.sqrt(weight)[:, None], full_matrices=False)
        return Reader(centre, directions[:components].T, mean, np.sqrt(weight @ (counts - mean) ** 2) + 0.1)

    def read(self, prompts: Prompts, scale: float) -> torch.Tensor:
        embedding = (prompts.embedding - self.centre) @ self.directions * scale
        counts = np.clip((prompts.counts - self.mean) / self.deviation, -CLIP, CLIP) / 2
        return torch.tensor(np.hstack([embedding, counts]), dtype=torch.float32)


class PromptNet(torch.nn.Module):
    """What is read of a prompt -> its factors z and its part u of the log scale."""

    def __init__(self, inputs: int, hidden: int = 32):
        super().__init__()
        self.hidden = torch.nn.Linear(inputs, hidden)
        self.factors = torch.nn.Linear(hidden, FACTORS, bias=False)
        self.direct = torch.nn.Linear(inputs, FACTORS, bias=False)
        self.spread = torch.nn.Linear(hidden, 1, bias=False)
        self.dropout = torch.nn.Dropout(0.1)
        torch.nn.init.normal_(self.hidden.weight, 0, 0.15)
        torch.nn.init.normal_(self.direct.weight, 0, 0.02)
        torch.nn.init.zeros_(self.spread.weight)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        hidden = torch.tanh(self.hidden(x))
        return self.factors(self.dropout(hidden)) + self.direct(x), self.spread(hidden)[:, 0]


# Columns of a level's table: location, its loadings, log scale, logit of success, its loadings.
COLUMNS = 1 + FACTORS + 1 + 1 + FACTORS
LOCATION, LOADINGS, SCALE, CHANCE, CHANCE_LOADINGS = 0, slice(1, 1 + FACTORS), 1 + FACTORS, 2 + FACTORS, slice(3 + FACTORS, None)


class CallTable(torch.nn.Module):
    """A row for each name of each level; a call's row is the sum. A name that was never seen has a row of zeros."""

    def __init__(self, levels: dict[str, np.ndarray]):
        super().__init__()
        self.names = {level: ["", *sorted(set(values))] for level, values in levels.items()}
        self.tables = torch.nn.ModuleList([torch.nn.Embedding(len(n), COLUMNS, padding_idx=0) for n in self.names.values()])
        for table in self.tables:
            torch.nn.init.zeros_(table.weight)
        self.every = torch.nn.Parameter(torch.tensor([7.0, 1.0] + [0.0] * (FACTORS - 1) + [-0.4] + [0.0] * (1 + FACTORS)))
        prior = torch.full((len(self.names), COLUMNS), LOADING_PRIOR)
        prior[:, SCALE] = SCALE_PRIOR
        prior[:, LOCATION] = torch.tensor([LOCATION_PRIOR[level] for level in self.names])
        prior[:, CHANCE] = prior[:, LOCATION]
        self.prior = prior

    def places(self, levels: dict[str, np.ndarray]) -> list[torch.Tensor]:
        lookups = ({name: i for i, name in enumerate(names)} for names in self.names.values())
        return [torch.tensor([lookup.get(v, 0) for v in levels[level]]) for level, lookup in zip(self.names, lookups)]

    def forward(self, places: list[torch.Tensor]) -> torch.Tensor:
        return self.every + sum(table(place) for table, place in zip(self.tables, places))

    def penalty(self) -> torch.Tensor:
        return sum((table.weight**2 / prior**2).sum() / 2 for table, prior in zip(self.tables, self.prior))


def log_density(t: torch.Tensor) -> torch.Tensor:
    constant = math.lgamma((DOF + 1) / 2) - math.lgamma(DOF / 2) - 0.5 * math.log(DOF * math.pi)
    return constant - (DOF + 1) / 2 * torch.log1p(t * t / DOF)


def log_survival(t: torch.Tensor) -> torch.Tensor:
    """ln P(T > t), from the closed form of Student's distribution function for odd degrees of freedom."""
    angle = torch.atan(t / math.sqrt(DOF))
    term = torch.cos(angle)
    total = term.clone()
    for j in range(3, DOF - 1, 2):
        term = term * torch.cos(angle) ** 2 * (j - 1) / j
        total = total + term
    return torch.log((0.5 - (angle + torch.sin(angle) * total) / math.pi).clamp_min(1e-9))


@dataclass(frozen=True)
class Member:
    """One trained network of an ensemble."""

    reader: Reader
    net: PromptNet
    table: CallTable

    def predict(self, prompts: Prompts, calls: Calls) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Location and scale of ln tokens, and chance of success, of each call."""
        with torch.no_grad():
            z, u = self.net(self.reader.read(prompts, EMBEDDING_SCALE))
            row, z, u = self.table(self.table.places(calls.levels)), z[calls.prompt], u[calls.prompt]
            location = row[:, LOCATION] + (row[:, LOADINGS] * z).sum(1)
            chance = torch.sigmoid(row[:, CHANCE] + (row[:, CHANCE_LOADINGS] * z).sum(1))
            return location.numpy(), torch.exp((row[:, SCALE] + u).clamp(-3, 2)).numpy(), chance.numpy()


def fit(prompts: Prompts, calls: Calls, seed: int) -> Member:
    """Maximum a posteriori by Adam. Inputs drop out: some thousand prompts must not be learnt by heart."""
    torch.manual_seed(seed)
    used, place = np.unique(calls.prompt, return_inverse=True)
    reader = Reader.fit(prompts, used)
    x = reader.read(prompts, EMBEDDING_SCALE)[used]
    net, table = PromptNet(x.shape[1]), CallTable(calls.levels)
    embedded = reader.directions.shape[1]
    precision = torch.tensor([EMBEDDING_PRIOR] * embedded + [COUNTS_PRIOR] * (x.shape[1] - embedded))

    dataset = prompts.dataset[calls.prompt]
    size = Counter(dataset)
    weight = np.array([size[d] ** -BALANCE for d in dataset])
    weight = torch.tensor(weight / weight.mean(), dtype=torch.float32)
    tokens, success = (torch.tensor(v, dtype=torch.float32) for v in (calls.tokens, calls.success))
    censored, known = torch.tensor(calls.censored), ~torch.isnan(success)
    place = torch.tensor(place)
    # Calls of one model and effort share their row: sum the levels once for each.
    _, first, kind = np.unique(calls.levels["model and effort"], return_index=True, return_inverse=True)
    kinds, kind = table.places({level: values[first] for level, values in calls.levels.items()}), torch.tensor(kind)

    optimiser = torch.optim.Adam([*net.parameters(), *table.parameters()], lr=0.02, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 0.02, total_steps=STEPS, pct_start=0.2)
    for _ in range(STEPS):
        z, u = net(torch.nn.functional.dropout(x, INPUT_DROPOUT))
        row, z, u = table(kinds)[kind], z[place], u[place]
        log_scale = (row[:, SCALE] + u).clamp(-3, 2)
        t = (tokens - row[:, LOCATION] - (row[:, LOADINGS] * z).sum(1)) * torch.exp(-log_scale)
        likelihood = torch.where(censored, log_survival(t), log_density(t) - log_scale)
        # Success must not shape the factors, which are of length: hence detach.
        logit = (row[:, CHANCE] + (row[:, CHANCE_LOADINGS] * z.detach()).sum(1))[known]
        chance = torch.nn.functional.binary_cross_entropy_with_logits(logit, success[known], weight[known], reduction="sum")
        penalty = (
            (precision * (net.hidden.weight**2).sum(0)).sum()
            + (precision * (net.direct.weight**2).sum(0)).sum()
            + 20 * (net.factors.weight**2).sum()
            + 20 * (net.spread.weight**2).sum()
            + table.penalty()
        )
        loss = (penalty + chance - (weight * likelihood).sum()) / len(tokens)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return Member(reader, net.eval(), table)
