"""The text baselines beside the forecaster, on the same held-out prompts: ridge and boosting on TF-IDF and counts.

    python models/recipes/forecast_baselines.py --data ../shared/data/reasoning

It writes location and scale of ln tokens for each held-out prompt, model and effort; `npm run bench:forecast` scores
them beside the forecaster and the plain means. Scales: one per model and effort, from residuals of three folds of the
training groups. Printed: what plain means, and a ridge on model, effort and length, reach on data sets left out.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import Ridge
from sklearn.preprocessing import OneHotEncoder

from forecast_data import Calls, Prompts, load, read_lines

OUTPUT = Path(__file__).resolve().parent.parent.parent / ".cache" / "forecast-baselines.json"
FOLDS = 3
DRAWN = 10  # calls that the common scale is worth
# A left-out data set with fewer calls says too little; own calls that are given of it.
ENOUGH, OWN = 60, 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data
    prompts, calls = load(folder)
    entries = {p["pid"]: p["text"] for p in read_lines(folder / "prompts.jsonl.gz")}
    text = np.array([entries[pid] for pid in prompts.pid], dtype=object)
    text = np.array([t if len(t) < 5000 else f"{t[:3500]} ... {t[-1500:]}" for t in text], dtype=object)

    data_sets_left_out(prompts, calls.take((prompts.split[calls.prompt] == "train") & ~calls.censored))

    known = ~calls.censored
    split = prompts.split[calls.prompt]
    kind = calls.levels["model and effort"]
    train, test = np.flatnonzero(known & (split == "train")), np.flatnonzero(split == "val")
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
    keys = [f"{pid} {name}" for pid, name in zip(prompts.pid[calls.prompt[test]], kind[test])]
    written = {}
    for name, location in predict(train).items():
        squared = residuals[name] ** 2
        common = squared[train].mean()
        scales = {}
        for k in np.unique(kind):
            mine = train[kind[train] == k]
            scales[k] = np.sqrt((squared[mine].sum() + DRAWN * common) / (len(mine) + DRAWN))
        written[name] = {key: (float(location[i]), float(scales[kind[i]])) for key, i in zip(keys, test)}
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(written))


def data_sets_left_out(prompts: Prompts, calls: Calls) -> None:
    """The protocol of the issue's table: macro means over data sets; own calls give the median offset."""
    dataset, group, y = prompts.dataset[calls.prompt], prompts.group[calls.prompt], calls.tokens
    hot = OneHotEncoder(dtype=np.float32).fit_transform(calls.levels["model and effort"][:, None]).toarray()
    designs = {
        "global mean": (np.zeros((len(y), 1)), 1.0),
        "mean of model and effort": (hot, 5.0),
        "ridge on model, effort and length": (np.hstack([hot, prompts.counts[calls.prompt, :1]]), 1.0),
    }
    print("| predictor | data set left out: MAE ln, macro | after 20 own calls |\n| --- | --- | --- |")
    for name, (x, alpha) in designs.items():
        errors = []
        for d in (d for d in np.unique(dataset) if np.sum(dataset == d) >= ENOUGH):
            test = np.flatnonzero(dataset == d)
            rest = ~np.isin(group, group[test])
            residual = y[test] - Ridge(alpha).fit(x[rest], y[rest]).predict(x[test])
            orders = [np.random.default_rng(seed).permutation(residual) for seed in range(10)]
            own = np.mean([np.abs(r[OWN:] - np.median(r[:OWN])).mean() for r in orders])
            errors.append((np.abs(residual).mean(), own))
        print("| {} | {:.3f} | {:.3f} |".format(name, *np.mean(errors, axis=0)))


if __name__ == "__main__":
    main()
