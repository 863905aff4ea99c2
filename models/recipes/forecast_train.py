"""Trains the reasoning forecaster and writes models/forecast.

    python models/recipes/forecast_train.py --data ../shared/data/reasoning

Only prompts of the split `train` are used; `val` is left for `npm run bench:forecast`, which measures what was written.
Printed on the way: what networks of the same kind reach on question groups, on whole data sets and on whole families
that were left out of their training.
"""

import argparse
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from scipy.optimize import minimize_scalar

from forecast_data import Calls, Prompts, load
from forecast_export import export
from forecast_golden import record
from forecast_learning import TOPIC, Misses, Priors, after_own_calls, once_located
from forecast_linear import Linear, read
from forecast_mixture import Forecasts, Kinds, Mixture, fit_mixture, forecast, log_score
from forecast_net import Member, fit

OUTPUTS = Path(__file__).resolve().parent.parent / "forecast"
MEMBERS = 5
FOLDS = 3
# A left-out data set with fewer calls says too little.
ENOUGH = 60
# Own calls that are given, of a left-out data set and of each model and effort of a left-out family.
OWN, OWN_OF_EACH = 20, 5
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


def train(job: tuple[np.ndarray, int]) -> Member:
    chosen, seed = job
    return fit(prompts, calls.take(chosen), seed)


def train_linear(chosen: np.ndarray) -> Linear:
    return Linear.fit(prompts, calls.take(chosen))


@dataclass(frozen=True)
class LeftOut:
    """Calls that were left out, and what models that saw none of their question groups say of them."""

    chosen: np.ndarray
    forecasts: Forecasts
    topic: np.ndarray  # of all prompts, as the linear model reads them

    @staticmethod
    def of(rest: np.ndarray, chosen: np.ndarray, near: list[Member], far: Linear) -> "LeftOut":
        """Calls that were cut short are not forecast: what they would have taken is not known."""
        chosen = chosen[~calls.censored[chosen]]
        kinds = Kinds.fit(prompts, np.unique(calls.prompt[rest]))
        return LeftOut(chosen, forecast(near, far, kinds, prompts, calls.take(chosen)), read(far.reader, prompts)[:, :TOPIC])

    @property
    def tokens(self) -> np.ndarray:
        return calls.tokens[self.chosen]

    def misses(self, mixture: Mixture) -> Misses:
        f, these = self.forecasts, calls.take(self.chosen)
        return Misses(self.tokens - mixture.combine(f)[0], these.levels, self.topic[these.prompt], f.far - f.near)


def cross_validate(run: Callable, splits: list[np.ndarray], members: int) -> list[LeftOut]:
    groups = prompts.group[calls.prompt]
    rest = [np.flatnonzero(~np.isin(groups, groups[split])) for split in splits]
    near = list(run(train, [(r, seed) for r in rest for seed in range(members)]))
    far = list(run(train_linear, rest))
    return [LeftOut.of(r, s, near[i * members : (i + 1) * members], far[i]) for i, (r, s) in enumerate(zip(rest, splits))]


def group_folds() -> list[np.ndarray]:
    names, group = np.unique(prompts.group[calls.prompt], return_inverse=True)
    fold = np.random.default_rng(1).integers(0, FOLDS, len(names))[group]
    return [np.flatnonzero(fold == k) for k in range(FOLDS)]


def data_sets() -> dict[str, np.ndarray]:
    dataset = prompts.dataset[calls.prompt]
    members = {name: np.flatnonzero(dataset == name) for name in np.unique(dataset)}
    return {name: chosen for name, chosen in members.items() if len(chosen) >= ENOUGH}


def family_split(prefix: str) -> tuple[np.ndarray, np.ndarray]:
    """To train on, to test on: one family's calls on a fifth of the question groups; model and prompt are both new."""
    _, group = np.unique(prompts.group[calls.prompt], return_inverse=True)
    held = np.random.default_rng(0).integers(0, 5, group.max() + 1)[group] == 0
    family = np.char.startswith(calls.levels["model"], prefix)
    return np.flatnonzero(~family & ~held), np.flatnonzero(family & held)


def row(name: str, tokens: np.ndarray, location: np.ndarray, scale: np.ndarray, *more: str) -> None:
    error = np.abs(tokens - location)
    inside = np.mean(error < 1.4149 * scale)  # 80 % of a t with 7 degrees of freedom
    score = -np.mean(log_score(tokens, location, scale) - tokens)
    print(f"| {name} | {len(tokens)} | {error.mean():.3f} | {np.mean(error < np.log(2)):.3f} | {inside:.3f} | {score:.3f} |", *more, flush=True)


def report_groups(folds: list[LeftOut], mixture: Mixture) -> None:
    tokens, forecasts = np.concatenate([f.tokens for f in folds]), Forecasts.join([f.forecasts for f in folds])
    location, scale = mixture.combine(forecasts)
    row("question groups", tokens, location, scale)
    single = prompts.dataset[calls.prompt[np.concatenate([f.chosen for f in folds])]] != AGENT
    row("question groups, agents apart", tokens[single], location[single], scale[single])


def report_sets(sets: dict[str, LeftOut], mixture: Mixture) -> Priors:
    """The priors of learning from own calls; for each set's row they are fitted on the others."""
    misses = {name: one.misses(mixture) for name, one in sets.items()}
    errors = []
    for name, one in sets.items():
        priors = Priors.fit([m for other, m in misses.items() if other != name])
        everyone = np.zeros(len(one.chosen))
        after, known = after_own_calls(priors, misses[name], OWN, everyone), once_located(misses[name], everyone)
        novelty = mixture.novelty(one.forecasts).mean()
        note = f"{OWN} own: {after:.3f}; location known: {known:.3f}; novelty {novelty:.2f}"
        row(f"data set {name}", one.tokens, *mixture.combine(one.forecasts), note)
        errors.append((np.abs(misses[name].residual).mean(), after, known))
    print("macro over data sets: {:.3f}, after own calls {:.3f}, location known {:.3f}".format(*np.mean(errors, axis=0)))
    return Priors.fit(list(misses.values()))


def report_families(run: Callable, mixture: Mixture, priors: Priors) -> dict[str, float]:
    """What a model, and a family, that was never seen adds to the scale."""
    errors, strangers = [], {}
    for prefix in LEFT_OUT_FAMILIES:
        rest, test = family_split(prefix)
        one = LeftOut.of(rest, test, list(run(train, [(rest, seed) for seed in range(2)])), train_linear(rest))
        location, scale = mixture.combine(one.forecasts)
        misses, kind = one.misses(mixture), calls.levels["model and effort"][one.chosen]
        after, known = after_own_calls(priors, misses, OWN_OF_EACH, kind), once_located(misses, kind)
        row(f"family {prefix}", one.tokens, location, scale, f"{OWN_OF_EACH} own: {after:.3f}; location known: {known:.3f}")
        errors.append((np.abs(misses.residual).mean(), after, known))
        strangers[prefix] = (misses.residual, scale)
    print("mean over families: {:.3f}, after own calls {:.3f}, location known {:.3f}".format(*np.mean(errors, axis=0)))
    model = stranger_spread([strangers[prefix] for prefix in WITH_KIN])
    both = stranger_spread([pair for prefix, pair in strangers.items() if prefix not in WITH_KIN])
    return {"model": model, "family": max(0.0, both**2 - model**2) ** 0.5}


def stranger_spread(left_out_families: list[tuple[np.ndarray, np.ndarray]]) -> float:
    """The standard deviation in ln tokens with the best log score, families weighing the same."""

    def loss(extra: float) -> float:
        return -sum(log_score(residual, 0, np.hypot(scale, extra)).mean() for residual, scale in left_out_families)

    return float(minimize_scalar(loss, bounds=(0, 3), method="bounded").x)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder data/reasoning")
    parser.add_argument("--out", type=Path, default=OUTPUTS)
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    arguments = parser.parse_args()
    start(arguments.data)

    with ProcessPoolExecutor(arguments.jobs, initializer=start, initargs=(arguments.data,)) as pool:
        folds = cross_validate(pool.map, group_folds(), members=2)
        sets = dict(zip(data_sets(), cross_validate(pool.map, list(data_sets().values()), members=1)))
        mixture = fit_mixture(
            [np.concatenate([f.tokens for f in folds]), *(s.tokens for s in sets.values())],
            [Forecasts.join([f.forecasts for f in folds]), *(s.forecasts for s in sets.values())],
        )
        print(mixture)
        print("\n| left out | calls | MAE ln | within 2x | 80 % covers | log score |\n| --- | --- | --- | --- | --- | --- |")
        report_groups(folds, mixture)
        priors = report_sets(sets, mixture)
        unknown = report_families(pool.map, mixture, priors)
        print(unknown, priors)

        everything = np.arange(len(calls.tokens))
        near = list(pool.map(train, [(everything, seed) for seed in range(MEMBERS)]))
    far, kinds = train_linear(everything), Kinds.fit(prompts, np.unique(calls.prompt))
    known, kind = ~np.isnan(calls.success), calls.levels["model and effort"]
    graded = [name for name in np.unique(kind) if np.sum(known & (kind == name)) >= GRADED]
    export(arguments.out, near, far, kinds, mixture, graded, unknown, priors)
    record(near, far, kinds, mixture, priors)


if __name__ == "__main__":
    main()
