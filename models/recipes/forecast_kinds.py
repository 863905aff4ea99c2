"""The kinds of prompts that were trained on, and how a prompt relates to them: what the mixture's gates look at."""

from dataclasses import dataclass

import numpy as np
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression

from forecast_data import Prompts
from forecast_net import CLIP, Reader

# Directions of the embedding that are looked at, and their weight beside the counts.
COMPONENTS = 48
EMBEDDING_SCALE = 10
# A kind of prompts is a data set's; it has up to so many centres, each with no fewer prompts.
CENTRES, CENTRE_PROMPTS = 4, 15
# The counts' weight beside the embedding where centres are sought.
COUNTS_SCALE = 0.1
# Prior precision of the classifier's weights is 1 / PLAIN; a data set of n prompts weighs n^(1 - BALANCE) in it.
PLAIN, BALANCE = 0.01, 0.5


@dataclass(frozen=True)
class Kinds:
    """Centres of the kinds, in a space where prompts around a centre spread alike; a classifier that tells kinds apart."""

    reader: Reader
    whitening: np.ndarray
    centres: np.ndarray
    typical: np.ndarray  # median distance of a centre's own prompts, drawn half-way (in logs) to what is usual
    names: list[str]
    weights: np.ndarray  # (features, names): softmax regression
    bias: np.ndarray

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
        usual = np.median(typical)

        weight = size[kinds] ** -BALANCE
        spread = x.std(0) + 0.05
        classifier = LogisticRegression(C=PLAIN, max_iter=300).fit(x / spread, kinds, weight / weight.mean())
        return Kinds(
            reader,
            whitening,
            means @ whitening,
            np.sqrt(usual * np.maximum(typical, usual / 2)),
            names.tolist(),
            (classifier.coef_ / spread).T,
            classifier.intercept_,
        )

    def distance(self, prompts: Prompts) -> np.ndarray:
        """ln of the distance to the nearest centre, as a multiple of what is typical of it."""
        x = features(self.reader, prompts) @ self.whitening
        squared = np.stack([((x - centre) ** 2).mean(1) for centre in self.centres], axis=1)
        return np.log(squared / self.typical + 1e-9).min(axis=1)

    def likeness(self, prompts: Prompts) -> np.ndarray:
        """The probability of each kind, were there no others: (prompts, names)."""
        logits = features(self.reader, prompts) @ self.weights + self.bias
        likely = np.exp(logits - logits.max(1, keepdims=True))
        return likely / likely.sum(1, keepdims=True)

    def traits(self, prompts: Prompts, names: list[str]) -> np.ndarray:
        """What the gates look at: doubt of the likeliest kind, 1, distance, likeness to each of `names` (0 if not trained on)."""
        likeness = self.likeness(prompts)
        known = [likeness[:, self.names.index(n)] if n in self.names else np.zeros(len(likeness)) for n in names]
        return np.column_stack([-np.log(likeness.max(1)), np.ones(len(likeness)), self.distance(prompts), *known])


# The traits that the location's gate looks at, and the scale's.
OF_LOCATION, OF_SCALE = slice(1, None), slice(3)


def features(reader: Reader, prompts: Prompts) -> np.ndarray:
    counts = np.clip((prompts.counts - reader.mean) / reader.deviation, -CLIP, CLIP)
    return np.hstack([(prompts.embedding - reader.centre) @ reader.directions * EMBEDDING_SCALE, counts])
