"""Trains the reasoning forecaster and writes models/forecast.

    python models/recipes/forecast_train.py --data ../shared/data/reasoning

Only prompts of the split `train` are used; `val` is left for `npm run bench:forecast`, which measures what was written.
Printed on the way: what networks of the same kind reach on question groups, on whole data sets and on whole families
that were left out of their training.
"""

import argparse
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import torch
from scipy.optimize import minimize_scalar

from forecast_data import Calls, Prompts, load
from forecast_export import export
from forecast_mixture import Forecasts, Kinds, fit_mixture, forecast, log_score
from forecast_net import FAR, NEAR, Member, Regime, fit

OUTPUTS = Path(__file__).resolve().parent.parent / "forecast"
NEAR_MEMBERS, FAR_MEMBERS = 5, 3
FOLDS = 3
# A left-out data set with fewer calls says too little.
ENOUGH = 60
# Graded calls from which on a chance of success is spoken of.
GRADED = 100
AGENT = "swe_bench_verified"
# Models that are left out in turn, by how their plain names start; of the first, others of the family stay.
WITH_KIN = ["gpt-5-4", "gemini-3", "o3"]
LEFT_OUT_FAMILIES = [*WITH_KIN, "deepseek", "claude", "qwen"]

prompts: Prompts
calls: Calls


def start(data: Path) -> None:
    global prompts, calls
    torch.set_num_threads(1)
    prompts, everything = load(data)
    calls = everything.take(prompts.split[everything.prompt] == "train")


def train(job: tuple[np.ndarray, Regime, int]) -> Member:
    chosen, regime, seed = job
    return fit(prompts, calls.take(chosen), regime, seed)


def left_out(train_on: np.ndarray, test_on: np.ndarray, near: list[Member], far: list[Member]) -> Forecasts:
    kinds = Kinds.fit(prompts, np.unique(calls.prompt[train_on]))
    return forecast(near, far, kinds, prompts, calls.take(test_on))


def cross_validate(run: Callable, splits: list[np.ndarray], members: int) -> list[Forecasts]:
    """Forecasts of the uncensored calls of each split by networks that saw no call of its question groups."""
    groups = prompts.group[calls.prompt]
    rest = [np.flatnonzero(~np.isin(groups, groups[split])) for split in splits]
    jobs = [(r, regime, seed) for r in rest for regime, n in ((NEAR, members), (FAR, 1)) for seed in range(n)]
    trained = list(run(train, jobs))
    size = members + 1
    return [
        left_out(r, uncensored(split), trained[i * size : i * size + members], [trained[i * size + members]])
        for i, (r, split) in enumerate(zip(rest, splits))
    ]


def uncensored(chosen: np.ndarray) -> np.ndarray:
    return chosen[~calls.censored[chosen]]


def without_family(run: Callable, prefix: str) -> tuple[np.ndarray, Forecasts]:
    """As `cross_validate`, for one family's calls on a fifth of the question groups: model and prompt are both new."""
    _, group = np.unique(prompts.group[calls.prompt], return_inverse=True)
    held = np.random.default_rng(0).integers(0, 5, group.max() + 1)[group] == 0
    family = np.char.startswith(calls.model, prefix)
    rest = np.flatnonzero(~family & ~held)
    test = np.flatnonzero(family & held & ~calls.censored)
    near, far = run(train, [(rest, NEAR, 0), (rest, FAR, 0)])
    return test, left_out(rest, test, [near], [far])


def after_own_calls(residual: np.ndarray, group: np.ndarray, own: int, rounds: int = 10) -> float:
    """Mean absolute residual once the median of `own` calls of the same group is known and taken off."""
    errors = []
    for seed in range(rounds):
        order = np.random.default_rng(seed).permutation(len(residual))
        for name in np.unique(group):
            mine = order[group[order] == name]
            if len(mine) > own:
                errors.extend(np.abs(residual[mine[own:]] - np.median(residual[mine[:own]])))
    return float(np.mean(errors))


def row(name: str, tokens: np.ndarray, location: np.ndarray, scale: np.ndarray, *more: str) -> None:
    error = np.abs(tokens - location)
    inside = np.mean(error < 1.4149 * scale)  # 80 % of a t with 7 degrees of freedom
    score = -np.mean(log_score(tokens, location, scale) - tokens)
    print(f"| {name} | {len(tokens)} | {error.mean():.3f} | {np.mean(error < np.log(2)):.3f} | {inside:.3f} | {score:.3f} |", *more, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder data/reasoning")
    parser.add_argument("--out", type=Path, default=OUTPUTS)
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    arguments = parser.parse_args()
    start(arguments.data)
    dataset = prompts.dataset[calls.prompt]

    with ProcessPoolExecutor(arguments.jobs, initializer=start, initargs=(arguments.data,)) as pool:
        names, group = np.unique(prompts.group[calls.prompt], return_inverse=True)
        fold = np.random.default_rng(1).integers(0, FOLDS, len(names))[group]
        folds = [np.flatnonzero(fold == k) for k in range(FOLDS)]
        kinds = [d for d in np.unique(dataset) if np.sum(dataset == d) >= ENOUGH]
        sets = [np.flatnonzero(dataset == d) for d in kinds]
        alike = Forecasts.join(cross_validate(pool.map, folds, members=2))
        other = cross_validate(pool.map, sets, members=1)

        order, sets = uncensored(np.concatenate(folds)), [uncensored(chosen) for chosen in sets]
        mixture = fit_mixture([calls.tokens[order], *(calls.tokens[chosen] for chosen in sets)], [alike, *other])
        print(mixture)

        print("\n| left out | calls | MAE ln | within 2x | 80 % covers | log score |\n| --- | --- | --- | --- | --- | --- |")
        location, scale = mixture.combine(alike)
        row("question groups", calls.tokens[order], location, scale)
        single = dataset[order] != AGENT
        row("question groups, agents apart", calls.tokens[order][single], location[single], scale[single])
        offsets, keyed, zero_shot, informed = [], [], [], []
        for name, chosen, f in zip(kinds, sets, other):
            location, scale = mixture.combine(f)
            residual = calls.tokens[chosen] - location
            after = after_own_calls(residual, np.zeros(len(residual)), 20)
            row(f"data set {name}", calls.tokens[chosen], location, scale, f"20 own: {after:.3f}; novelty {mixture.novelty(f).mean():.2f}")
            zero_shot.append(np.abs(residual).mean())
            informed.append(after)
            offsets.append(residual.mean())
            kind = calls.levels["model and effort"][chosen]
            keyed += [residual[kind == k].mean() - residual.mean() for k in np.unique(kind) if np.sum(kind == k) >= 20]
        print(f"macro over data sets: {np.mean(zero_shot):.3f}, after 20 own calls {np.mean(informed):.3f}")
        families, strangers = [], {}
        for prefix in LEFT_OUT_FAMILIES:
            chosen, f = without_family(pool.map, prefix)
            location, scale = mixture.combine(f)
            residual, kind = calls.tokens[chosen] - location, calls.levels["model and effort"][chosen]
            after = after_own_calls(residual, kind, 5)
            row(f"family {prefix}", calls.tokens[chosen], location, scale, f"5 own: {after:.3f}")
            families.append((np.abs(residual).mean(), after))
            strangers[prefix] = (residual, scale)
        print("mean over families: {:.3f}, after 5 own calls {:.3f}".format(*np.mean(families, axis=0)))

        everything = np.arange(len(calls.tokens))
        jobs = [(everything, NEAR, seed) for seed in range(NEAR_MEMBERS)] + [(everything, FAR, seed) for seed in range(FAR_MEMBERS)]
        members = list(pool.map(train, jobs))

    near, far = members[:NEAR_MEMBERS], members[NEAR_MEMBERS:]
    kind = calls.levels["model and effort"]
    known = ~np.isnan(calls.success)
    graded = [name for name in np.unique(kind) if np.sum(known & (kind == name)) >= GRADED]
    model = stranger_spread([strangers[prefix] for prefix in WITH_KIN])
    both = stranger_spread([pair for prefix, pair in strangers.items() if prefix not in WITH_KIN])
    spread = {"model": model, "family": max(0.0, both**2 - model**2) ** 0.5}
    learning = {"user": np.std(offsets), "key": np.std(keyed), "scaleCalls": 10}
    fitted = {"unknown": rounded(spread), "learning": rounded(learning)}
    print(fitted)
    export(arguments.out, near, far, Kinds.fit(prompts, np.unique(calls.prompt)), mixture, graded, fitted)


def stranger_spread(left_out_families: list[tuple[np.ndarray, np.ndarray]]) -> float:
    """What a model that was never seen adds to the scale, in ln tokens: the best log score, families weighing the same."""

    def loss(extra: float) -> float:
        return -sum(log_score(residual, 0, np.hypot(scale, extra)).mean() for residual, scale in left_out_families)

    return float(minimize_scalar(loss, bounds=(0, 3), method="bounded").x)


def rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: round(float(value), 3) for name, value in values.items()}


if __name__ == "__main__":
    main()
