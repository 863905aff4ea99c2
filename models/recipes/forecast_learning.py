"""What a user's own calls teach: Bayesian regression on what their forecasts missed, as engine/reasoning/learning.ts.

    residual = user + a term for each of the call's levels + s (location - MIDDLE) + v . topic + w apart + noise

`s`: a user's calls may differ the more, the harder they are; `topic`: the first principal directions of the prompt's
embedding; `apart`: what the linear model says beyond the networks, so that calls can tell which regime to trust. The
priors' standard deviations are the spreads seen in data sets, and families, that were left out (type II maximum
likelihood: Bishop, Pattern Recognition and Machine Learning, 3.5).
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

# Freedom of the t whose weights keep one stray call from moving the forecast far; rounds of reweighting.
ROBUSTNESS, ROUNDS = 5, 3
TOPIC = 16
# ln tokens at which the slope turns: what a usual call takes.
MIDDLE = 7.5
# Calls of a left-out data set that the priors are fitted on.
SAMPLE = 120
# So many calls of independent prompts a sample is worth.
WORTH = 20


@dataclass(frozen=True)
class Misses:
    """Calls of one left-out data set, or family: what was missed in ln tokens, by whom, on what."""

    residual: np.ndarray
    location: np.ndarray  # what was forecast, in ln tokens
    levels: dict[str, np.ndarray]
    topic: np.ndarray
    apart: np.ndarray

    def take(self, chosen: np.ndarray) -> "Misses":
        levels = {level: names[chosen] for level, names in self.levels.items()}
        return Misses(self.residual[chosen], self.location[chosen], levels, self.topic[chosen], self.apart[chosen])


@dataclass(frozen=True)
class Priors:
    user: float
    levels: dict[str, float]
    slope: float
    topic: float
    apart: float
    noise: float

    def covariance(self, shared: np.ndarray) -> np.ndarray:
        """Of what calls share, without noise; `shared` as the function of that name tells."""
        return self.user**2 + np.tensordot(np.square([*self.levels.values(), self.slope, self.topic, self.apart]), shared, 1)

    @staticmethod
    def fit(left_out: list[Misses]) -> "Priors":
        """Data sets, and families, weigh the same. A weak prior keeps a spread that nothing tells of near 0.4."""
        names, rng = list(left_out[0].levels), np.random.default_rng(0)
        samples = [m.take(rng.permutation(len(m.residual))[:SAMPLE]) for m in left_out]
        known = [(m.residual, shared(m, m)) for m in samples]

        def priors(x: np.ndarray) -> Priors:
            user, slope, topic, apart, noise, *levels = np.exp(x).tolist()
            return Priors(user, dict(zip(names, levels)), slope, topic, apart, noise)

        def loss(x: np.ndarray) -> float:
            p, total = priors(x), 0.1 * np.sum((x + 1) ** 2)
            for residual, kin in known:
                root = np.linalg.cholesky(p.covariance(kin) + p.noise**2 * np.eye(len(residual)))
                deviance = np.sum(np.linalg.solve(root, residual) ** 2) / 2 + np.log(np.diag(root)).sum()
                total += WORTH * deviance / len(residual)
            return total

        return priors(minimize(loss, np.log([1, 0.4, 0.25, 0.5, 0.8] + [0.4] * len(names)), method="L-BFGS-B").x)

    def shift(self, own: Misses, at: Misses) -> np.ndarray:
        """What the user's calls add to the location of further ones."""
        covariance = self.covariance(shared(own, own))
        surprise = own.residual / np.sqrt(np.diag(covariance) + self.noise**2)
        for _ in range(ROUNDS):
            weight = (ROBUSTNESS + 1) / (ROBUSTNESS + surprise**2)
            solved = np.linalg.solve(covariance + self.noise**2 * np.diag(1 / weight), own.residual)
            surprise = (own.residual - covariance @ solved) / self.noise
        return self.covariance(shared(at, own)) @ solved


def shared(a: Misses, b: Misses) -> np.ndarray:
    """What the calls of a and b share, (levels + 3, a, b): names, and the products of location, of topic and of apart."""
    same = [a.levels[level][:, None] == b.levels[level] for level in a.levels]
    sloped = np.outer(a.location - MIDDLE, b.location - MIDDLE)
    return np.stack([*same, sloped, a.topic @ b.topic.T, np.outer(a.apart, b.apart)])


def after_own_calls(priors: Priors, misses: Misses, own: int, by: np.ndarray, rounds: int = 10) -> float:
    """Mean absolute error of the other calls, once `own` calls of each name in `by` are known."""
    errors = []
    for seed in range(rounds):
        order = np.random.default_rng(seed).permutation(len(by))
        known = np.concatenate([order[by[order] == name][:own] for name in np.unique(by)])
        rest = np.setdiff1d(order, known)
        if len(rest) > 0:
            at = misses.take(rest)
            errors.append(np.abs(at.residual - priors.shift(misses.take(known), at)).mean())
    return float(np.mean(errors))


def once_located(misses: Misses, by: np.ndarray) -> float:
    """The error that is left when each name's median miss is known exactly: what own calls can reach without reading prompts."""
    middle = {name: np.median(misses.residual[by == name]) for name in np.unique(by)}
    return float(np.abs(misses.residual - np.array([middle[name] for name in by])).mean())
