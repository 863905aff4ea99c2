"""The cautious regime, for prompts far from those that were trained on: a linear mixed model, fitted in closed form.

    ln tokens = constant + a term for each of the call's levels + w . x + noise

x is what is read of the prompt; every term has a normal prior (Bayesian linear regression: Bishop, Pattern Recognition
and Machine Learning, 3.3). It is too stiff to learn the kinds of prompts by heart, as the networks do, and so says more
of a kind that it never saw.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from forecast_data import Calls, Prompts
from forecast_net import Reader

COMPONENTS = 48
EMBEDDING_SCALE = 8
# Above what is seen: calls of one kind share what is not known of it, and so tell less than as many that do not.
NOISE = 1.8
# Prior standard deviations, in ln tokens.
CONSTANT, EMBEDDING, COUNTS = 3.0, 0.1, 0.05
LEVELS = {"family": 0.3, "size": 0.3, "model": 0.3, "effort": 0.4, "family and effort": 0.2, "model and effort": 0.3}
# A data set of n calls weighs n^(1 - BALANCE); n calls of one prompt, which share what is not known of it, at most PROMPT.
BALANCE, PROMPT = 0.3, 3


@dataclass(frozen=True)
class Linear:
    reader: Reader
    text: np.ndarray
    every: float
    levels: dict[str, dict[str, float]]

    def predict(self, prompts: Prompts, calls: Calls) -> np.ndarray:
        """ln tokens of each call. A name that was never seen adds nothing."""
        named = sum(np.array([self.levels[level].get(n, 0.0) for n in names]) for level, names in calls.levels.items())
        return self.every + named + (read(self.reader, prompts) @ self.text)[calls.prompt]

    @staticmethod
    def fit(prompts: Prompts, calls: Calls) -> "Linear":
        """Calls that were cut short are left out."""
        calls = calls.take(~calls.censored)
        dataset = prompts.dataset[calls.prompt]
        size, repeats = Counter(dataset), np.bincount(calls.prompt)[calls.prompt]
        weight = np.array([float(size[d]) ** -BALANCE for d in dataset])
        weight = weight / weight.mean() * PROMPT / (PROMPT - 1 + repeats) / NOISE**2

        reader = Reader.fit(prompts, np.unique(calls.prompt), COMPONENTS)
        x = read(reader, prompts)
        text = np.repeat([EMBEDDING, COUNTS], [COMPONENTS, x.shape[1] - COMPONENTS])
        names = [(level, name) for level, values in calls.levels.items() for name in np.unique(values)]
        hot = [(calls.levels[level] == name) * LEVELS[level] for level, name in names]
        design = np.column_stack([np.full(len(weight), CONSTANT), *hot, (text * x)[calls.prompt]])
        middle = np.average(calls.tokens, weights=weight)
        weighted = design * weight[:, None]
        terms = np.linalg.solve(weighted.T @ design + np.eye(design.shape[1]), weighted.T @ (calls.tokens - middle))
        named = terms[1 : 1 + len(names)]
        levels = {level: {n: LEVELS[level] * v for (of, n), v in zip(names, named) if of == level} for level in calls.levels}
        return Linear(reader, text * terms[1 + len(names) :], middle + CONSTANT * terms[0], levels)


def read(reader: Reader, prompts: Prompts) -> np.ndarray:
    return reader.read(prompts, EMBEDDING_SCALE).numpy().astype(float)
