"""Two regimes, mixed by how far a prompt is from those that were trained on.

Near them the networks that trust their factors are right; far from them the cautious ones, with a wider scale. The gate
tells prompts whose question group was left out from prompts whose whole data set was; the near scale is fitted on the
former, the far one on those of the latter that the gate calls far, so that each holds where it is meant to.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.stats import t as student
from sklearn.linear_model import LogisticRegression

from forecast_data import Calls, Prompts
from forecast_net import CLIP, DOF, Member, Reader

# Directions of the embedding that the distance looks at, and their weight beside the counts.
COMPONENTS = 48
EMBEDDING_SCALE = 10
# How often a prompt is of a kind that was not trained on, before it is seen.
NOVEL = 0.1
# The scale follows the gate, the location only its cube: on left-out question groups, doubt should widen, not move.
SURE = 3


@dataclass(frozen=True)
class Forecasts:
    """Location and variance of ln tokens of each call by the two regimes, and its prompt's distance."""

    near: np.ndarray
    near_variance: np.ndarray
    far: np.ndarray
    far_variance: np.ndarray
    distance: np.ndarray
    chance: np.ndarray

    @staticmethod
    def join(parts: list["Forecasts"]) -> "Forecasts":
        return Forecasts(*(np.concatenate([getattr(p, f) for p in parts]) for f in Forecasts.__dataclass_fields__))


@dataclass(frozen=True)
class Mixture:
    """Log odds of the far regime: at + slope x distance; factors on the scales of both."""

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
        near, far = self.near * np.sqrt(f.near_variance), self.far * np.sqrt(f.far_variance)
        return location, np.sqrt((near ** (1 - novelty) * far**novelty) ** 2 + sure * (1 - sure) * (f.near - f.far) ** 2)


@dataclass(frozen=True)
class Kinds:
    """The kinds of prompts that were trained on, each a centre in a space where prompts of one kind spread alike."""

    reader: Reader
    whitening: np.ndarray
    centres: np.ndarray
    typical: np.ndarray  # median distance of a kind's own prompts, not below a tenth of the largest

    @staticmethod
    def fit(prompts: Prompts, used: np.ndarray) -> "Kinds":
        reader = Reader.fit(prompts, used, COMPONENTS)
        x, label = features(reader, prompts)[used], prompts.dataset[used]
        names, kind, size = np.unique(label, return_inverse=True, return_counts=True)
        means = np.array([x[kind == k].mean(0) for k in range(len(names))])
        deviation = (x - means[kind]) / np.sqrt(len(names) * size[kind])[:, None]
        within = deviation.T @ deviation
        within += np.eye(len(within)) * 0.1 * np.trace(within) / len(within)
        whitening = np.linalg.cholesky(np.linalg.inv(within))
        own = (((x - means[kind]) @ whitening) ** 2).mean(1)
        typical = np.array([np.median(own[kind == k]) for k in range(len(names))])
        return Kinds(reader, whitening, means @ whitening, np.maximum(typical, typical.max() / 10))

    def distance(self, prompts: Prompts) -> np.ndarray:
        """ln of the distance to the nearest kind, as a multiple of what is typical of that kind."""
        x = features(self.reader, prompts) @ self.whitening
        squared = np.stack([((x - centre) ** 2).mean(1) for centre in self.centres], axis=1)
        return np.log(squared / self.typical + 1e-9).min(axis=1)


def features(reader: Reader, prompts: Prompts) -> np.ndarray:
    counts = np.clip((prompts.counts - reader.mean) / reader.deviation, -CLIP, CLIP)
    return np.hstack([(prompts.embedding - reader.centre) @ reader.directions * EMBEDDING_SCALE, counts])


def average(predictions: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Location, variance (the members' own and their disagreement) and chance of an ensemble."""
    location, scale, chance = (np.stack(values) for values in zip(*predictions))
    return location.mean(0), (scale**2).mean(0) + location.var(0), chance.mean(0)


def forecast(near: list[Member], far: list[Member], kinds: Kinds, prompts: Prompts, calls: Calls) -> Forecasts:
    n, n_variance, chance = average([member.predict(prompts, calls) for member in near])
    f, f_variance, _ = average([member.predict(prompts, calls) for member in far])
    return Forecasts(n, n_variance, f, f_variance, kinds.distance(prompts)[calls.prompt], chance)


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
    """The factor on a scale with the highest score."""
    return float(minimize_scalar(lambda v: -score(v), bounds=(0.5, 4), method="bounded").x)
