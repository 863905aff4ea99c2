"""The text baselines beside the forecaster, on the same held-out prompts: ridge and boosting on TF-IDF and counts.

    python models/recipes/forecast_baselines.py --data ../shared/data/reasoning

`npm run bench:forecast` prints the forecaster and the baselines that are plain means. Scales: one per model and effort,
from residuals of three folds of the training groups.
"""

import argparse
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.stats import norm
from sklearn.decomposition import TruncatedSVD
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import Ridge
from sklearn.preprocessing import OneHotEncoder

from forecast_data import load, read_lines

FOLDS = 3
DRAWN = 10  # calls that the common scale is worth


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data
    prompts, calls = load(folder)
    entries = {p["pid"]: p["text"] for p in read_lines(folder / "prompts.jsonl.gz")}
    text = np.array([entries[pid] for pid in prompts.pid], dtype=object)
    text = np.array([t if len(t) < 5000 else f"{t[:3500]} ... {t[-1500:]}" for t in text], dtype=object)

    known = ~calls.censored
    split = prompts.split[calls.prompt]
    kind = calls.levels["model and effort"]
    train, test = np.flatnonzero(known & (split == "train")), np.flatnonzero(known & (split == "val"))
    y = calls.tokens

    def design(rows: np.ndarray) -> tuple[sparse.csr_matrix, np.ndarray]:
        used = np.unique(calls.prompt[rows])
        words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, max_features=60000, sublinear_tf=True).fit(text[used])
        tfidf = words.transform(text)
        topics = TruncatedSVD(64, random_state=0).fit(tfidf[used]).transform(tfidf)
        counts = (prompts.counts - prompts.counts[used].mean(0)) / (prompts.counts[used].std(0) + 1e-6)
        hot = OneHotEncoder(handle_unknown="ignore").fit(kind[rows, None]).transform(kind[:, None])
        sums = np.asarray(hot[rows].T @ (y[rows] - y[rows].mean())).ravel()
        mean = y[rows].mean() + hot @ (sums / (np.asarray(hot[rows].sum(0)).ravel() + 5))
        at = calls.prompt
        linear = sparse.hstack([hot, sparse.csr_matrix(counts[at] * 0.3), tfidf[at] * 2]).tocsr()
        return linear, np.hstack([topics[at], prompts.counts[at], mean[:, None]])

    def predict(rows: np.ndarray) -> dict[str, np.ndarray]:
        linear, dense = design(rows)
        boosting = HistGradientBoostingRegressor(
            max_iter=300, learning_rate=0.06, l2_regularization=1.0, min_samples_leaf=40, random_state=0
        )
        return {
            "ridge on TF-IDF and counts": Ridge(3.0, solver="sparse_cg", max_iter=300).fit(linear[rows], y[rows]).predict(linear),
            "boosting on the same": boosting.fit(dense[rows], y[rows]).predict(dense),
        }

    names, group = np.unique(prompts.group[calls.prompt], return_inverse=True)
    fold = np.random.default_rng(1).integers(0, FOLDS, len(names))[group]
    residuals: dict[str, np.ndarray] = {}
    for k in range(FOLDS):
        for name, location in predict(train[fold[train] != k]).items():
            left = train[fold[train] == k]
            residuals.setdefault(name, np.zeros(len(y)))[left] = y[left] - location[left]
    print("| predictor | MAE ln | within 2x | 80 % covers | CRPS | log score | agents apart: MAE ln |\n| --- | --- | --- | --- | --- | --- | --- |")
    single = prompts.dataset[calls.prompt[test]] != "swe_bench_verified"
    for name, location in predict(train).items():
        squared = residuals[name] ** 2
        common = squared[train].mean()
        scales = {}
        for k in np.unique(kind):
            mine = train[kind[train] == k]
            scales[k] = np.sqrt((squared[mine].sum() + DRAWN * common) / (len(mine) + DRAWN))
        scale = np.array([scales[k] for k in kind[test]])
        z = (y[test] - location[test]) / scale
        error = np.abs(y[test] - location[test])
        crps = scale * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi))
        score = np.log(scale) - norm.logpdf(z) + y[test]
        print(
            f"| {name} | {error.mean():.3f} | {np.mean(error < np.log(2)):.3f} | {np.mean(np.abs(z) < 1.2816):.3f} "
            f"| {crps.mean():.3f} | {score.mean():.3f} | {error[single].mean():.3f} |"
        )


if __name__ == "__main__":
    main()
