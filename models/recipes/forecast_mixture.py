"""Two regimes, mixed by how far a prompt is from those that were trained on.

Near them the networks that trust their factors are right; far from them the cautious linear model, with a wider scale.
The gate tells prompts whose question group was left out from prompts whose whole data set was; the near scale is
fitted on the former, the far one on those of the latter that the gate calls far, so that each holds where it is meant to.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.stats import t as student
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression

from forecast_data import Calls, Prompts
from forecast_linear import Linear
from forecast_net import CLIP, DOF, Member, Reader

# Directions of the embedding that the distance looks at, and their weight beside the counts.
COMPONENTS = 48
EMBEDDING_SCALE = 10
# A kind of prompts is a data set's; it has up to so many centres, each with no fewer prompts.
CENTRES, CENTRE_PROMPTS = 4, 15
# The counts' weight beside the embedding where centres are sought.
COUNTS_SCALE = 0.1
# How often a prompt is of a kind that was not trained on, before it is seen.
NOVEL = 0.1
# The scale follows the gate, the location only its square: on left-out question groups, doubt should widen, not move.
SURE = 2


@dataclass(frozen=True)
class Forecasts:
    """What the two regimes say of each call in ln tokens, and how far its prompt is from those that were trained on."""

    near: np.ndarray
    near_variance: np.ndarray
    far: np.ndarray
    distance: np.ndarray
    chance: np.ndarray

    @staticmethod
    def join(parts: list["Forecasts"]) -> "Forecasts":
        return Forecasts(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Forecasts)))


@dataclass(frozen=True)
class Mixture:
    """Log odds of the far regime: at + slope x distance; the factor on the networks' scale; the linear model's scale."""

    at: float
    slope: float
    near: float
    far: float

    def novelty(self, f: Forecasts) -> np.ndarray:
        return 1 / (1 + np.exp(-(self.at + self.slope * f.distance)))

    def combine(self, f: Forecasts) -> tuple[np.ndarray, np.ndarray]:
        """Location and scale of each call."""
        novelty = self.novelty(f)
        sure = novelty**SURE
        location = (1 - sure) * f.near + sure * f.far
        near = self.near * np.sqrt(f.near_variance)
        return location, np.sqrt((near ** (1 - novelty) * self.far**novelty) ** 2 + sure * (1 - sure) * (f.near - f.far) ** 2)


@dataclass(frozen=True)
class Kinds:
    """Centres of the kinds of prompts that were trained on, in a space where prompts around a centre spread alike."""

    reader: Reader
    whitening: np.ndarray
    centres: np.ndarray
    typical: np.ndarray  # median distance of a centre's own prompts, not below half of what is usual

    @staticmethod
    def fit(prompts: Prompts, used: np.ndarray) -> "Kinds":
        reader = Reader.fit(prompts, used, COMPONENTS)
        x, dataset = features(reader, prompts)[used], prompts.dataset[used]
        sought = np.hstack([prompts.embedding[used], COUNTS_SCALE * x[:, COMPONENTS:]])
        names, kinds, size = np.unique(dataset, return_inverse=True, return_counts=True)
        centre, centres = np.empty(len(used), int), 0
        for k in range(len(names)):
            n = int(np.clip(size[k] // CENTRE_PROMPTS, 1, CENTRES))
            centre[kinds == k] = centres + KMeans(n, n_init=1, random_state=0).fit_predict(sought[kinds == k])
            centres += n
        means = np.array([x[centre == c].mean(0) for c in range(centres)])
        deviation = (x - means[centre]) / np.sqrt(len(names) * size[kinds])[:, None]
        within = deviation.T @ deviation
        within += np.eye(len(within)) * 0.1 * np.trace(within) / len(within)
        whitening = np.linalg.cholesky(np.linalg.inv(within))
        own = (((x - means[centre]) @ whitening) ** 2).mean(1)
        typical = np.array([np.median(own[centre == c]) for c in range(centres)])
        return Kinds(reader, whitening, means @ whitening, np.maximum(typical, np.median(typical) / 2))

    def distance(self, prompts: Prompts) -> np.ndarray:
        """ln of the distance to the nearest centre, as a multiple of what is typical of it."""
        x = features(self.reader, prompts) @ self.whitening
        squared = np.stack([((x - centre) ** 2).mean(1) for centre in self.centres], axis=1)
        return np.log(squared / self.typical + 1e-9).min(axis=1)


def features(reader: Reader, prompts: Prompts) -> np.ndarray:
    counts = np.clip((prompts.counts - reader.mean) / reader.deviation, -CLIP, CLIP)
    return np.hstack([(prompts.embedding - reader.centre) @ reader.directions * EMBEDDING_SCALE, counts])


def forecast(near: list[Member], far: Linear, kinds: Kinds, prompts: Prompts, calls: Calls) -> Forecasts:
    """The networks are averaged; their disagreement adds to the variance."""
    location, scale, chance = (np.stack(values) for values in zip(*(member.predict(prompts, calls) for member in near)))
    return Forecasts(
        near=location.mean(0),
        near_variance=(scale**2).mean(0) + location.var(0),
        far=far.predict(prompts, calls),
        distance=kinds.distance(prompts)[calls.prompt],
        chance=chance.mean(0),
    )


def log_score(tokens: np.ndarray, location: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """ln of the density of ln tokens."""
    return student.logpdf((tokens - location) / scale, DOF) - np.log(scale)


def fit_mixture(tokens: list[np.ndarray], forecasts: list[Forecasts]) -> Mixture:
    """`forecasts[0]`: question groups left out; each further one: a data set left out. `tokens`: what the calls took."""
    known, novel = forecasts[0], Forecasts.join(forecasts[1:])
    balance = np.concatenate([np.full(len(t), 1 / len(t)) for t in tokens[1:]]) / len(tokens[1:])
    distance = np.concatenate([known.distance, novel.distance])[:, None]
    weight = np.concatenate([np.full(len(tokens[0]), (1 - NOVEL) / len(tokens[0])), NOVEL * balance])
    gate = LogisticRegression(C=1e6).fit(distance, np.arange(len(distance)) >= len(tokens[0]), weight * len(distance))
    mixture = Mixture(float(gate.intercept_[0]), float(gate.coef_[0, 0]), 1.0, 1.5)
    for _ in range(3):
        mixture = replace(mixture, near=best(lambda v: log_score(tokens[0], *replace(mixture, near=v).combine(known)).mean()))
        outcomes, far = np.concatenate(tokens[1:]), balance * mixture.novelty(novel)
        mixture = replace(mixture, far=best(lambda v: far @ log_score(outcomes, *replace(mixture, far=v).combine(novel))))
    return mixture


def best(score: Callable[[float], float]) -> float:
    """The scale, or the factor on it, with the highest score."""
    return float(minimize_scalar(lambda v: -score(v), bounds=(0.5, 4), method="bounded").x)
